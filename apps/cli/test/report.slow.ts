import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { CostReport, MilestoneReport } from "@dgs/runtime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tape } from "../../../demo/sample-tape.mjs";
import { type BuiltProgram, buildProgram, programEnvironment } from "./built-program.js";
import { createRecordedProducts, type RecordedProducts } from "./recorded-product.js";

let program: BuiltProgram;
let folder: string;
let products: RecordedProducts;

const tapeWith = (file: string, delays: Readonly<Record<string, number>>): void => {
  writeFileSync(path.join(folder, file), JSON.stringify({ ...tape, entries: tape.entries.map((entry) => ({ ...entry, delayMs: delays[entry.purpose] ?? 0 })) }));
};

beforeAll(() => {
  program = buildProgram();
  folder = mkdtempSync(path.join(tmpdir(), "dgs-report-"));
  products = createRecordedProducts(program, folder);
  tapeWith("demo.json", {});
  tapeWith("slow.json", { "execute-plan 01-03": 600_000 });
}, 300_000);
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

const planning = (name: string): string => path.join(folder, name, "product", ".planning");
const reportOf = (name: string): MilestoneReport => {
  const { code, stdout, stderr } = products.dgs(name, "report", "--json");
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as MilestoneReport;
};
const git = (name: string, ...args: readonly string[]): string => execFileSync("git", ["-C", path.join(folder, name, "durations"), ...args], { encoding: "utf8" });
const lineAt = (name: string, at: { readonly type: string; readonly path?: string; readonly line?: number }): string => readFileSync(path.join(planning(name), at.path ?? ""), "utf8").split("\n")[(at.line ?? 0) - 1] ?? "";

/** Every span of a report has its place in time: none ends before it begins, and each that a run told of lies within a run. */
function expectTimesToFit(report: MilestoneReport): void {
  const spans = [...report.steps.flatMap((step) => step.spans), ...report.agents, ...report.phases.flatMap((phase) => [...phase.idle, ...phase.waves.flatMap(({ span }) => span ?? []), ...phase.plans.flatMap((plan) => [...plan.stages, ...(plan.span === undefined ? [] : [plan.span])])]), ...report.audits.flatMap(({ span }) => span ?? [])];
  expect(spans.length).toBeGreaterThan(0);
  const [from, to] = [Date.parse(report.span?.start ?? ""), Date.parse(report.span?.end ?? report.made)];
  for (const span of spans) {
    expect(Date.parse(span.start)).toBeGreaterThanOrEqual(from);
    expect(Date.parse(span.end ?? report.made)).toBeGreaterThanOrEqual(Date.parse(span.start));
    expect(Date.parse(span.end ?? span.start)).toBeLessThanOrEqual(to);
  }
  const ran = [...report.steps.flatMap((step) => step.spans), ...report.agents];
  for (const { start } of ran) expect(report.runs.some((run) => Date.parse(run.start) <= Date.parse(start) && Date.parse(start) <= Date.parse(run.end ?? report.made)), start).toBe(true);
}

describe("dgs report on the demo's job", { timeout: 900_000 }, () => {
  it("tells of a job that is done: times, plans, commits with git's own sizes, audits, cycles, cost, what needs a person, and how to undo it", () => {
    products.make("done");
    const ended = products.dgs("done", "run-job", "v1.0", "--tape", "../../demo.json");
    expect(ended.code, ended.stderr).toBe(0);
    // The job has written the page; `dgs report` writes the same to other places.
    expect(ended.stdout).toContain("\nReport: .planning/jobs/.reports/milestone-v1.0.html\n");
    const page = readFileSync(path.join(planning("done"), "jobs/.reports/milestone-v1.0.html"), "utf8");
    expect(page).toMatch(/^<!doctype html>/i);
    for (const told of ["01-03", "feat(02-03): mend the rest", "src/format.js:8"]) expect(page).toContain(told);
    expect(products.dgs("done", "report", "v1.0", "--output", "../../out.html").code).toBe(0);
    expect(readFileSync(path.join(folder, "out.html"), "utf8")).toContain("feat(02-03): mend the rest");
    expect(products.dgs("done", "report", "--output", "-").stdout).toMatch(/^<!doctype html>/i);
    expect(products.dgs("done", "report", "--output", "-", "--json").code).toBe(2);
    expect(products.dgs("done", "report", "v9.9")).toMatchObject({ code: 2, stderr: expect.stringContaining("neither a job nor a phase of v9.9") as string });
    expect(git("done", "-C", "../product", "status", "--porcelain", "--untracked-files=all")).not.toContain(".reports");
    const report = reportOf("done");
    expect(report).toMatchObject({ version: "v1.0", name: "Durations", project: "durations", job: { status: "completed", path: "jobs/completed/milestone-v1.0.md", summaryPath: "jobs/completed/job-v1.0-SUMMARY.md" }, unread: 0, problems: [] });
    expect(report.runs).toHaveLength(1);
    expect(report.runs[0]).toMatchObject({ command: "run-job v1.0", exit: "ok" });
    expect(report.steps).toHaveLength(10);
    for (const step of report.steps) {
      expect(step.spans).toHaveLength(1);
      expect(lineAt("done", step.at)).toContain(step.command);
    }
    expectTimesToFit(report);

    const plans = report.phases.flatMap((phase) => phase.plans);
    expect(plans.map(({ id, standing, commits }) => [id, standing, commits.length])).toEqual(["01-01", "01-02", "01-03", "02-01", "02-02", "02-03"].map((id) => [id, "complete", 1]));
    for (const { commits } of plans) {
      for (const { sha, subject, files, added, removed } of commits) {
        const [said = "", ...counts] = git("done", "show", "--numstat", "--format=%s", sha).split("\n").filter((line) => line !== "");
        const sum = (column: number): number => counts.reduce((all, line) => all + Number(line.split("\t")[column]), 0);
        expect({ subject, files, added, removed }).toEqual({ subject: said, files: counts.length, added: sum(0), removed: sum(1) });
      }
    }
    const [first, second] = report.phases;
    expect(first?.criticalPath?.plans.at(-1)).toBe("01-03");
    expect(first?.idle.map(({ why }) => why)).toContainEqual(expect.stringMatching(/^plan 01-03 comes after 01-0[12], which was not in yet$/));
    // Which of the two is longer depends on the machine: no other plan comes after another.
    expect([["02-01", "02-02"], ["02-03"]]).toContainEqual(second?.criticalPath?.plans);
    expect(second?.waves.map(({ number, plans: ids }) => [number, ids])).toEqual([[1, ["02-01"]], [2, ["02-02"]], [1, ["02-03"]]]);
    for (const phase of report.phases) expect(phase.criticalPath?.ms).toBe(phase.criticalPath?.plans.flatMap((id) => phase.plans.find((plan) => plan.id === id)?.stages ?? []).reduce((sum, { start, end }) => sum + Date.parse(end ?? "") - Date.parse(start), 0));

    expect(report.audits.map(({ of, round, cycle, opens, verdict, status }) => [of, round, cycle, opens, verdict ?? status])).toEqual([["1", 1, undefined, undefined, "passed"], ["2", 1, undefined, "phase 2 cycle 1", "diagnosed"], ["2", 2, "phase 2 cycle 1", undefined, "passed"], ["v1.0", 1, undefined, undefined, "passed"]]);
    const [, audit] = report.audits;
    expect(audit?.tests[0]).toMatchObject({ command: "node --test", outcome: "failed", exit: 1 });
    expect(audit?.tests[0]?.failing).toHaveLength(3);
    expect(audit?.gaps).toMatchObject([{ id: "G-01", severity: "major", source: "test", plans: ["02-03"], rootCause: expect.stringContaining("src/format.js:8") as string }]);
    for (const { tests, gaps } of report.audits) for (const { at } of [...tests, ...gaps]) expect(lineAt("done", at)).toMatch(/^- \[x\] (?:test|diagnose) `/);
    expect(report.cycles).toEqual({ milestone: { used: 0, most: 3 }, phases: [{ phase: "2", used: 1, most: 2 }] });

    const cost = JSON.parse(products.dgs("done", "cost", "v1.0", "--json").stdout) as CostReport;
    expect(report.cost).toEqual({ total: cost.total, steps: cost.steps, roles: cost.roles, models: cost.models });
    expect(report.agents).toHaveLength(cost.total.runs);
    expect(report.agents.reduce((sum, { inputTokens = 0 }) => sum + inputTokens, 0)).toBe(cost.total.inputTokens);
    expect(report.budgets).toContainEqual(expect.objectContaining({ name: "job v1.0", measure: "tokens", spent: (cost.total.inputTokens ?? 0) + (cost.total.outputTokens ?? 0), limit: 1_500_000_000 }));
    expect(report.attention).toEqual([{ what: "human-needed", text: "phase 2: decisions were assumed, see phases/02-format/02-CONTEXT.md", at: { type: "file", path: "jobs/completed/milestone-v1.0.md", line: expect.any(Number) as number } }]);
    expect(lineAt("done", report.attention[0]?.at ?? { type: "" })).toContain("decisions were assumed");
    expect(report.undo.map(({ command }) => command)).toEqual(["dgs rollback-job v1.0 --dry-run", "dgs rollback-job v1.0"]);
    expect(report.next?.command).toBe((JSON.parse(products.dgs("done", "progress", "--json").stdout) as { next: { command: string } }).next.command);
    expect(report.events.filter(({ type }) => type === "commit").length).toBeGreaterThanOrEqual(6);
  });

  it("tells the same of plans, commits, audits and cost where what runs told is gone", () => {
    cpSync(path.join(folder, "done"), path.join(folder, "forgotten"), { recursive: true });
    rmSync(path.join(planning("forgotten"), "jobs/.history"), { recursive: true });
    const [whole, less] = [reportOf("done"), reportOf("forgotten")];
    expect(less).toMatchObject({ runs: [], events: [], unread: 0, cost: whole.cost, audits: whole.audits, cycles: whole.cycles, job: whole.job });
    expect(less.steps).toEqual(whole.steps);
    for (const [index, phase] of less.phases.entries()) {
      expect(phase.plans.map(({ id, commits, stages }) => [id, commits, stages.map(({ stage, outcome }) => [stage, outcome])])).toEqual(whole.phases[index]?.plans.map(({ id, commits, stages }) => [id, commits, stages.map(({ stage, outcome }) => [stage, outcome])]));
      expect(phase.criticalPath?.plans).toEqual(whole.phases[index]?.criticalPath?.plans);
    }
    rmSync(path.join(planning("forgotten"), "jobs/.usage"), { recursive: true });
    expect(reportOf("forgotten")).toMatchObject({ agents: [], cost: { total: { runs: 0 } } });
  });

  it("counts what it cannot read, and tells of the rest", () => {
    cpSync(path.join(folder, "done"), path.join(folder, "broken"), { recursive: true });
    const history = path.join(planning("broken"), "jobs/.history/milestone-v1.0");
    const [file = ""] = readdirSync(history);
    const text = readFileSync(path.join(history, file), "utf8").split("\n");
    writeFileSync(path.join(history, file), [...text.slice(0, 40), "no line", "{}", ...text.slice(40, 80), text[80]?.slice(0, 20)].join("\n"));
    writeFileSync(path.join(planning("broken"), "jobs/.usage/milestone-v1.0/cut.json"), "{");
    const report = reportOf("broken");
    expect(report.unread).toBe(3);
    expect(report.runs[0]).toMatchObject({ cutOff: true });
    expect(report.runs[0]).not.toHaveProperty("exit");
    expect(report.phases.flatMap(({ plans }) => plans).every(({ standing }) => standing === "complete")).toBe(true);
  });

  // A copy will not do: worktrees know their repository by its place.
  it("tells of a rolled-back job what it had done, and how to take that back", () => {
    const rolledBack = products.dgs("done", "rollback-job", "v1.0", "--confirm", "rollback");
    expect(rolledBack.code, rolledBack.stderr).toBe(0);
    const report = reportOf("done");
    expect(report.job?.status).toBe("rolled_back");
    expect(report.undo).toEqual([{ command: "dgs recover --undo-rollback v1.0", why: expect.any(String) as string }]);
    expect(report.phases.flatMap(({ plans }) => plans.map(({ commits }) => commits.length))).toEqual([1, 1, 1, 1, 1, 1]);
    expect(report.phases.every(({ planCount }) => planCount.done === 0)).toBe(true);
    const undone = products.dgs("done", "recover", "--undo-rollback", "v1.0", "--yes");
    expect(undone.code, undone.stderr).toBe(0);
    expect(reportOf("done").job?.status).toBe("completed");
  });

  it("tells of a job while it runs, of one that was killed, and of both runs once it has gone on", async () => {
    products.make("killed");
    const child = spawn(process.execPath, [program.main, "run-job", "v1.0", "--tape", "../../slow.json"], { cwd: path.join(folder, "killed", "product"), env: programEnvironment(), stdio: ["ignore", "ignore", "pipe"] });
    const ended = new Promise((resolve) => child.on("exit", resolve));
    await new Promise<void>((resolve, reject) => {
      let said = "";
      child.stderr.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes("agent execute-plan 01-03 (")) resolve();
      });
      child.on("exit", () => { reject(new Error(said)); });
    });
    const running = reportOf("killed");
    expect(running.job).toMatchObject({ status: "in-progress", runner: { pid: child.pid } });
    expect(running.runs).toMatchObject([{ command: "run-job v1.0" }]);
    expect(running.runs[0]).not.toHaveProperty("end");
    expect(running.steps[0]?.spans).toEqual([{ start: expect.any(String) as string }]);
    expect(running.agents.filter(({ end }) => end === undefined).map(({ purpose }) => purpose)).toEqual(["execute-plan 01-03"]);
    expect(running.phases[0]?.plans.map(({ id, standing }) => [id, standing])).toEqual([["01-01", "complete"], ["01-02", "complete"], ["01-03", "under-way"]]);
    expect(running.undo).toEqual([]);
    expectTimesToFit(running);
    const text = products.dgs("killed", "report", "--json");
    expect(text.code).toBe(0);

    child.kill("SIGKILL");
    await ended;
    const killed = reportOf("killed");
    expect(killed.job).not.toHaveProperty("runner");
    expect(killed.runs).toMatchObject([{ cutOff: true, end: expect.any(String) as string }]);
    expect(killed.steps[0]?.spans).toMatchObject([{ cutOff: true }]);
    expect(killed.agents.filter(({ cutOff }) => cutOff === true).map(({ purpose }) => purpose)).toEqual(["execute-plan 01-03"]);
    expectTimesToFit(killed);

    const on = products.dgs("killed", "run-job", "v1.0", "--tape", "../../demo.json");
    expect(on.code, on.stderr).toBe(0);
    const report = reportOf("killed");
    expect(report.runs.map(({ exit, cutOff }) => [exit, cutOff])).toEqual([[undefined, true], ["ok", undefined]]);
    expect(report.steps[0]?.spans).toMatchObject([{ cutOff: true }, { end: expect.any(String) as string }]);
    expect(report.phases[0]?.plans.find(({ id }) => id === "01-03")?.stages.map(({ stage, cutOff }) => [stage, cutOff])).toEqual([["run", true], ["run", undefined], ["land", undefined]]);
    expect(report.phases[0]?.idle.map(({ why }) => why)).toContain("nothing ran: `run-job v1.0` was cut off");
    expect(report.agents.filter(({ purpose }) => purpose === "execute-plan 01-03")).toHaveLength(2);
    expectTimesToFit(report);
    expect(existsSync(path.join(planning("killed"), "jobs/.history"))).toBe(true);
  });
});
