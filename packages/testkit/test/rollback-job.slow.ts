import { createMilestoneJob, cancelJob, isRefusal, listKept, previewRollback, rollbackJob, runJob, undoRollback, type Refusal, type RollbackPreview, type Ports, type RollbackReport } from "@dgs/runtime";
import type { Sha } from "@dgs/core";
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeCrashProduct } from "../src/crash-product.js";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";

let folder: string;
let repo: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs rollback ")));
  // The planning files of a run are not committed: what the rollbacks go back to is the first commit then.
  ({ repo } = makeCrashProduct(folder, { commit_docs: false }));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const good: ScriptedAgent = (request, tools) => {
  const id = request.purpose.replace("execute-plan ", "");
  if (id === "01-01") tools.write("one.txt", "one\n");
  if (id === "01-02") tools.write("result.txt", "result good\n");
  if (request.role === "executor") tools.leave(`${id}-SUMMARY.md`, `---\nphase: 01\nplan: ${id.slice(-2)}\nstatus: complete\n---\n\n# Summary\n\n**Done**\n`);
  if (request.role === "verifier") tools.leave("01-VERIFICATION.md", "---\nstatus: passed\n---\n\n# Verification\n");
  if (request.role === "integration-checker") tools.leave("findings.json", '{"gaps": []}');
  return "completed";
};
const crashing: ScriptedAgent = (request, tools) => (request.purpose === "execute-plan 01-02" ? "crashed" : good(request, tools));

const git = (tree: string, ...args: string[]): string => execFileSync("git", ["-C", tree, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const sha = (tree: string, revision: string): string => git(tree, "rev-parse", revision).trim();
const planning = (...path: string[]): string => join(repo, ".planning", ...path);
const put = (file: string, text: string | Buffer): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

function ports(script: ScriptedAgent = good): ReturnType<typeof createTestPorts> {
  return createTestPorts(repo, createScriptedAgents(script));
}

async function create(): Promise<void> {
  const { ports: all, place } = ports();
  const created = await createMilestoneJob(all, place, { check: true });
  if (isRefusal(created)) throw new Error(created.message);
}

async function run(script: ScriptedAgent = good): Promise<Awaited<ReturnType<typeof runJob>>> {
  const { ports: all, place } = ports(script);
  return runJob(all, place, { version: "v1", dryRun: false, signal: new AbortController().signal, onEvent: () => undefined });
}

async function preview(): Promise<RollbackPreview> {
  const { ports: all, place } = ports();
  const answer = await previewRollback(all, place, { version: "v1" });
  if (isRefusal(answer)) throw new Error(`${answer.code}: ${answer.message}`);
  return answer;
}

async function tryRollback(): Promise<RollbackReport | Refusal> {
  const { ports: all, place } = ports();
  return rollbackJob(all, place, { version: "v1", preview: await preview() });
}

async function rollback(): Promise<RollbackReport> {
  const answer = await tryRollback();
  if (isRefusal(answer)) throw new Error(`${answer.code}: ${answer.message}`);
  return answer;
}

async function undo(): Promise<Awaited<ReturnType<typeof undoRollback>>> {
  const { ports: all, place } = ports();
  return undoRollback(all, place, { version: "v1" });
}

/** Everything below a folder, byte for byte; git's own folder and the locks are left out. Names are hexadecimal where they are no UTF-8. */
function bytesOf(path: string, without: (name: string) => boolean = () => false): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (at: Buffer, name: string): void => {
    for (const entry of readdirSync(at, { encoding: "buffer" })) {
      const text = entry.toString("utf8");
      const key = `${name}/${Buffer.from(text).equals(entry) ? text : entry.toString("hex")}`;
      if (text === ".git" || text === ".locks" || without(key)) continue;
      const below = Buffer.concat([at, Buffer.from("/"), entry]);
      const stat = lstatSync(below);
      if (stat.isDirectory()) visit(below, key);
      else found[key] = stat.isSymbolicLink() ? `link ${readlinkSync(below)}` : `${(stat.mode & 0o111) === 0 ? "" : "executable "}${readFileSync(below).toString("base64")}`;
    }
  };
  visit(Buffer.from(path), "");
  return found;
}

const stateOf = (tree: string, without?: (name: string) => boolean): unknown => ({ files: bytesOf(tree, without), staged: git(tree, "ls-files", "--stage"), status: git(tree, "status", "--porcelain", "--untracked-files=all"), head: sha(tree, "HEAD"), branch: git(tree, "branch", "--show-current") });

const HARD_NAMES = ["with space.txt", 'quo"te.txt', "new\nline.txt", "-dash.txt", ":(top)colon.txt", "trail .txt ", "ünï-😀.txt"];

/** Staged, unstaged and untracked work with names that break what splits or quotes. */
function makeDirty(tree: string): void {
  put(join(tree, "README.md"), "# staged\n");
  git(tree, "add", "README.md");
  put(join(tree, "README.md"), "# staged, then changed\n");
  put(join(tree, "added.sh"), "#!/bin/sh\n");
  chmodSync(join(tree, "added.sh"), 0o755);
  git(tree, "add", "added.sh");
  for (const name of HARD_NAMES) put(join(tree, "deep/er", name), `content of ${name}`);
  symlinkSync("no where", join(tree, "deep/link"));
  if (process.platform === "linux") writeFileSync(Buffer.concat([Buffer.from(`${tree}/deep/`), Buffer.from([0x62, 0xff, 0xfe])]), Buffer.from([0, 1, 2, 255]));
  rmSync(join(tree, "one.txt"), { force: true });
}

const isJobFile = (name: string): boolean => name.startsWith("/jobs");

/** Ports with which everything ends before one of the writes: of git, or of planning files. */
function killedBefore(all: Ports, at: number): Ports {
  let writes = 0;
  const guard = <Answer>(write: () => Promise<Answer>): Promise<Answer> => (++writes === at ? Promise.reject(new Error("killed")) : write());
  const { git: engine, files } = all;
  return {
    ...all,
    git: { ...engine, keep: (spec) => guard(() => engine.keep(spec)), putBack: (spec) => guard(() => engine.putBack(spec)), resetTo: (...spec) => guard(() => engine.resetTo(...spec)), setRef: (...spec) => guard(() => engine.setRef(...spec)) },
    files: { ...files, write: (changes) => guard(() => files.write(changes)) },
  };
}

describe("what was kept long ago", () => {
  it("is dropped when a job is completed, and not before; what is younger stays", async () => {
    await create();
    const { ports: all } = ports();
    put(join(repo, "draft.txt"), "a draft\n");
    const old = await all.git.keep({ tree: repo, name: "old", reason: "of old", above: sha(repo, "HEAD") as Sha });
    put(join(repo, "draft.txt"), "another draft\n");
    const young = await all.git.keep({ tree: repo, name: "young", reason: "of now", above: sha(repo, "HEAD") as Sha });
    if (typeof old !== "string" || typeof young !== "string") throw new Error("nothing was kept");
    makeOlder(old, 400);
    const refs = (): string => git(repo, "for-each-ref", "--format=%(refname)", "refs/dgs/keep");
    expect(await run(crashing)).toMatchObject({ status: "failed" });
    expect(refs()).toContain(old);
    const notes: string[] = [];
    const { ports: again, place } = ports();
    const report = await runJob(again, place, { version: "v1", dryRun: false, signal: new AbortController().signal, onEvent: (event) => { if (event.type === "note") notes.push(event.text); } });
    expect(report).toMatchObject({ status: "completed" });
    expect(refs()).not.toContain(old);
    expect(refs()).toContain(young);
    expect(notes).toContainEqual(expect.stringContaining(`app: dropped ${old}`));
  });
});

/** Makes a kept commit look as if it had been kept some days ago. */
function makeOlder(ref: string, days: number): void {
  const date = `${String(Math.floor(Date.now() / 1000) - days * 86_400)} +0000`;
  const text = git(repo, "cat-file", "commit", ref).replace(/^(author|committer) (.*) \d+ [+-]\d{4}$/gm, `$1 $2 ${date}`);
  const made = execFileSync("git", ["-C", repo, "hash-object", "-t", "commit", "-w", "--stdin"], { input: text, encoding: "utf8" }).trim();
  git(repo, "update-ref", ref, made);
}

describe("a completed job in a worktree", () => {
  it("is rolled back, and undone to the byte, with all that was not committed", async () => {
    await create();
    await run();
    const start = sha(repo, "main");
    const tree = join(folder, "app--v1");
    makeDirty(tree);
    const before = { tree: stateOf(tree), planning: bytesOf(planning(), isJobFile), checkout: stateOf(repo, (name) => name.startsWith("/.planning")) };
    const shown = await preview();
    expect(shown).toMatchObject({ type: "rollback-preview", resumes: false, phases: ["1"], summaries: ["phases/01-build/01-01-SUMMARY.md", "phases/01-build/01-02-SUMMARY.md"], objections: [], notes: [] });
    expect(shown.repos).toMatchObject([{ name: "app", where: "worktree", branch: "milestone/v1", tree, from: sha(tree, "HEAD"), to: start, commits: [{ dgs: true, subject: expect.stringContaining("feat(01-01)") as string }, { dgs: true }] }]);
    expect(shown.repos[0]?.uncommitted.map(({ path }) => path)).toEqual(expect.arrayContaining(["README.md", "added.sh", "one.txt", "deep/er/new\nline.txt"]));
    // Nothing is written by looking.
    expect(stateOf(tree)).toEqual(before.tree);

    const report = await rollback();
    expect(report).toMatchObject({ type: "rolled-back", path: "jobs/completed/milestone-v1.md", phases: ["1"], repos: [{ name: "app", to: start, kept: expect.stringMatching(/^refs\/dgs\/keep\/rollback\/v1-/) as string }] });
    expect(sha(tree, "milestone/v1")).toBe(start);
    expect(git(tree, "status", "--porcelain")).toBe("");
    expect(git(repo, "for-each-ref", "refs/dgs/attempts")).toBe("");
    expect(readFileSync(planning("jobs/completed/milestone-v1.md"), "utf8")).toMatch(/- \*\*Status:\*\* rolled_back\n[^]*- \*\*RolledBack:\*\* /);
    expect(readdirSync(planning("phases/01-build"))).toEqual(["01-01-PLAN.md", "01-02-PLAN.md", "01-AUDIT.md", "01-EXECUTION.md", "01-UAT-LOG.md", "01-UAT.md", "01-VALIDATION.md", "01-VERIFICATION.md"]);
    expect(readFileSync(planning("phases/01-build/01-VERIFICATION.md"), "utf8")).toContain("status: pending");
    expect(readFileSync(planning("ROADMAP.md"), "utf8")).toMatch(/\* \[ \] \*\*Phase 1: Build\*\* - all of it\r\n[^]*\* \[ \] 01-01-PLAN\.md[^]*\* \[ \] 01-02-PLAN\.md[^]*\| 1\. Build \| 0\/2 \|/);
    expect(before.planning).toMatchObject(bytesOf(planning(), (name) => isJobFile(name) || /VERIFICATION|SUMMARY|ROADMAP/.test(name)));
    expect(stateOf(repo, (name) => name.startsWith("/.planning"))).toMatchObject({ files: (before.checkout as { files: object }).files, head: start });
    expect(await run()).toMatchObject({ code: "job-rolled-back" });
    expect(await previewRollback(ports().ports, ports().place, { version: "v1" })).toMatchObject({ code: "job-rolled-back" });

    expect(await undo()).toMatchObject({ type: "rollback-undone", status: "completed", repos: ["app"], restored: expect.arrayContaining(["phases/01-build/01-01-SUMMARY.md"]) as string[], notes: [] });
    expect(stateOf(tree)).toEqual(before.tree);
    expect(bytesOf(planning(), isJobFile)).toEqual(before.planning);
    expect(await run()).toMatchObject({ status: "completed", exit: "ok", ran: 0 });
    expect(await undo()).toMatchObject({ code: "job-not-rolled-back" });
  });

  it("says in the preview that its branch was merged into the base branch, where the commits stay", async () => {
    await create();
    await run();
    git(repo, "merge", "--quiet", "--no-ff", "--message", "Half", "milestone/v1~1");
    expect(await preview()).toMatchObject({ notes: ["app: 1 of the 2 commits that leave milestone/v1 is in main already, and stays there. Take them back there with `git revert` if you do not want them"] });
    git(repo, "merge", "--quiet", "--no-ff", "--message", "Merge", "milestone/v1");
    const merged = sha(repo, "main");
    expect(await preview()).toMatchObject({ notes: [expect.stringContaining("all commits of milestone/v1 that leave it are in main already")] });
    await rollback();
    expect(sha(repo, "main")).toBe(merged);
  });

  it("is rolled back again after an undo, and a new job of the version builds it anew", async () => {
    await create();
    await run();
    await rollback();
    await undo();
    await rollback();
    await create();
    expect(await run()).toMatchObject({ status: "completed", exit: "ok", ran: 3, path: "jobs/completed/milestone-v1-2.md" });
    expect(git(join(folder, "app--v1"), "log", "--format=%s", "main..HEAD").trim().split("\n")).toHaveLength(2);
    expect(await preview()).toMatchObject({ path: "jobs/completed/milestone-v1-2.md", repos: [{ to: sha(repo, "main") }] });
  });

  it("leaves what was on the milestone's branch before the job started", async () => {
    git(repo, "branch", "milestone/v1", git(repo, "commit-tree", "-p", "HEAD", "-m", "earlier", "HEAD^{tree}").trim());
    const earlier = sha(repo, "milestone/v1");
    await create();
    await run();
    expect((await preview()).repos).toMatchObject([{ to: earlier, commits: [{ dgs: true }, { dgs: true }] }]);
    await rollback();
    expect(sha(join(folder, "app--v1"), "HEAD")).toBe(earlier);
  });

  it("is rolled back where its worktree was removed, and the branch alone is left", async () => {
    await create();
    await run();
    const tip = sha(repo, "milestone/v1");
    git(repo, "worktree", "remove", join(folder, "app--v1"));
    expect((await preview()).repos).toMatchObject([{ where: "branch", from: tip }]);
    expect(await rollback()).toMatchObject({ repos: [{ where: "branch", kept: expect.any(String) as string }] });
    expect(sha(repo, "milestone/v1")).toBe(sha(repo, "main"));
    await undo();
    expect(sha(repo, "milestone/v1")).toBe(tip);
  });
});

describe("a halted job", () => {
  it("is rolled back, and a new job runs to its end", async () => {
    await create();
    await run(crashing);
    expect(await rollback()).toMatchObject({ path: "jobs/completed/milestone-v1.md", phases: ["1"] });
    expect(existsSync(planning("phases/01-build/01-01-SUMMARY.md"))).toBe(false);
    await create();
    expect(await run()).toMatchObject({ status: "completed", exit: "ok" });
  });

  it("is rolled back after it was cancelled: its commits tell which phases it executed", async () => {
    await create();
    await run(crashing);
    const { ports: all, place } = ports();
    await cancelJob(all, place, { version: "v1" });
    const path = planning("jobs/pending/milestone-v1.md");
    writeFileSync(path, readFileSync(path, "utf8").replace("- [!] `/dgs:execute", "- [ ] `/dgs:execute"));
    expect(await preview()).toMatchObject({ phases: ["1"], summaries: ["phases/01-build/01-01-SUMMARY.md"] });
    await rollback();
    expect(await undo()).toMatchObject({ status: "pending", path: "jobs/pending/milestone-v1.md" });
    expect(await run()).toMatchObject({ status: "completed", exit: "ok" });
  });
});

describe("without worktrees, where the planning folder lies in the code repo", () => {
  beforeEach(() => {
    writeFileSync(planning("config.json"), '{ "model_profile": "budget", "commit_docs": false, "git": { "worktrees": false } }\n');
    git(repo, "add", "--all");
    git(repo, "commit", "--quiet", "--message", "Work in the checkout");
  });

  it("the checkout is reset and planning files stay as they are, committed, staged or neither; undone it is as before", async () => {
    await create();
    await run();
    git(repo, "add", ".planning/ROADMAP.md");
    put(planning("notes of mine.md"), "mine\n");
    makeDirty(repo);
    const before = { tree: stateOf(repo, (name) => name.startsWith("/.planning")), planning: bytesOf(planning(), isJobFile) };
    const { "/ROADMAP.md": roadmap, ...stays } = bytesOf(planning(), (name) => isJobFile(name) || /VERIFICATION|SUMMARY/.test(name));
    const start = sha(repo, "HEAD~2");
    const shown = await preview();
    expect(shown.repos).toMatchObject([{ where: "checkout", branch: "main", to: start, spared: ".planning" }]);
    expect(shown.repos[0]?.uncommitted.every((entry) => !entry.path.startsWith(".planning"))).toBe(true);
    await rollback();
    expect(sha(repo, "main")).toBe(start);
    expect(git(repo, "status", "--porcelain", "--", ".", ":(exclude).planning")).toBe("");
    expect(bytesOf(planning())).toMatchObject(stays);
    expect(git(repo, "show", ":.planning/ROADMAP.md")).toBe(Buffer.from(roadmap ?? "", "base64").toString("utf8"));
    const undone = await undo();
    expect(undone, JSON.stringify(undone)).toMatchObject({ type: "rollback-undone", status: "completed" });
    expect(bytesOf(planning(), isJobFile)).toEqual(before.planning);
    expect(bytesOf(repo, (name) => name.startsWith("/.planning"))).toEqual((before.tree as { files: object }).files);
    expect(sha(repo, "main")).toBe((before.tree as { head: string }).head);
  });

  it("a commit of a person is shown as theirs, and another branch is never reset", async () => {
    await create();
    await run();
    put(join(repo, "mine.txt"), "mine\n");
    git(repo, "add", "mine.txt");
    git(repo, "commit", "--quiet", "--message", "Mine");
    expect((await preview()).repos[0]?.commits.map(({ subject, dgs }) => [subject, dgs])).toEqual([[expect.any(String), true], [expect.any(String), true], ["Mine", false]]);
    const root = sha(repo, "HEAD~4");
    git(repo, "update-ref", "refs/heads/other", root);
    git(repo, "symbolic-ref", "HEAD", "refs/heads/other");
    expect(await preview()).toMatchObject({ objections: [{ code: "other-branch" }] });
    expect(await tryRollback()).toMatchObject({ code: "other-branch", exit: "human-needed" });
    expect(sha(repo, "other")).toBe(root);
  });
});

describe("several repos", () => {
  let web: string;
  beforeEach(() => {
    web = join(folder, "web");
    git(folder, "init", "--quiet", "--initial-branch=trunk", web);
    git(web, "config", "user.name", "Test");
    git(web, "config", "user.email", "test@example.invalid");
    put(join(web, "index.html"), "<p>\n");
    git(web, "add", "--all");
    git(web, "commit", "--quiet", "--message", "Start");
    put(planning("REPOS.md"), "# Repos\n\n| Name | Path |\n|------|------|\n| app | . |\n| web | ../web |\n");
  });

  it("are all kept before the first is reset; a reset that git refuses is gone on with, and nothing runs in between", async () => {
    await create();
    await run();
    put(join(folder, "web--v1", "draft.txt"), "draft\n");
    const [app, other] = [join(folder, "app--v1"), join(folder, "web--v1")];
    const before = { app: stateOf(app), web: stateOf(other), planning: bytesOf(planning(), isJobFile) };
    writeFileSync(join(repo, ".git/worktrees/app--v1/index.lock"), "");
    const first = await tryRollback();
    expect(first).toMatchObject({ type: "refused", exit: "human-needed" });
    rmSync(join(repo, ".git/worktrees/app--v1/index.lock"));
    writeFileSync(join(web, ".git/worktrees/web--v1/index.lock"), "");
    const second = await tryRollback();
    rmSync(join(web, ".git/worktrees/web--v1/index.lock"), { force: true });
    expect(second).toMatchObject({ type: "refused", exit: "human-needed" });
    expect(await run()).toMatchObject({ code: "job-rolling-back" });
    const { ports: all, place } = ports();
    expect(await cancelJob(all, place, { version: "v1" })).toMatchObject({ code: "job-rolling-back" });
    expect(await preview()).toMatchObject({ resumes: true });
    expect(await rollback()).toMatchObject({ repos: [{ name: "app" }, { name: "web" }] });
    expect(existsSync(join(other, "draft.txt"))).toBe(false);
    const kept = await listKept(all, place);
    expect(kept).toMatchObject({ type: "kept", rollbacks: [{ version: "v1" }] });
    expect(await undo()).toMatchObject({ repos: ["app", "web"] });
    expect({ app: stateOf(app), web: stateOf(other), planning: bytesOf(planning(), isJobFile) }).toEqual(before);
  });

  it("one that is in the middle of something stops all, and nothing is written", async () => {
    await create();
    await run();
    const other = join(folder, "web--v1");
    put(join(other, "index.html"), "<p>one\n");
    git(other, "commit", "--quiet", "--all", "--message", "one");
    git(other, "switch", "--quiet", "--detach", "HEAD~1");
    const before = { app: stateOf(join(folder, "app--v1")), planning: bytesOf(planning()) };
    expect(await preview()).toMatchObject({ objections: [{ repo: "web", code: "other-branch" }] });
    expect(await tryRollback()).toMatchObject({ type: "refused", code: "other-branch", exit: "human-needed" });
    put(join(other, "index.html"), "<p>two\n");
    git(other, "commit", "--quiet", "--all", "--message", "two");
    expect(() => git(other, "rebase", "milestone/v1")).toThrow();
    expect(await preview()).toMatchObject({ objections: [{ repo: "web", code: "operation-in-progress" }] });
    expect({ app: stateOf(join(folder, "app--v1")), planning: bytesOf(planning()) }).toEqual(before);
    // The worktrees of the plans left what they were before their commits got trailers.
    expect(git(repo, "for-each-ref", "--format=%(refname)", "refs/dgs").split("\n").filter((ref) => ref !== "" && !ref.startsWith("refs/dgs/keep/worktrees/"))).toEqual([]);
  });
});

describe("a rollback is refused, and nothing is written,", () => {
  it.each<[string, () => Promise<void> | void, string]>([
    ["of a job that there is none of", () => { rmSync(planning("jobs"), { recursive: true }); }, "no-such-job"],
    ["of a job that never ran", () => undefined, "job-never-ran"],
    ["of a job without StartShas", async () => {
      await run(crashing);
      const path = planning("jobs/in-progress/milestone-v1.md");
      writeFileSync(path, readFileSync(path, "utf8").replace(/- \*\*StartShas:.*\n/, ""));
    }, "start-shas-missing"],
  ])("%s", async (_, prepare, code) => {
    await create();
    await prepare();
    const before = bytesOf(repo);
    const { ports: all, place } = ports();
    const answer = await previewRollback(all, place, { version: "v1" });
    expect(answer).toMatchObject({ type: "refused", code, exit: "usage" });
    if (code === "start-shas-missing") expect((answer as Refusal).message).toContain("must have been run with a version of DGS that records starting SHAs");
    expect(bytesOf(repo)).toEqual(before);
  });

  it("where something changed since the preview", async () => {
    await create();
    await run();
    const shown = await preview();
    put(join(folder, "app--v1", "new.txt"), "written meanwhile\n");
    const before = stateOf(join(folder, "app--v1"));
    const { ports: all, place } = ports();
    expect(await rollbackJob(all, place, { version: "v1", preview: shown })).toMatchObject({ code: "changed-since-preview", exit: "conflict" });
    expect(stateOf(join(folder, "app--v1"))).toEqual(before);
  });

  it("where the commit of the start is gone, or the branch is checked out elsewhere", async () => {
    await create();
    await run();
    const path = planning("jobs/completed/milestone-v1.md");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace(/("app":")[0-9a-f]{40}/, `$1${"1".repeat(40)}`));
    expect(await preview()).toMatchObject({ objections: [{ code: "start-missing" }] });
    writeFileSync(path, text);
    git(repo, "worktree", "remove", join(folder, "app--v1"));
    git(repo, "worktree", "add", "--quiet", join(folder, "mine"), "milestone/v1");
    expect(await preview()).toMatchObject({ objections: [{ code: "branch-in-use" }] });
  });
});

describe("an undo", () => {
  it("that is killed before any of its writes is ended by the next one, to the byte", async () => {
    await create();
    await run();
    const tree = join(folder, "app--v1");
    makeDirty(tree);
    const before = { tree: stateOf(tree), planning: bytesOf(planning(), isJobFile) };
    let at = 1;
    for (let isOver = false; !isOver; at++) {
      await rollback();
      const { ports: all, place } = ports();
      isOver = await undoRollback(killedBefore(all, at), place, { version: "v1" }).then(() => true, (error: unknown) => {
        if (!(error instanceof Error) || error.message !== "killed") throw error;
        return false;
      });
      const again = isOver ? undefined : await undo();
      // Killed when only the filing of the job was left, its status says already that it is undone.
      if (again !== undefined && isRefusal(again)) expect(again.code).toBe("job-not-rolled-back");
      expect({ tree: stateOf(tree), planning: bytesOf(planning(), isJobFile) }, `killed before write ${String(at)}`).toEqual(before);
      expect(existsSync(planning("jobs/completed/milestone-v1.md"))).toBe(true);
    }
    expect(at).toBeGreaterThan(4);
  }, 180_000);

  it("does not touch a branch that has moved on, and leaves what a person wrote since", async () => {
    await create();
    await run();
    await rollback();
    const tree = join(folder, "app--v1");
    put(join(tree, "later.txt"), "later\n");
    git(tree, "add", "--all");
    git(tree, "commit", "--quiet", "--message", "Later");
    const head = sha(tree, "HEAD");
    expect(await undo()).toMatchObject({ code: "branch-moved", exit: "human-needed" });
    expect(sha(tree, "HEAD")).toBe(head);
    git(tree, "reset", "--quiet", "--hard", "HEAD~1");
    put(planning("phases/01-build/01-01-SUMMARY.md"), "mine\n");
    put(join(tree, "draft.txt"), "a draft\n");
    expect(await undo()).toMatchObject({ restored: ["phases/01-build/01-02-SUMMARY.md"], notes: [expect.stringContaining("01-01-SUMMARY.md is there again") as string] });
    expect(readFileSync(planning("phases/01-build/01-01-SUMMARY.md"), "utf8")).toBe("mine\n");
    const { ports: all, place } = ports();
    const listed = await listKept(all, place);
    const kept = "kept" in listed ? listed.kept.filter((each) => !each.ref.startsWith("refs/dgs/keep/worktrees/")) : [];
    // In any order: both may have been kept within one second.
    expect(kept).toHaveLength(2);
    expect(kept).toContainEqual(expect.objectContaining({ reason: expect.stringContaining("--undo-rollback") as string, files: 1 }));
  });

  it("makes a worktree again that was removed since", async () => {
    await create();
    await run();
    const tree = join(folder, "app--v1");
    makeDirty(tree);
    const tracked = (): unknown => stateOf(tree, (name) => name.startsWith("/.dgs"));
    const before = tracked();
    await rollback();
    git(repo, "worktree", "remove", tree);
    expect(await undo()).toMatchObject({ type: "rollback-undone" });
    expect(tracked()).toEqual(before);
  });
});
