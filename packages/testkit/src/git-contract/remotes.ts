import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Git, Sha } from "@dgs/core";
import { afterEach, describe, expect, it } from "vitest";
import { type GitServer, startGitServer } from "./git-server.js";
import { hook } from "./scenes.js";
import { expectRefusal, type MakeGit, type Stage, stages } from "./stage.js";

const HOSTILE = ["--upload-pack=touch pwned", "-x", "$(touch pwned)", "..", "a b", "", "a\nb", "x".repeat(300)];

/** A repository with the remote `origin`, and a second clone of somebody else. */
interface Shared {
  readonly tree: string;
  readonly bare: string;
  readonly other: string;
  readonly first: Sha;
}

/** What every engine does with remotes: bare repositories, by path and over http. */
export function remotesContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);
  const servers: GitServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  async function share(stage: Stage, by: "file" | "http"): Promise<Shared & { readonly server: GitServer }> {
    const tree = stage.repo("repo");
    const bare = path.join(stage.folder, "origin.git");
    stage.git(stage.folder, "clone", "--quiet", "--bare", tree, bare);
    stage.git(bare, "config", "http.receivepack", "true");
    const server = await startGitServer(stage.folder, stage.env);
    servers.push(server);
    stage.git(tree, "remote", "add", "origin", by === "http" ? `${server.url}/origin.git` : `file://${bare}`);
    const other = path.join(stage.folder, "other");
    stage.git(stage.folder, "clone", "--quiet", bare, other);
    return { tree, bare, other, first: stage.sha(tree, "main"), server };
  }

  function commit(stage: Stage, tree: string, message: string): Sha {
    stage.git(tree, "commit", "--quiet", "--allow-empty", "-m", message);
    return stage.sha(tree, "HEAD");
  }

  describe.each(["file", "http"] as const)("over %s", (by) => {
    it("fetches what others pushed and pushes what is here, once", async () => {
      const stage = setStage();
      const { engine, sha } = stage;
      const { tree, bare, other } = await share(stage, by);
      const theirs = commit(stage, other, "theirs");
      stage.git(other, "push", "--quiet", "origin", "main");
      const origin = { tree, remote: "origin", branch: "main" };
      expect(await engine.fetch(origin)).toEqual({ type: "fetched", sha: theirs });
      expect(sha(tree, "refs/remotes/origin/main")).toBe(theirs);
      expect(existsSync(path.join(tree, ".git/FETCH_HEAD"))).toBe(false);
      expect(await engine.fastForward({ repo: tree, branch: "main", to: theirs })).toMatchObject({ type: "moved" });
      const mine = commit(stage, tree, "mine");
      expect(await engine.push({ ...origin, sha: mine, expected: theirs })).toEqual({ type: "pushed" });
      expect(sha(bare, "main")).toBe(mine);
      expect(sha(tree, "refs/remotes/origin/main")).toBe(mine);
      expect(await engine.push({ ...origin, sha: mine, expected: mine })).toEqual({ type: "up-to-date" });
      expect(await engine.push({ ...origin, branch: "quick/ünï", sha: mine, expected: undefined })).toEqual({ type: "pushed" });
      expect(await engine.fetch({ ...origin, branch: "nowhere" })).toEqual({ type: "absent" });
    });

    it("loses nothing when somebody pushed in between", async () => {
      const stage = setStage();
      const { engine, sha } = stage;
      const { tree, bare, other, first } = await share(stage, by);
      const theirs = commit(stage, other, "theirs");
      stage.git(other, "push", "--quiet", "origin", "main");
      const mine = commit(stage, tree, "mine");
      const origin = { tree, remote: "origin", branch: "main" };
      expectRefusal(await engine.push({ ...origin, sha: mine, expected: first }), "rejected-non-fast-forward");
      expectRefusal(await engine.push({ ...origin, sha: mine, expected: undefined }), "rejected-non-fast-forward");
      // A caller that has not rebased cannot force either, whatever it expects.
      expectRefusal(await engine.push({ ...origin, sha: mine, expected: theirs }), "rejected-non-fast-forward");
      expect(await engine.fetch(origin)).toEqual({ type: "fetched", sha: theirs });
      expectRefusal(await engine.push({ ...origin, sha: mine, expected: theirs }), "rejected-non-fast-forward");
      expect(sha(bare, "main")).toBe(theirs);
      const rebased = await engine.rebase({ tree, onto: theirs });
      expect(rebased).toMatchObject({ type: "rebased" });
      expect(await engine.push({ ...origin, sha: (rebased as { to: Sha }).to, expected: theirs })).toEqual({ type: "pushed" });
    });

    it("does not bring back a branch that was deleted over there", async () => {
      const stage = setStage();
      const { tree, bare, first } = await share(stage, by);
      stage.git(bare, "update-ref", "-d", "refs/heads/main");
      const mine = commit(stage, tree, "mine");
      expectRefusal(await stage.engine.push({ tree, remote: "origin", branch: "main", sha: mine, expected: first }), "rejected-non-fast-forward");
      expect(await stage.engine.resolve(bare, "refs/heads/main")).toBeUndefined();
    });

    it("tells that a hook of the remote, or its configuration, said no", async () => {
      const stage = setStage();
      const { tree, bare, first } = await share(stage, by);
      const spec = { tree, remote: "origin", branch: "main", sha: commit(stage, tree, "mine"), expected: first };
      hook(stage, bare, "pre-receive", "echo 'fatal: Authentication failed, says the hook'; exit 1");
      expect(expectRefusal(await stage.engine.push(spec), "rejected-by-hook").message).toContain("says the hook");
      rmSync(path.join(bare, "hooks/pre-receive"));
      stage.git(bare, "config", "receive.denyNonFastForwards", "true");
      stage.git(bare, "config", "transfer.hideRefs", "refs/heads/hidden");
      expectRefusal(await stage.engine.push({ ...spec, branch: "hidden", expected: undefined }), "rejected-by-remote");
      expect(stage.sha(bare, "main")).toBe(first);
      expect(await stage.engine.push(spec)).toEqual({ type: "pushed" });
    });

    it("tells that a hook of the user said no", async () => {
      const stage = setStage();
      const { tree, bare, first } = await share(stage, by);
      hook(stage, tree, "pre-push", "echo not on a friday >&2; exit 1");
      const spec = { tree, remote: "origin", branch: "main", sha: commit(stage, tree, "mine"), expected: first };
      expect(expectRefusal(await stage.engine.push(spec), "hook-failed").message).toContain("not on a friday");
      expect(stage.sha(bare, "main")).toBe(first);
    });

    it("tells that the remote is gone", async () => {
      const stage = setStage();
      const { tree, bare, first, server } = await share(stage, by);
      if (by === "http") await server.close();
      else rmSync(bare, { recursive: true });
      const origin = { tree, remote: "origin", branch: "main" };
      expectRefusal(await stage.engine.fetch(origin), "unreachable");
      expectRefusal(await stage.engine.push({ ...origin, sha: commit(stage, tree, "mine"), expected: first }), "unreachable");
    });
  });

  describe("a server", () => {
    it("that wants to know who asks: nobody is prompted, and the user's own program can answer", async () => {
      const stage = setStage();
      const { tree, first, server } = await share(stage, "http");
      server.behave = "ask-password";
      const origin = { tree, remote: "origin", branch: "main" };
      const asker = path.join(stage.folder, "home/ask");
      writeFileSync(asker, '#!/bin/sh\ntouch "$HOME/asked"\necho secret\n');
      chmodSync(asker, 0o755);
      const calls = (engine: Git) => [engine.fetch(origin), engine.push({ ...origin, sha: first, expected: first })];
      const desktop = makeGit({ ...stage.env, SSH_ASKPASS: asker, DISPLAY: ":99" });
      for (const refusal of await Promise.all(calls(desktop))) expectRefusal(refusal, "credentials-missing");
      expect(existsSync(path.join(stage.folder, "home/asked"))).toBe(false);
      const machine = makeGit({ ...stage.env, GIT_ASKPASS: asker });
      for (const refusal of await Promise.all(calls(machine))) expectRefusal(refusal, "credentials-missing");
      expect(existsSync(path.join(stage.folder, "home/asked"))).toBe(true);
    });

    it("that breaks off in the middle, or has no such repository", async () => {
      const stage = setStage();
      const { tree, bare, other, first, server } = await share(stage, "http");
      const theirs = commit(stage, other, "theirs");
      stage.git(other, "push", "--quiet", "origin", "main");
      const origin = { tree, remote: "origin", branch: "main" };
      for (const behave of ["break-off", "not-found"] as const) {
        server.behave = behave;
        expectRefusal(await stage.engine.fetch(origin), "unreachable");
        expect(await stage.engine.resolve(tree, "refs/remotes/origin/main")).toBeUndefined();
      }
      server.behave = "serve";
      expect(await stage.engine.fetch(origin)).toEqual({ type: "fetched", sha: theirs });
      server.behave = "break-off";
      stage.git(tree, "merge", "--quiet", "--ff-only", "origin/main");
      const mine = commit(stage, tree, "mine");
      expectRefusal(await stage.engine.push({ ...origin, sha: mine, expected: theirs }), "unreachable");
      expect([stage.sha(bare, "main"), stage.sha(tree, "main")]).toEqual([theirs, mine]);
      expect(first).not.toBe(theirs);
    });
  });

  describe("names", () => {
    it("of remotes are looked up, never taken for addresses or options", async () => {
      const stage = setStage();
      const { tree, bare, first } = await share(stage, "file");
      const alone = stage.repo("alone");
      expectRefusal(await stage.engine.fetch({ tree: alone, remote: "origin", branch: "main" }), "no-remote");
      mkdirSync(path.join(tree, "upstream"));
      for (const remote of ["upstream", "origin.git", "other/repo"]) expectRefusal(await stage.engine.fetch({ tree, remote, branch: "main" }), "no-remote");
      for (const name of [...HOSTILE, "ext::touch pwned", bare, `file://${bare}`]) {
        expectRefusal(await stage.engine.fetch({ tree, remote: name, branch: "main" }), "bad-name");
        expectRefusal(await stage.engine.push({ tree, remote: name, branch: "main", sha: first, expected: first }), "bad-name");
      }
      for (const branch of [...HOSTILE, "main:evil"]) {
        expectRefusal(await stage.engine.fetch({ tree, remote: "origin", branch }), "bad-name");
        expectRefusal(await stage.engine.push({ tree, remote: "origin", branch, sha: first, expected: first }), "bad-name");
      }
      expect(await stage.engine.fetch({ tree, remote: "origin", branch: "+main" })).toEqual({ type: "absent" });
      expectRefusal(await stage.engine.push({ tree, remote: "origin", branch: "main", sha: "0123456789012345678901234567890123456789" as Sha, expected: first }), "unknown-revision");
      expect(stage.git(tree, "status", "--porcelain")).toBe("");
    });
  });

  describe("upstream", () => {
    it("is what the branch was told, else the only remote or origin, else nothing", async () => {
      const stage = setStage();
      const { engine, git } = stage;
      const tree = stage.repo("repo");
      expect(await engine.upstream(tree, "main")).toBeUndefined();
      git(tree, "remote", "add", "company", "https://example.invalid/x.git");
      expect(await engine.upstream(tree, "main")).toEqual({ remote: "company", branch: "main", configured: false });
      git(tree, "remote", "add", "fork", "https://example.invalid/y.git");
      expect(await engine.upstream(tree, "main")).toBeUndefined();
      git(tree, "remote", "add", "origin", "https://example.invalid/z.git");
      expect(await engine.upstream(tree, "main")).toEqual({ remote: "origin", branch: "main", configured: false });
      git(tree, "config", "branch.main.remote", "fork");
      git(tree, "config", "branch.main.merge", "refs/heads/trunk/ünï");
      expect(await engine.upstream(tree, "main")).toEqual({ remote: "fork", branch: "trunk/ünï", configured: true });
      git(tree, "config", "branch.main.remote", ".");
      expect(await engine.upstream(tree, "main")).toEqual({ remote: "origin", branch: "main", configured: false });
      expectRefusal(await engine.upstream(tree, "--all"), "bad-name");
    });
  });
}
