import { auditPhase, type AuditPhaseInput, type AuditPhaseReport, executePhase, isRefusal, type Ports, type Refusal, type RunEvent, tryLock } from "@dgs/runtime";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeCrashProduct } from "../src/crash-product.js";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";

let folder: string;
let repo: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs audit ")));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A phase that was carried out in the checkout, with all its results. */
function makeDone(result = "result good\n"): void {
  ({ repo } = makeCrashProduct(folder, { git: { worktrees: false } }));
  for (const id of ["01-01", "01-02"]) put(`${PHASE}/${id}-SUMMARY.md`, `---\nphase: 01-build\nplan: ${id.slice(-2)}\nstatus: complete\n---\n\n# Summary\n\n**Done**\n`);
  put(`${PHASE}/01-VERIFICATION.md`, "---\nstatus: passed\n---\n\n# Verification\n");
  writeFileSync(join(repo, "one.txt"), "one\n");
  change("result.txt", result, "Build it");
}

const PHASE = "phases/01-build";
const git = (...args: string[]): string => execFileSync("git", ["-C", repo, ...args], { encoding: "utf8" }).trim();
const read = (path: string): string => readFileSync(join(repo, ".planning", path), "utf8");
const inPhase = (name: string): string => read(`${PHASE}/${name}`);

function put(path: string, text: string): void {
  mkdirSync(join(repo, ".planning", path, ".."), { recursive: true });
  writeFileSync(join(repo, ".planning", path), text);
}

function change(file: string, text: string, subject: string): void {
  writeFileSync(join(repo, file), text);
  git("add", "--all");
  git("commit", "--quiet", "--message", subject);
}

/** Plans what closes the gap; of everything else of an audit nothing is wrong. */
const plans: ScriptedAgent = (request, tools) => {
  if (request.role === "planner") tools.leave("01-03-PLAN.md", inPhase("01-02-PLAN.md").replace("plan: 02", "plan: 03").replace('depends_on: ["01-01"]', "depends_on: []").replace("autonomous: true", "autonomous: true\ngap_closure: true"));
  return "completed";
};

interface Ended {
  readonly end: AuditPhaseReport | Refusal;
  readonly asked: readonly string[];
  readonly events: readonly RunEvent[];
}

interface Circumstances {
  readonly script?: ScriptedAgent;
  readonly change?: (ports: Ports) => Ports;
  readonly on?: (event: RunEvent) => void;
}

async function call(input: Partial<AuditPhaseInput> = {}, { script = plans, change: changed = (ports) => ports, on }: Circumstances = {}): Promise<Ended> {
  const agents = createScriptedAgents(script);
  const { ports, place } = createTestPorts(repo, agents);
  const events: RunEvent[] = [];
  const onEvent = (event: RunEvent): void => {
    events.push(event);
    on?.(event);
  };
  const end = await auditPhase(changed(ports), place, { phase: "1", rerunFailed: false, signal: new AbortController().signal, onEvent, ...input });
  return { end, asked: agents.asked.map(({ purpose }) => purpose), events };
}

const committed = (): string[] => git("show", "--name-only", "--format=", "HEAD").split("\n").map((path) => path.replace(".planning/", ""));
const stagesOf = (name: string): string[] => [...inPhase(name).matchAll(/^- \[(.)\] `(.+?)`(?: |$)/gm)].map(([, mark, stage]) => `${mark ?? ""} ${stage ?? ""}`);

describe("dgs audit-phase", () => {
  it("passes a phase, tells every test and file, and commits what it wrote and nothing else; run again it is another audit", async () => {
    makeDone();
    put("notes.md", "mine\n");
    const { end, asked, events } = await call({ phase: "01" });
    expect(end).toMatchObject({
      ...{ type: "phase-audit", phase: "1", name: "Build", version: "v1", status: "passed", exit: "ok", rerunFailed: false, path: `${PHASE}/01-AUDIT.md`, gaps: [], humanNeeded: [], plans: [], gate: { standing: "untouched", changes: [] } },
      tests: [
        { number: 1, command: "grep -q good result.txt", origin: "the full suite of VALIDATION.md", standing: "silent" },
        { number: 2, standing: "silent" }, { number: 3, standing: "silent" },
      ].map((test) => ({ ...test, standing: "passed", runs: 1, exit: 0 })),
      files: [`${PHASE}/01-AUDIT.md`, `${PHASE}/01-UAT.md`, `${PHASE}/01-UAT-LOG.md`, `${PHASE}/01-VERIFICATION.md`, "ROADMAP.md"],
      planningCommit: "docs(phase-1): audit: passed", next: { command: "dgs progress" },
    });
    expect(asked).toEqual(["verify-structure 1 1"]);
    expect(events.map((event) => (event.type === "stage-started" ? event.stage : event.type === "tested" ? event.command : ""))).toEqual(expect.arrayContaining(["test `1`", "grep -q good result.txt", "look", "verify structure", "merge", "record"]));
    expect(committed()).toEqual(["ROADMAP.md", `${PHASE}/01-AUDIT.md`, `${PHASE}/01-UAT-LOG.md`, `${PHASE}/01-UAT.md`]);
    expect(git("status", "--porcelain")).toBe("?? .planning/notes.md");
    expect(read("ROADMAP.md")).toContain("* [x] **Phase 1: Build**");
    const again = await call({ rerunFailed: true });
    expect(again.end).toMatchObject({ status: "passed", rerunFailed: true, path: `${PHASE}/01-AUDIT-02.md`, tests: [1, 2, 3].map((number) => ({ number, standing: "passed", runs: 0, reason: "it passed in an earlier audit" })) });
    expect(git("status", "--porcelain")).toBe("?? .planning/notes.md");
  });

  it("tells gaps with their places, makes the plans that close them, and passes once they are closed", async () => {
    makeDone("result bad\n");
    const { end, asked } = await call();
    expect(end).toMatchObject({
      ...{ status: "diagnosed", exit: "gaps", plans: ["01-03"], planningCommit: "docs(phase-1): audit: diagnosed", next: { command: "dgs execute-phase 1 --gaps-only" } },
      tests: [{ standing: "failed", runs: 2, exit: 1, reason: "exit 1" }, { standing: "passed" }, { standing: "passed" }],
      gaps: [{ id: "G-01", truth: "`grep -q good result.txt` passes", source: "test", test: 1, rootCause: "result.txt:1 says something else" }],
    });
    expect(asked).toEqual(["verify-structure 1 1", "diagnose 1 1 G-01", "plan-fixes 1 1 1", "check-fixes 1 1 1"]);
    expect(committed()).toEqual(["ROADMAP.md", `${PHASE}/01-03-PLAN.md`, `${PHASE}/01-AUDIT.md`, `${PHASE}/01-UAT-LOG.md`, `${PHASE}/01-UAT.md`, `${PHASE}/01-VERIFICATION.md`]);
    // The plan waits: nothing new is planned beside it.
    const waiting = await call({ rerunFailed: true });
    expect(waiting.end).toMatchObject({ status: "diagnosed", plans: ["01-03"], path: `${PHASE}/01-AUDIT-02.md` });
    expect(waiting.asked).toEqual(["verify-structure 1 2"]);
    put(`${PHASE}/01-03-SUMMARY.md`, "---\nphase: 01-build\nplan: 03\nstatus: complete\n---\n\n# Summary\n\n**Mended**\n");
    change("result.txt", "result good\n", "Mend it");
    const mended = await call({ rerunFailed: true });
    expect(mended.end).toMatchObject({ status: "passed", exit: "ok", gaps: [], tests: [{ standing: "passed", runs: 1 }, { runs: 0 }, { runs: 0 }] });
    expect(inPhase("01-UAT.md")).toMatch(/^status: passed$[^]*result: pass[^]*status: resolved/m);
  });

  const gapPlan = (text: (plan: string) => string): string => text(inPhase("01-02-PLAN.md").replace("plan: 02", "plan: 03").replace("wave: 2", "wave: 7").replace('depends_on: ["01-01"]', "depends_on: []").replace("autonomous: true", "autonomous: true\ngap_closure: true"));
  /** Wrong in four ways that only the tree, the roadmap and this machine can tell. */
  const wrong = (plan: string): string => plan.replace("grep -q result result.txt", "no-such-program --watch").replace("<action>Write it.</action>", "<read_first>src/gone.js</read_first>\n  <action>Write it.</action>").replace("gap_closure: true", "gap_closure: true\nrequirements: [X-09]");

  it("plans that close gaps are checked by code as every plan: what is found goes back with its place, no plan checker is spent on it, and waves are mended", async () => {
    makeDone("result bad\n");
    const prompts: string[] = [];
    const { end, asked, events } = await call({}, { script: (request, tools) => {
      if (request.role !== "planner") return "completed";
      prompts.push(request.prompt);
      tools.leave("01-03-PLAN.md", gapPlan(request.attempt === 1 ? wrong : (plan) => plan));
      return "completed";
    } });
    expect(asked).toEqual(["verify-structure 1 1", "diagnose 1 1 G-01", "plan-fixes 1 1 1", "plan-fixes 1 1 1", "check-fixes 1 1 1"]);
    expect(prompts[0]).not.toContain("no-such-program");
    for (const finding of [/01-03-PLAN\.md:\d+:\d+: The command "no-such-program --watch" cannot be started/, /does not end by itself, because of "--watch"/, /01-03-PLAN\.md:\d+:\d+: Task 1 takes "src\/gone\.js" for granted/, /01-03-PLAN\.md:\d+:\d+: The plan claims the requirement "X-09"/]) expect(prompts[1]).toMatch(finding);
    expect(end).toMatchObject({ status: "diagnosed", plans: ["01-03"] });
    expect(end).not.toHaveProperty("unplanned");
    expect(inPhase("01-03-PLAN.md")).toMatch(/^wave: 1$/m);
    expect(events).toContainEqual({ type: "note", text: "plan-fixes 1 1 1: the wave of plan 01-03 follows from what it depends on and changes: 1" });
  });

  it("a plan that code refuses to the end is not taken, and the reason is told", async () => {
    makeDone("result bad\n");
    const { end, asked } = await call({}, { script: (request, tools) => {
      if (request.role === "planner") tools.leave("01-03-PLAN.md", gapPlan(wrong));
      return "completed";
    } });
    expect(asked).toEqual(["verify-structure 1 1", "diagnose 1 1 G-01", ...Array.from({ length: 3 }, () => "plan-fixes 1 1 1")]);
    expect(end).toMatchObject({ status: "gaps_found", exit: "gaps", plans: [], unplanned: expect.stringMatching(/^plan-fixes 1 1 1 was not accepted after 3 runs: [^]*there is no program "no-such-program"/) as string, next: { why: "once the gaps are closed: no plan that closes them was accepted" } });
    expect(readdirSync(join(repo, ".planning", PHASE)).filter((name) => name.startsWith("01-03"))).toEqual([]);
    expect(inPhase("01-AUDIT.md")).toMatch(/^- \[x\] plan fixes$[^]*unplanned: yes[^]*no-such-program/m);
    expect(git("status", "--porcelain")).toBe("");
  });

  it("only commands that the configuration lets run close gaps", async () => {
    makeDone("result bad\n");
    const allowed = ["grep -q good result.txt", "grep -q one one.txt", "grep -q result result.txt"];
    put("config.json", `${JSON.stringify({ git: { worktrees: false }, tests: { allow: allowed } })}\n`);
    const { end } = await call({}, { script: (request, tools) => {
      if (request.role === "planner") tools.leave("01-03-PLAN.md", gapPlan((plan) => plan.replace("grep -q result result.txt", request.attempt === 1 ? "grep -q bad result.txt" : "grep -q good result.txt")));
      return "completed";
    } });
    expect(end).toMatchObject({ status: "diagnosed", plans: ["01-03"] });
    expect(inPhase("01-03-PLAN.md")).toContain("<automated>grep -q good result.txt</automated>");
  });

  it.each<[string, () => void, Partial<AuditPhaseInput>, object]>([
    ["an unknown phase", () => undefined, { phase: "9" }, { code: "phase-missing", exit: "usage", message: expect.stringContaining("its phases are 1") as string }],
    ["what is no phase", () => undefined, { phase: "first one" }, { code: "phase-unread", exit: "usage" }],
    ["a phase without plans", () => { rmSync(join(repo, ".planning", PHASE), { recursive: true }); }, {}, { code: "phase-unplanned", exit: "usage" }],
    ["a phase whose plans are not done", () => { rmSync(join(repo, ".planning", PHASE, "01-02-SUMMARY.md")); }, {}, { code: "plans-not-done", exit: "usage", message: "phase 1 has plans that are not done: 01-02", remedy: "Carry them out first: `dgs execute-phase 1`." }],
    ["a rerun without an earlier audit", () => undefined, { rerunFailed: true }, { code: "no-earlier-audit", exit: "usage" }],
    ["changes that are in no commit", () => { writeFileSync(join(repo, "result.txt"), "result good, I hope\n"); }, {}, { code: "tree-dirty", exit: "conflict", message: expect.stringContaining("in no commit: result.txt") as string }],
    ["a repo that is gone", () => { put("../.planning/REPOS.md", "# Repos\n\n| Repo | Path |\n|---|---|\n| app | ../elsewhere |\n"); }, {}, { code: "repo-not-found" }],
  ])("refuses %s, and writes nothing", async (_, spoil, input, refusal) => {
    makeDone();
    spoil();
    const before = git("status", "--porcelain");
    const { end, asked } = await call(input);
    expect(end).toMatchObject({ type: "refused", ...refusal });
    expect([asked, git("status", "--porcelain"), git("log", "-1", "--format=%s")]).toEqual([[], before, "Build it"]);
  });

  it("refuses while a runner works on the milestone", async () => {
    makeDone();
    const { ports } = createTestPorts(repo, createScriptedAgents(plans));
    const held = tryLock({ folder: join(repo, ".planning", "jobs/.locks"), name: "milestone-v1", now: new Date().toISOString(), liveness: ports.liveness });
    expect((await call()).end).toMatchObject({ code: "locked", exit: "locked" });
    if (held.type === "held") held.lock.release();
    expect((await call()).end).toMatchObject({ status: "passed" });
  });

  it("stopped at any stage it says so and goes on there: no stage twice, one audit, one commit", async () => {
    for (const stage of ["test `1`", "test again `1`", "look", "verify structure", "merge", "diagnose `G-01`", "plan fixes", "check fixes", "record"]) {
      rmSync(join(folder, "app"), { recursive: true, force: true });
      makeDone("result bad\n");
      const stop = new AbortController();
      const stopped = await call({ signal: stop.signal }, { on: (event) => { if (event.type === "stage-started" && event.stage === stage) stop.abort(); } });
      expect(stopped.end, stage).toMatchObject({ type: "refused", code: "cancelled", exit: "cancelled" });
      const done = stagesOf("01-AUDIT.md").filter((line) => line.startsWith("x"));
      const gone = await call();
      expect(gone.end, stage).toMatchObject({ status: "diagnosed", path: `${PHASE}/01-AUDIT.md`, plans: ["01-03"] });
      const started = gone.events.flatMap((event) => (event.type === "stage-started" ? [`x ${event.stage}`] : []));
      expect(started.filter((each) => done.includes(each)), stage).toEqual([]);
      expect([git("log", "-2", "--format=%s").split("\n"), git("status", "--porcelain")]).toEqual([["docs(phase-1): audit: diagnosed", "Build it"], ""]);
    }
  });

  it("reports an audit that a killed run had finished, and makes its commit", async () => {
    makeDone();
    const { ports } = createTestPorts(repo, createScriptedAgents(plans));
    const dead = (given: Ports): Ports => ({ ...given, liveness: { ...given.liveness, check: () => "dead" }, reap: () => Promise.resolve({ killed: [], survivors: [] } as never) });
    // The run ends between the end of the audit and its commit: git says nothing any more.
    const cut = (given: Ports): Ports => ({ ...given, git: { ...given.git, commit: () => { throw new Error("killed"); } } });
    await expect(call({}, { change: cut })).rejects.toThrow("killed");
    expect(inPhase("01-AUDIT.md")).toContain("- **Status:** completed");
    const held = tryLock({ folder: join(repo, ".planning", "jobs/.locks"), name: "milestone-v1", now: "2026-01-01T00:00:00.000Z", liveness: ports.liveness });
    expect(held.type).toBe("held");
    const { end, asked, events } = await call({}, { change: dead });
    expect(end).toMatchObject({ status: "passed", path: `${PHASE}/01-AUDIT.md`, planningCommit: "docs(phase-1): audit: passed", tests: [{ runs: 1 }, { runs: 1 }, { runs: 1 }] });
    expect([asked, events.filter(({ type }) => type === "tested"), git("status", "--porcelain")]).toEqual([[], [], ""]);
    expect((await call()).end).toMatchObject({ path: `${PHASE}/01-AUDIT-02.md` });
  });

  it("commits with the next audit what git refused to commit of the one before", async () => {
    makeDone();
    const refused = (given: Ports): Ports => ({ ...given, git: { ...given.git, commit: () => Promise.resolve({ type: "refused", code: "other", message: "no room" }) } });
    expect((await call({}, { change: refused })).end).toMatchObject({ status: "passed", planningCommit: "no room" });
    expect(git("status", "--porcelain", "--untracked-files=all")).toContain("01-AUDIT.md");
    expect((await call()).end).toMatchObject({ status: "passed", path: `${PHASE}/01-AUDIT-02.md` });
    expect(git("status", "--porcelain")).toBe("");
    expect(committed()).toEqual(expect.arrayContaining([`${PHASE}/01-AUDIT.md`, `${PHASE}/01-AUDIT-02.md`]));
  });

  it("begins anew where the code is another one, and says which audit it took the place of", async () => {
    makeDone("result bad\n");
    const stop = new AbortController();
    await call({ signal: stop.signal }, { on: (event) => { if (event.type === "stage-started" && event.stage === "look") stop.abort(); } });
    change("result.txt", "result good\n", "Mend it");
    expect((await call()).end).toMatchObject({ status: "passed", path: `${PHASE}/01-AUDIT-02.md` });
    expect(inPhase("01-AUDIT.md")).toContain("- **Status:** superseded");
    expect(git("status", "--porcelain")).toBe("");
  });
});

describe("what people write between two audits", () => {
  const own = /^(?:status|updated|total|passed|issues|pending|exit): .*$|^- \*\*(?:Started|Duration):\*\* .*$/gm;
  const bare = (text: string): string => text.replace(own, "");

  it("stays byte for byte in the UAT file, its log and the file of the audit; an issue of theirs is not passed over", async () => {
    makeDone();
    await call();
    const uat = inPhase("01-UAT.md")
      .replace("status: passed\n", "status: passed\nowner: me   # not DGS\n").replace(/^updated: .*$/m, "updated: yesterday")
      .replace("## Tests\n", "## My plan\n\n1. look\n\t* twice  \n\n## Tests\n\nA word before.\n")
      .replace("\n## Summary", "\n### 4. Mails arrive\nexpected: a mail\nresult: issue\nreported: nothing came\nseverity: blocker\nnotes: on my phone\n\nMore of mine.\n\n### 5. Colours\nexpected: warm\nresult: pass\n\n## Summary")
      .replaceAll("\n", "\r\n");
    const log = inPhase("01-UAT-LOG.md").replace("\n## Test 2", "\n> slow on Mondays\n\n## Test 2") + "\n## Mine\n\nno line ending";
    const audit = `${inPhase("01-AUDIT.md").replace("## Steps", "A note of mine.\n\n## Steps")}\n## Later\n\nmine  \n`;
    put(`${PHASE}/01-UAT.md`, uat);
    put(`${PHASE}/01-UAT-LOG.md`, log);
    put(`${PHASE}/01-AUDIT.md`, audit);
    git("commit", "--quiet", "--all", "--message", "Say what I saw");
    for (const rerunFailed of [true, false]) {
      const { end } = await call({ rerunFailed });
      expect(end).toMatchObject({ status: "human_needed", exit: "human-needed", humanNeeded: ["a person has reported an issue at test 4, Mails arrive: nothing came"], next: { command: "dgs verify-work 1 --again" } });
      expect(bare(inPhase("01-UAT.md"))).toBe(bare(uat));
      expect(inPhase("01-UAT.md")).toContain("\r\nstatus: human_needed\r\n".slice(2));
      expect(bare(inPhase("01-UAT-LOG.md"))).toBe(bare(log));
      expect(inPhase("01-AUDIT.md")).toBe(audit);
      expect(git("status", "--porcelain")).toBe("");
    }
    put(`${PHASE}/01-UAT.md`, inPhase("01-UAT.md").replace("result: issue\r\nreported: nothing came\r\nseverity: blocker", "result: pass"));
    expect((await call({ rerunFailed: true })).end).toMatchObject({ status: "passed", humanNeeded: [] });
    expect(inPhase("01-UAT.md")).toContain("status: passed\r\nowner: me   # not DGS\r\n");
  });

  it("stays where they write while the audit runs: an issue that came behind the look is not passed over either", async () => {
    makeDone();
    const write = (event: RunEvent): void => {
      if (event.type === "stage-started" && event.stage === "record") put(`${PHASE}/01-UAT.md`, inPhase("01-UAT.md").replace("\n## Summary", "\n### 4. Mails arrive\nresult: issue\n\n## Summary"));
    };
    const { end } = await call({}, { on: write });
    expect(end).toMatchObject({ status: "human_needed", exit: "human-needed", humanNeeded: ["a person has reported an issue at test 4, Mails arrive"] });
    expect(inPhase("01-UAT.md")).toMatch(/^status: human_needed$[^]*### 4\. Mails arrive\nresult: issue\n/m);
  });

  it("is refused, not replaced, where nobody can read it", async () => {
    makeDone();
    writeFileSync(join(repo, ".planning", PHASE, "01-UAT-LOG.md"), Buffer.from([0xff, 0xfe, 0x00]));
    git("add", "--all");
    git("commit", "--quiet", "--message", "Odd");
    expect((await call()).end).toMatchObject({ type: "refused", code: "phase-not-audited", exit: "usage" });
    expect(readFileSync(join(repo, ".planning", PHASE, "01-UAT-LOG.md"))).toEqual(Buffer.from([0xff, 0xfe, 0x00]));
  });
});

describe("the worktree of the base", () => {
  const base = (): boolean => existsSync(join(folder, "app--v1--base-01"));
  const builds: ScriptedAgent = (request, tools) => {
    const id = request.purpose.replace("execute-plan ", "");
    if (id === "01-01") tools.write("one.txt", "one\n");
    if (id === "01-02") tools.write("result.txt", "result bad\n");
    if (request.role === "executor") tools.leave(`${id}-SUMMARY.md`, `---\nphase: 01\nplan: ${id.slice(-2)}\nstatus: complete\n---\n\n# Summary\n\n**Done**\n`);
    if (request.role === "verifier") tools.leave("01-VERIFICATION.md", "---\nstatus: passed\n---\n\n# Verification\n");
    return "completed";
  };
  const leftovers = (): unknown => [base(), git("branch", "--list", "*base*"), git("worktree", "list", "--porcelain").match(/^worktree /gm)?.length];

  it("ends with the audit: where it failed, was stopped, or a killed run had left it", async () => {
    ({ repo } = makeCrashProduct(folder));
    const { ports, place } = createTestPorts(repo, createScriptedAgents(builds));
    const executed = await executePhase(ports, place, { phase: "1", gapsOnly: false, auto: true, signal: new AbortController().signal, onEvent: () => undefined });
    expect(isRefusal(executed) ? executed : executed.exit).toBe("ok");
    let seen = false;
    const on = (event: RunEvent): void => { seen ||= event.type === "stage-started" && event.stage === "look" && base(); };
    const failed = await call({}, { on, script: () => "crashed" });
    expect(failed.end).toMatchObject({ type: "refused", code: "phase-not-audited" });
    expect([seen, leftovers()]).toEqual([true, [false, "", 2]]);
    // A run that is killed takes nothing away; the next one does.
    const cut = (given: Ports): Ports => ({ ...given, git: { ...given.git, changed: () => { throw new Error("killed"); } } });
    rmSync(join(repo, ".planning", PHASE, "01-AUDIT.md"));
    await expect(call({}, { change: cut })).rejects.toThrow("killed");
    expect(base()).toBe(true);
    const stop = new AbortController();
    await call({ signal: stop.signal }, { on: (event) => { if (event.type === "stage-started" && event.stage === "verify structure") stop.abort(); } });
    expect(leftovers()).toEqual([false, "", 2]);
    expect((await call()).end).toMatchObject({ status: "diagnosed" });
    expect(leftovers()).toEqual([false, "", 2]);
  });

  it("is refused where the branch that the plans landed on is gone, and made again where only the folder is", async () => {
    ({ repo } = makeCrashProduct(folder));
    const { ports, place } = createTestPorts(repo, createScriptedAgents(builds));
    await executePhase(ports, place, { phase: "1", gapsOnly: false, auto: true, signal: new AbortController().signal, onEvent: () => undefined });
    const tree = join(folder, "app--v1");
    git("worktree", "remove", "--force", tree);
    expect((await call()).end).toMatchObject({ status: "diagnosed" });
    git("worktree", "remove", "--force", tree);
    git("branch", "-D", "milestone/v1");
    expect((await call({ rerunFailed: true })).end).toMatchObject({ code: "tree-missing", message: expect.stringContaining("landed on milestone/v1 of app") as string });
    expect([existsSync(tree), readdirSync(join(repo, ".planning", PHASE)).filter((name) => name.includes("AUDIT-"))]).toEqual([false, []]);
  });
});
