import type { Git } from "@dgs/core";
import { abandonQuick } from "@dgs/runtime";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type GitServer, startGitServer } from "../src/git-contract/git-server.js";
import { hook } from "../src/git-contract/scenes.js";
import type { QuickScene } from "../src/quick-scene.js";
import { openQuickScenes } from "./open-quick-scenes.js";

const setScene = openQuickScenes();
const servers: GitServer[] = [];
// Before the scenes are gone: what is set up last is closed first.
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

interface Served {
  readonly scene: QuickScene;
  readonly server: GitServer;
}

/** A scene whose remote is served over http. */
async function setServed(): Promise<Served> {
  const scene = await setScene({ remote: true });
  const server = await startGitServer(scene.folder, scene.env);
  servers.push(server);
  scene.git(scene.bare(scene.app), "config", "http.receivepack", "true");
  scene.git(scene.app.path, "remote", "set-url", "origin", `${server.url}/${path.basename(scene.bare(scene.app))}`);
  return { scene, server };
}

const setFiled = (): Promise<QuickScene> => setScene({ remote: true });

const remoteLog = (scene: QuickScene): string[] => scene.git(scene.bare(scene.app), "log", "--reverse", "--format=%s", "main").trim().split("\n");
const OURS = ["fix(quick): two", "fix(quick): new", "fix(quick): more"];
const DONE = "Quick 'fix-auth' merged to main (3 commits). Worktree cleaned up. Pushed to origin.";

/** Somebody else's push, before each of the first pushes of ours. */
function overtaken(scene: QuickScene, times: number): Git {
  let pushes = 0;
  return {
    ...scene.engine,
    push: async (spec) => {
      if (pushes++ < times) {
        const clone = path.join(scene.folder, `clone-${String(pushes)}`);
        scene.git(scene.folder, "clone", "--quiet", scene.bare(scene.app), clone);
        scene.change(clone, `theirs-${String(pushes)}.txt`, "theirs\n", `feat: theirs ${String(pushes)}`);
        scene.git(clone, "push", "--quiet", "origin", "main");
        rmSync(clone, { recursive: true });
      }
      return scene.engine.push(spec);
    },
  };
}

describe("complete-quick and locks that a killed git has left", () => {
  it("names the lock on the remote, counts no race, and pushes when it is gone", async () => {
    const scene = await setFiled();
    const lock = path.join(scene.bare(scene.app), "refs/heads/main.lock");
    writeFileSync(lock, "");
    const halted = await scene.complete();
    expect(halted).toMatchObject({ exit: "conflict", status: "failed", error: expect.stringContaining("main.lock") as string });
    expect(scene.quick().races).toEqual({});
    expect(remoteLog(scene)).toEqual(["first"]);
    rmSync(lock);
    expect((await scene.complete()).ended).toBe(DONE);
    expect(remoteLog(scene)).toEqual(["first", ...OURS]);
  });

  it("names the lock on the remote branch here, though the remote has taken the push, and ends when it is gone", async () => {
    const scene = await setFiled();
    const lock = path.join(scene.app.path, ".git/refs/remotes/origin/main.lock");
    const late: Git = { ...scene.engine, push: (spec) => { writeFileSync(lock, ""); return scene.engine.push(spec); } };
    expect(await scene.complete({ git: late })).toMatchObject({ status: "failed", error: expect.stringContaining(lock) as string });
    rmSync(lock);
    expect((await scene.complete()).ended).toBe(DONE);
    expect(scene.sha(scene.app.path, "refs/remotes/origin/main")).toBe(scene.sha(scene.bare(scene.app), "main"));
    expect(remoteLog(scene)).toEqual(["first", ...OURS]);
  });
});

describe("complete-quick and its remote", () => {
  it("fetches and pushes over http", async () => {
    const { scene } = await setServed();
    expect((await scene.complete()).ended).toBe(DONE);
    expect(remoteLog(scene)).toEqual(["first", ...OURS]);
  });

  it.each(["file", "http"])("overtaken by somebody's push over %s, it takes the merge back, rebases, tests and merges again", async (kind) => {
    const scene = kind === "file" ? await setFiled() : (await setServed()).scene;
    expect((await scene.complete({ git: overtaken(scene, 2) })).ended).toBe(DONE);
    expect(remoteLog(scene)).toEqual(["first", "feat: theirs 1", "feat: theirs 2", ...OURS]);
    expect(scene.sha(scene.app.path, "main")).toBe(scene.sha(scene.bare(scene.app), "main"));
    expect(scene.quick().races).toEqual({ app: 2 });
  });

  it("overtaken again and again it halts, with everything where it was; the same command finishes it later", async () => {
    const scene = await setFiled();
    const report = await scene.complete({ git: overtaken(scene, 9) });
    expect(report).toMatchObject({ status: "failed", exit: "conflict", error: expect.stringContaining("moved 4 times") as string });
    expect(scene.sha(scene.app.tree, "HEAD")).toBe(scene.sha(scene.app.path, "quick/fix-auth"));
    expect((await scene.complete()).ended).toBe(DONE);
    expect(remoteLog(scene)).toEqual(["first", ...[1, 2, 3, 4].map((n) => `feat: theirs ${String(n)}`), ...OURS]);
  });

  it.each<[string, (served: Served) => void, (served: Served) => void, string, RegExp]>([
    ["credentials are missing", ({ server }) => { server.behave = "ask-password"; }, ({ server }) => { server.behave = "serve"; }, "human-needed", /could not be fetched from origin.*credentials.*log in/],
    ["the server goes away in the middle", ({ server }) => { server.behave = "break-off"; }, ({ server }) => { server.behave = "serve"; }, "gaps", /could not be fetched from origin/],
    ["the repository is not there any more", ({ server }) => { server.behave = "not-found"; }, ({ server }) => { server.behave = "serve"; }, "gaps", /could not be fetched from origin.*see that `git fetch` reaches the remote/],
    ["nobody answers", ({ scene }) => { scene.git(scene.app.path, "remote", "set-url", "origin", "http://127.0.0.1:9/app.git"); }, ({ scene }) => { scene.git(scene.app.path, "remote", "set-url", "origin", `file://${scene.bare(scene.app)}`); }, "gaps", /could not be fetched from origin/],
  ])("when %s at the fetch, nothing has happened, and the same command finishes it later", async (_, breakIt, mendIt, exit, said) => {
    const served = await setServed();
    const { scene } = served;
    const before = [scene.sha(scene.app.path, "main"), scene.sha(scene.app.tree, "HEAD")];
    breakIt(served);
    expect(await scene.complete()).toMatchObject({ status: "failed", exit, error: expect.stringMatching(said) as string });
    expect([scene.sha(scene.app.path, "main"), scene.sha(scene.app.tree, "HEAD")]).toEqual(before);
    mendIt(served);
    expect((await scene.complete()).ended).toBe(DONE);
  });

  it.each(["ask-password", "break-off", "not-found"] as const)("when the server begins to %s at the push, it is merged here, and the same command pushes it later", async (behave) => {
    const { scene, server } = await setServed();
    const git: Git = { ...scene.engine, push: (spec) => { server.behave = behave; return scene.engine.push(spec); } };
    expect(await scene.complete({ git })).toMatchObject({ status: "failed", error: expect.stringContaining("main is merged here and could not be pushed to origin") as string });
    expect(remoteLog(scene)).toEqual(["first"]);
    server.behave = "serve";
    expect((await scene.complete()).ended).toBe(DONE);
    expect(remoteLog(scene)).toEqual(["first", ...OURS]);
  });

  it("a push that the remote took and whose answer was lost counts as pushed", async () => {
    const scene = await setFiled();
    const git: Git = {
      ...scene.engine,
      push: async (spec) => {
        await scene.engine.push(spec);
        // As if the answer had been lost: the remote branch here does not know of it.
        scene.git(scene.app.path, "update-ref", "refs/remotes/origin/main", String(spec.expected));
        return { type: "refused", code: "unreachable", message: "the remote hung up" };
      },
    };
    expect(await scene.complete({ git })).toMatchObject({ status: "failed" });
    expect((await scene.complete()).ended).toBe(DONE);
    expect(remoteLog(scene)).toEqual(["first", ...OURS]);
  });

  it.each([["pre-receive", "echo 'no commits without a ticket' >&2; exit 1"], ["update", "echo 'no commits without a ticket' >&2; exit 1"]])("a %s hook of the remote that says no is told in its words", async (name, lines) => {
    const scene = await setFiled();
    hook(scene, scene.bare(scene.app), name, lines);
    const report = await scene.complete();
    expect(report).toMatchObject({ status: "failed", exit: "conflict", error: expect.stringMatching(/origin rejected the push of main.*no commits without a ticket/) as string });
    expect(remoteLog(scene)).toEqual(["first"]);
    rmSync(path.join(scene.bare(scene.app), "hooks", name));
    expect((await scene.complete()).ended).toBe(DONE);
  });

  it("a merge whose push is rejected is taken back by abandoning; what a person has changed in the checkout stays", async () => {
    const scene = await setFiled();
    const { app, git, sha } = scene;
    const before = sha(app.path, "main");
    hook(scene, scene.bare(app), "pre-receive", "exit 1");
    await scene.complete();
    expect(sha(app.path, "main")).not.toBe(before);
    const tip = sha(app.tree, "HEAD");
    scene.write(app.path, "b.txt", "mine\n");
    const report = await abandonQuick(scene.ports(), scene.place, { signal: new AbortController().signal, onEvent: () => undefined });
    expect("error" in report ? report.error : undefined).toBeUndefined();
    expect(report).toMatchObject({ type: "quick", status: "abandoned", exit: "ok" });
    expect(sha(app.path, "main")).toBe(before);
    expect(git(app.path, "status", "--porcelain")).toBe(" M b.txt\n");
    expect(git(app.path, "for-each-ref", "--contains", tip, "--format=%(refname)", "refs/dgs/keep").trim()).not.toBe("");
    expect(git(app.path, "for-each-ref", "refs/dgs/quick")).toBe("");
  });

  it("a pre-push hook of the person that says no is told, and can be mended", async () => {
    const scene = await setFiled();
    hook(scene, scene.app.path, "pre-push", "echo 'lint first' >&2; exit 1");
    expect(await scene.complete()).toMatchObject({ status: "failed", error: expect.stringMatching(/could not be pushed.*a git hook of yours said no.*lint first/) as string });
    hook(scene, scene.app.path, "pre-push", "exit 0");
    expect((await scene.complete()).ended).toBe(DONE);
  });

  it("a remote that does not have the base branch yet gets it", async () => {
    const scene = await setFiled();
    scene.git(scene.bare(scene.app), "update-ref", "-d", "refs/heads/main");
    expect((await scene.complete()).ended).toBe(DONE);
    expect(remoteLog(scene)).toEqual(["first", ...OURS]);
  });
});
