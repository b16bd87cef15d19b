import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isRefusal, loadProduct, type MilestoneReport, milestoneReport, type Place, type Ports, runJob, saveMilestoneReport } from "@dgs/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createScriptedAgents, createTestPorts } from "../src/test-ports.js";

const HOSTILE = "</script><img src=x onerror=alert(1)> \u001b[31mred\u202e {{}}";
const NOBODY = createScriptedAgents(() => { throw new Error("no agent"); });

let base: string;
beforeEach(() => { base = mkdtempSync(join(tmpdir(), "dgs-report-")); });
afterEach(() => { rmSync(base, { recursive: true, force: true }); });

function write(file: string, text: string): void {
  mkdirSync(dirname(join(base, file)), { recursive: true });
  writeFileSync(join(base, file), text);
}

const git = (repo: string, ...args: readonly string[]): string => execFileSync("git", ["-C", join(base, repo), ...args], { encoding: "utf8" }).trim();

function makeRepo(name: string): string {
  mkdirSync(join(base, name), { recursive: true });
  for (const args of [["init", "-q", "-b", "main"], ["config", "user.name", "T"], ["config", "user.email", "t@example.org"], ["commit", "-q", "--allow-empty", "-m", "Start"], ["switch", "-q", "-c", "milestone/v1.0"]]) git(name, ...args);
  return git(name, "rev-parse", "HEAD");
}

function commit(repo: string, plan: string, files: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(files)) write(`${repo}/${file}`, text);
  git(repo, "add", "-A");
  git(repo, "commit", "-q", "-m", `feat(${plan}): ${HOSTILE.replace("\u001b", "")}`, "-m", `DGS-Plan: ${plan}\nDGS-Task: 1\nDGS-Run: r1`);
  return git(repo, "rev-parse", "HEAD");
}

const plan = (id: string, after: readonly string[]): string => `---\nphase: 01-parse\nplan: "${id}"\nwave: ${String(after.length + 1)}\ndepends_on: [${after.join(", ")}]\nfiles_modified: [src/${id}.js]\nautonomous: true\n---\n\n<objective>\n${HOSTILE}\n</objective>\n\n<tasks>\n<task type="auto">\n  <name>Do it</name>\n  <action>Do it.</action>\n  <verify>true</verify>\n  <done>Done.</done>\n</task>\n</tasks>\n`;
const at = (minute: number): string => new Date(Date.UTC(2026, 0, 2, 3, minute)).toISOString();
const lines = (...all: readonly object[]): string => all.map((line) => `${JSON.stringify(line)}\n`).join("");

/** A job that has halted at a checkpoint, in a product of two repos whose titles are somebody's joke. */
function makeProduct(): { readonly ports: Ports; readonly place: Place; readonly shas: readonly string[] } {
  const starts = { app: makeRepo("app"), lib: makeRepo("lib") };
  const shas = [commit("app", "01-01", { "a.js": "1\n2\n3\n" }), commit("lib", "01-01", { "b.js": "1\n", "c.bin": "a\0b" }), commit("app", "01-02", { "a.js": "1\nzwei\n" })];
  git("app", "branch", "milestone/v1.0--01-03");
  for (const repo of ["app", "lib"]) git(repo, "switch", "-q", "main");
  write(".planning/REPOS.md", "# Repos\n\n| Name | Path |\n|---|---|\n| app | ./app |\n| lib | ./lib |\n");
  write(".planning/config.json", JSON.stringify({ workflow: { verifier: false } }));
  write(".planning/PROJECT.md", `# ${HOSTILE}\n`);
  write(".planning/STATE.md", "---\nmilestone: v1.0\n---\n");
  write(".planning/ROADMAP.md", `# Roadmap\n\n## Milestones\n\n- 🚧 **v1.0 ${HOSTILE}** - Phases 1-2 (in progress)\n\n## Phases\n\n- [ ] **Phase 1: ${HOSTILE}** - reads\n- [ ] **Phase 2: Print** - prints\n\n### Phase 1: ${HOSTILE}\n\n**Goal**: ${HOSTILE}\n\n### Phase 2: Print\n\n**Goal**: Printed\n`);
  for (const [id, after] of [["01", []], ["02", ["01-01"]], ["03", ["01-02"]]] as const) write(`.planning/phases/01-parse/01-${id}-PLAN.md`, plan(id, after));
  for (const id of ["01", "02"]) write(`.planning/phases/01-parse/01-${id}-SUMMARY.md`, `---\nphase: 01-parse\nplan: "${id}"\ncompleted: 2026-01-02\n---\n\n# Summary\n\n**${HOSTILE}**\n`);
  const done = (stage: string, wave: string, from: number, to: number): string => `- [x] ${stage}\n${wave}  - started: ${at(from)}\n  - finished: ${at(to)}\n`;
  write(".planning/phases/01-parse/01-EXECUTION.md", [
    `# Execution of phase 1: ${HOSTILE}\n\n- **Phase:** 01\n- **Status:** waiting\n- **Schedule:** dag\n- **Agents:** 2\n- **On-Failure:** halt\n- **Created:** ${at(1)}\n- **Started:** ${at(1)}\n- **Halted:** ${at(40)}\n\n## Steps\n\n`,
    done("run `01-01`", "  - wave: 1\n", 1, 11), done("land `01-01`", "", 11, 12), done("run `01-02`", "  - wave: 2\n  - comes-after: 01-01\n", 12, 20), done("land `01-02`", "", 20, 21),
    done("run `01-03`", "  - wave: 3\n  - comes-after: 01-02\n", 30, 40), `- [ ] checkpoint \`01-03\`\n  - kind: decision\n  - task: 2\n  - waiting: ${at(40)}\n- [ ] continue \`01-03\`\n- [ ] land \`01-03\`\n- [ ] record\n`,
  ].join(""));
  const job = `# Milestone job v1.0\n\n- **Version:** v1.0\n- **Status:** failed\n- **Check:** yes\n- **Created:** ${at(0)}\n- **Started:** ${at(1)}\n- **Halted:** ${at(41)}\n- **StartShas:** ${JSON.stringify(starts)}\n- **GapFixCycle:** 1\n- **PhaseFixCycle:** {"1":2}\n\n## Steps\n\n- [x] \`/dgs:map-codebase\`\n  - started: ${at(0)}\n  - finished: ${at(1)}\n  - human-needed: ${HOSTILE.replace("\u001b", "")}\n- [!] \`/dgs:execute-phase 1 --non-interactive\`\n  - started: ${at(30)}\n  - finished: ${at(41)}\n  - reason: human-needed\n  - error: plan 01-03 waits for a person\n- [ ] \`/dgs:audit-phase 1\`\n`;
  write(".planning/jobs/in-progress/milestone-v1.0.md", job);
  const step = { type: "step-started", step: 2, total: 3, command: "/dgs:execute-phase 1 --non-interactive" };
  const history = ".planning/jobs/.history/milestone-v1.0";
  write(`${history}/1.jsonl`, lines(
    { version: 1, at: at(0), run: "r1", command: "run-job v1.0", pid: 1 },
    { at: at(1), event: step }, { at: at(1), event: { type: "stage-started", stage: "run `01-01`", plan: "01-01" } }, { at: at(11), event: { type: "stage-ended", stage: "run `01-01`", plan: "01-01", outcome: "done" } },
    { at: at(21), event: { type: "stage-started", stage: "run `01-03`", plan: "01-03" } }, { at: at(22), event: { type: "agent-started", purpose: "execute-plan 01-03", role: "executor", tier: "opus", attempt: 1, plan: "01-03" } }, { at: at(25), event: { type: "note", text: HOSTILE } },
  ));
  write(`${history}/2.jsonl`, lines({ version: 1, at: at(29), run: "r2", command: "run-job v1.0", pid: 2 }, { at: at(30), event: step }, { at: at(41), end: { exit: "human-needed" } }));
  write(".planning/jobs/.usage/milestone-v1.0/1.json", JSON.stringify({ version: 1, at: at(22), milestone: "v1.0", step: step.command, phase: "1", plan: "01-03", purpose: "execute-plan 01-03", role: "executor", tier: "opus", durationMs: 60_000, inputTokens: 5 }));
  return { ...createTestPorts(base, NOBODY), shas };
}

async function reportOf({ ports, place }: { readonly ports: Ports; readonly place: Place }, version?: string): Promise<MilestoneReport> {
  const report = await milestoneReport(ports, place, version === undefined ? {} : { version });
  if (isRefusal(report)) throw new Error(`${report.code}: ${report.message}`);
  return report;
}

/** Every file below a folder with its content: what reads only leaves it as it is. */
function snapshot(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => statSync(join(folder, file)).isFile()).sort().map((file) => [file, readFileSync(join(folder, file), "latin1")]));
}

describe("milestoneReport", () => {
  it("tells of a halted job in two repos: commits of both, tries that were cut off, idle times and what a person has to do, in this order", async () => {
    const product = makeProduct();
    const before = snapshot(join(base, ".planning"));
    const report = await reportOf(product);
    expect(snapshot(join(base, ".planning"))).toEqual(before);
    const [phase] = report.phases;
    expect(phase?.plans.map(({ id, standing, after }) => [id, standing, after])).toEqual([["01-01", "complete", []], ["01-02", "complete", ["01-01"]], ["01-03", "waiting", ["01-02"]]]);
    expect(phase?.plans.map(({ commits }) => commits.map(({ repo, sha, task, files, added, removed }) => [repo, sha, task, files, added, removed]))).toEqual([
      [["app", product.shas[0], "1", 1, 3, 0], ["lib", product.shas[1], "1", 2, 1, 0]], [["app", product.shas[2], "1", 1, 1, 2]], [],
    ]);
    expect(phase?.plans[2]?.stages).toEqual([{ stage: "run", start: at(21), end: at(25), cutOff: true }, { stage: "run", start: at(30), end: at(40), outcome: "done" }]);
    expect(phase?.criticalPath).toEqual({ plans: ["01-01", "01-02", "01-03"], ms: (11 + 9 + 4 + 10) * 60_000 });
    expect(phase?.idle.map(({ start, end, agents, why }) => [start, end, agents, why])).toEqual([
      [at(1), at(11), 1, "plan 01-02 comes after 01-01, which was not in yet"],
      [at(11), at(12), 0, "plan 01-02 comes after 01-01, which was not in yet"],
      [at(12), at(20), 1, "plan 01-03 comes after 01-02, which was not in yet"],
      [at(20), at(21), 0, "plan 01-03 comes after 01-02, which was not in yet"],
      [at(25), at(29), 0, "nothing ran: `run-job v1.0` was cut off"],
      [at(29), at(30), 0, "plan 01-03 was about to start"],
    ]);
    expect(report.steps[1]?.spans).toEqual([{ start: at(1), end: at(25), cutOff: true }, { start: at(30), end: at(41) }]);
    expect(report.agents).toEqual([expect.objectContaining({ purpose: "execute-plan 01-03", start: at(22), end: at(25), cutOff: true, inputTokens: 5 })]);
    expect(report.cycles).toEqual({ milestone: { used: 1, most: 3 }, phases: [{ phase: "1", used: 2, most: 2 }] });
    expect(report.attention.map(({ what, command }) => [what, command]).slice(0, 3)).toEqual([["checkpoint", "dgs answer 01-03"], ["failed-step", "dgs run-job v1.0"], ["human-needed", undefined]]);
    const place = (index: number): string => {
      const found = report.attention[index]?.at;
      return found?.type === "file" ? (readFileSync(join(base, ".planning", found.path), "utf8").split("\n")[(found.line ?? 0) - 1] ?? "") : "";
    };
    expect([place(0), place(1), place(2)]).toEqual(["- [ ] checkpoint `01-03`", "  - error: plan 01-03 waits for a person", expect.stringContaining("  - human-needed: </script>")]);
    expect(report.undo.map(({ command }) => command)).toEqual(["dgs rollback-job v1.0 --dry-run", "dgs rollback-job v1.0"]);
    expect(report.next?.command).toBe("dgs answer 01-03");
    expect(report.events).toContainEqual({ at: at(25), type: "note", text: HOSTILE, phase: "1" });
  });

  it("leaves gaps that steps of a cycle are to close to the job", async () => {
    const product = makeProduct();
    write(".planning/phases/01-parse/01-AUDIT.md", "# Audit of phase 1: Parse\n\n- **Phase:** 01\n- **Status:** completed\n- **Verdict:** gaps_found\n- **Rerun-Failed:** no\n- **Agents:** 1\n- **Heads:** {}\n- **Base:** {}\n\n## Steps\n\n- [x] test `1`\n  - command: false\n  - outcome: failed\n  - exit: 1\n- [x] diagnose `G-01`\n  - truth: `false` passes\n  - source: test\n  - severity: major\n  - test: 1\n- [x] record\n");
    const gaps = async (): Promise<unknown> => (await reportOf(product)).attention.filter(({ what }) => what === "gap").map(({ text, command }) => [text, command]);
    expect(await gaps()).toEqual([["phase 1, G-01 (major), not so: `false` passes", "dgs audit-phase 1 --rerun-failed"]]);
    const job = join(base, ".planning/jobs/in-progress/milestone-v1.0.md");
    writeFileSync(job, `${readFileSync(job, "utf8")}- [ ] \`/dgs:execute-phase 1 --gaps-only --non-interactive\`\n  - inserted: phase 1 cycle 1\n`);
    expect(await gaps()).toEqual([["phase 1, G-01 (major), not so: `false` passes", "dgs run-job v1.0"]]);
  });

  it("tells titles and messages as they stand: they are data for whoever shows them", async () => {
    const report = await reportOf(makeProduct());
    expect(report.project).toContain("</script>");
    expect(report.phases[0]?.name).toContain("onerror");
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it("goes on where a repo, a file or a folder is not what it should be, and says so", async () => {
    const { ports, place } = makeProduct();
    rmSync(join(base, "lib"), { recursive: true });
    writeFileSync(join(base, ".planning/phases/01-parse/01-03-PLAN.md"), new Uint8Array([0xff, 0xfe, 0x00]));
    writeFileSync(join(base, ".planning/phases/01-parse/01-EXECUTION.md"), "no execution\n");
    const report = await reportOf({ ports, place });
    expect(report.problems.map(({ code }) => code)).toContain("commits-unread");
    expect(report.phases[0]?.plans.map(({ id }) => id)).toContain("01-01");
    expect(report.attention.some(({ what }) => what === "problem")).toBe(true);
  });

  it("follows no link out of the planning root", async () => {
    const { ports, place } = makeProduct();
    const outside = mkdtempSync(join(tmpdir(), "dgs-outside-"));
    rmSync(join(base, ".planning/jobs/.history"), { recursive: true });
    symlinkSync(outside, join(base, ".planning/jobs/.history"));
    writeFileSync(join(outside, "x.jsonl"), "{}\n");
    symlinkSync(outside, join(base, ".planning/jobs/.reports"));
    expect((await reportOf({ ports, place })).runs).toEqual([]);
    const saved = await saveMilestoneReport({ ...ports, renderPage: () => Promise.resolve("page") }, place, {});
    expect(saved).toMatchObject({ type: "refused", code: "leaves-root" });
    expect(readdirSync(outside)).toEqual(["x.jsonl"]);
    rmSync(outside, { recursive: true });
  });

  it("refuses what is no version, and a version of which there is nothing", async () => {
    const { ports, place } = makeProduct();
    expect(await milestoneReport(ports, place, { version: "../x" })).toMatchObject({ type: "refused", code: "bad-version", exit: "usage" });
    expect(await milestoneReport(ports, place, { version: "v9.9" })).toMatchObject({ type: "refused", code: "no-such-milestone", remedy: expect.stringContaining("v1.0") as string });
    expect((await reportOf({ ports, place }, "1.0")).version).toBe("v1.0");
  });
});

describe("the page", () => {
  it("is written whole to its own place, where git leaves it alone, and anew each time", async () => {
    const { ports, place } = makeProduct();
    let made = 0;
    const withPages = { ...ports, renderPage: (report: MilestoneReport) => Promise.resolve(`<p>${report.version} ${String(++made)}`) };
    const [first, second] = [await saveMilestoneReport(withPages, place, { version: "v1.0" }), await saveMilestoneReport(withPages, place, {})];
    expect([first, second]).toMatchObject([{ path: "jobs/.reports/milestone-v1.0.html" }, { path: "jobs/.reports/milestone-v1.0.html" }]);
    expect(snapshot(join(base, ".planning/jobs/.reports"))).toEqual({ ".gitignore": "*\n", "milestone-v1.0.html": "<p>v1.0 2" });
  });

  it("goes to another file where one is named; a folder that is not there is refused before anything is read", async () => {
    const { ports, place } = makeProduct();
    const withPages = { ...ports, renderPage: () => Promise.resolve("page") };
    expect(await saveMilestoneReport(withPages, place, { file: join(base, "out.html") })).toMatchObject({ path: join(base, "out.html") });
    expect(readFileSync(join(base, "out.html"), "utf8")).toBe("page");
    expect(await saveMilestoneReport(withPages, place, { file: join(base, "nowhere", "out.html") })).toMatchObject({ code: "output-folder-missing" });
    mkdirSync(join(base, "folder"));
    expect(await saveMilestoneReport(withPages, place, { file: join(base, "folder") })).toMatchObject({ code: "report-not-written" });
    expect(readdirSync(base).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    expect(existsSync(join(base, ".planning/jobs/.reports"))).toBe(false);
    expect(await saveMilestoneReport(ports, place, {})).toMatchObject({ code: "no-pages" });
  });

  const runOnce = async (ports: Ports, place: Place, onNote: (text: string) => void = () => undefined): Promise<unknown> => {
    const file = join(base, ".planning/jobs/in-progress/milestone-v1.0.md");
    const job = readFileSync(file, "utf8").replace(/^- \[[ !]\] .*\n(?: {2}- .*\n)*/gm, "").replace("failed", "in-progress");
    writeFileSync(file, job);
    return runJob(ports, place, { version: "v1.0", dryRun: false, signal: new AbortController().signal, onEvent: (event) => { if (event.type === "note") onNote(event.text); } });
  };

  it("is written by a job that ends, once its lock is given up, and the job says where", async () => {
    const { ports, place } = makeProduct();
    let seen: MilestoneReport | undefined;
    const answer = await runOnce({ ...ports, renderPage: (report) => { seen = report; return Promise.resolve("page"); } }, place);
    expect(answer).toMatchObject({ type: "run", exit: "ok", reportPath: "jobs/.reports/milestone-v1.0.html" });
    expect(seen?.job).toMatchObject({ status: "completed", path: "jobs/completed/milestone-v1.0.md" });
    expect(seen?.job).not.toHaveProperty("runner");
  });

  it.each([["throws", () => Promise.reject(new Error("no paint"))], ["cannot be written", () => Promise.resolve("page")]])("that %s is a note, and the job has ended as it has", async (how, renderPage) => {
    const { ports, place } = makeProduct();
    if (how === "cannot be written") write(".planning/jobs/.reports", "somebody's file");
    const notes: string[] = [];
    const answer = await runOnce({ ...ports, renderPage }, place, (text) => notes.push(text));
    expect(answer).toMatchObject({ type: "run", exit: "ok", status: "completed" });
    expect(answer).not.toHaveProperty("reportPath");
    expect(notes).toEqual([expect.stringMatching(/^the report was not written: /)]);
  });

  it("is made by nobody where there is no port for it", async () => {
    const { ports, place } = makeProduct();
    expect(await runOnce(ports, place)).not.toHaveProperty("reportPath");
    expect(existsSync(join(base, ".planning/jobs/.reports"))).toBe(false);
  });
});

describe("planning folders of others", () => {
  const shared = resolve(fileURLToPath(new URL("../../../../shared", import.meta.url)));
  const found = ["corpus/LokulMem/.planning", "corpus/gsd-town/.planning", "corpus/habbo-pixel-agents/.gsd", "corpus/get-shit-done-multi/.planning", "peer-sample/folder/.planning"].map((name) => join(shared, name)).filter((folder) => existsSync(folder));

  it("are there", (context) => {
    if (found.length === 0) context.skip("../shared is not beside this checkout");
    expect(found.length).toBeGreaterThan(0);
  });

  it.each(found)("%s: a report of each of its milestones is made or refused, and nothing is written", async (folder) => {
    const { ports, place } = createTestPorts(folder, NOBODY);
    const loaded = loadProduct(ports.files, place);
    const versions = isRefusal(loaded) ? [] : (loaded.product.roadmap?.milestones ?? []).map(({ version }) => version);
    for (const version of [undefined, ...versions]) {
      const report = await milestoneReport(ports, place, version === undefined ? {} : { version });
      if (isRefusal(report)) expect(report.remedy).not.toBe("");
      else expect(report.phases.every(({ plans }) => plans.every(({ at: place }) => place.type === "file" && place.path !== ""))).toBe(true);
    }
  });
});
