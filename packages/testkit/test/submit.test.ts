import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { discussionPath, type PhaseNumber, type PlanningPath } from "@dgs/core";
import type { Disk, SubmitInput, SubmitReport, SubmittedFile } from "@dgs/runtime";
import { createPlanningFiles, executePhase, isRefusal, submitFiles } from "@dgs/runtime";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createPhaseScene, phaseFiles, type PhaseScene, planText, summaryText } from "./phase-scene.js";

vi.setConfig({ testTimeout: 120_000 });

let scene: PhaseScene;
function sceneForEach(): void {
  beforeEach(() => { scene = createPhaseScene(phaseFiles()); });
  afterEach(() => { scene.remove(); });
}

const FOLDER = "phases/02-ship";
const planning = (...path: string[]): string => join(scene.repo, ".planning", ...path);
const there = (): readonly string[] => (existsSync(planning(FOLDER)) ? readdirSync(planning(FOLDER)).sort() : []);

/** A plan that code has nothing against. */
const good = (number: string, more: Readonly<Record<string, string>> = {}): string =>
  planText(number, { phase: "02-ship", requirements: "[A-02]", ...more }).replaceAll("<done>", "<verify><automated>test -s x</automated></verify>\n  <done>").replace(/(<task type="auto">[^]*<\/task>\n)/, "$1$1");
const VALIDATION = "# Validation\n\n| Task ID | Plan | Wave | Requirement | Automated Command | Status |\n|---|---|---|---|---|---|\n| 02-01-01 | 01 | 1 | A-02 | `test -s x` | pending |\n";
const CONTEXT = "# Phase 2: Ship\n\n<decisions>\n- **D-01:** It is shipped as a file.\n</decisions>\n";
const RESEARCH = "# Research\n\n<user_constraints>\n- **D-01:** It is shipped as a file.\n</user_constraints>\n\n## What is there\n\nNothing yet.\n\n## Sources\n\n- the code\n";
const PLANS: readonly SubmittedFile[] = [{ name: "02-01-PLAN.md", text: good("01") }, { name: "02-02-PLAN.md", text: good("02", { wave: "7", depends_on: "[02-01]" }) }, { name: "02-VALIDATION.md", text: VALIDATION }];

type Wish = Partial<Omit<SubmitInput, "files" | "signal" | "onEvent">>;

function asked(files: readonly SubmittedFile[], wish: Wish = {}) {
  const { ports, place } = scene.context();
  return submitFiles(ports, place, { phase: "2", replace: false, dryRun: false, ...wish, files, signal: new AbortController().signal, onEvent: () => undefined });
}

async function submit(files: readonly SubmittedFile[], wish: Wish = {}): Promise<SubmitReport> {
  const report = await asked(files, wish);
  if (isRefusal(report)) throw new Error(`${report.code}: ${report.message}`);
  return report;
}

const kinds = (report: SubmitReport): readonly string[] => report.findings.filter(({ severity }) => severity === "blocker").map(({ kind }) => kind);
/** Everything in the planning folder but locks and the folder of outboxes, which git leaves alone. */
const state = (): Readonly<Record<string, string>> => Object.fromEntries(readdirSync(planning(), { recursive: true, withFileTypes: true, encoding: "utf8" })
  .filter((entry) => entry.isFile() && !/\.locks|\.history|\.dgs/.test(entry.parentPath))
  .map((entry) => [join(entry.parentPath, entry.name), readFileSync(join(entry.parentPath, entry.name), "utf8")]));

describe("what fits", () => {
  sceneForEach();

  it("is written as plan-phase writes it: waves are mended, the roadmap names the plans, one commit holds it all", async () => {
    const before = scene.git("rev-parse", "HEAD");
    const report = await submit(PLANS);
    expect(report).toMatchObject({ exit: "ok", outcome: "written", planningCommit: "docs(2): plan phase 2", corrections: [{ plan: "02-02", from: 7, to: 2 }], next: { command: "dgs execute-phase 2" } });
    expect(report.files).toEqual(PLANS.map(({ name }) => ({ name, path: `${FOLDER}/${name}`, change: "create" })));
    expect(there()).toEqual(["02-01-PLAN.md", "02-02-PLAN.md", "02-VALIDATION.md"]);
    expect(scene.read(`${FOLDER}/02-01-PLAN.md`)).toBe(good("01"));
    expect(scene.read(`${FOLDER}/02-02-PLAN.md`)).toContain("wave: 2\n");
    expect(scene.read("ROADMAP.md")).toMatch(/Phase 2: Ship[^]*02-01-PLAN\.md[^]*02-02-PLAN\.md/);
    expect(scene.git("log", "--format=%s", `${before}..HEAD`)).toBe("docs(2): plan phase 2");
    expect(scene.git("status", "--porcelain")).toBe("");
    expect(existsSync(planning(".dgs", "outbox")) ? readdirSync(planning(".dgs", "outbox")) : []).toEqual([]);
  });

  it("may be decisions and research alone; what a person decided need not be assumed", async () => {
    expect(await submit([{ name: "CONTEXT.md", text: CONTEXT }])).toMatchObject({ outcome: "written", files: [{ path: `${FOLDER}/02-CONTEXT.md` }], planningCommit: "docs(02): capture phase context", next: { command: "dgs plan-phase 2" } });
    expect(await submit([{ name: "02-RESEARCH.md", text: RESEARCH.replace("- **D-01:** It is shipped as a file.\n", "") }])).toMatchObject({ outcome: "refused", findings: [{ kind: "result-incomplete", text: expect.stringContaining("D-01") as string }] });
    expect(await submit([{ name: "02-RESEARCH.md", text: RESEARCH }])).toMatchObject({ outcome: "written", planningCommit: "docs(2): add what phase 2 is planned from" });
    expect(there()).toEqual(["02-CONTEXT.md", "02-RESEARCH.md"]);
    expect(scene.git("status", "--porcelain")).toBe("");
  });

  it("handed in again changes nothing", async () => {
    await submit(PLANS);
    const [head, before] = [scene.git("rev-parse", "HEAD"), state()];
    expect(await submit(PLANS)).toMatchObject({ exit: "ok", outcome: "there", files: PLANS.map(() => ({ change: "same" })) });
    expect([scene.git("rev-parse", "HEAD"), state()]).toEqual([head, before]);
  });

  it("a dry run only says what it finds, and takes no lock", async () => {
    const before = state();
    expect(await submit(PLANS, { dryRun: true })).toMatchObject({ exit: "ok", outcome: "fits", dryRun: true, corrections: [{ plan: "02-02" }] });
    expect(state()).toEqual(before);
    expect(scene.git("status", "--porcelain")).toBe("");
    expect(existsSync(planning("jobs"))).toBe(false);
  });

  it("comes on top of plans that are carried out, and need not meet the requirements again; open ones belong to the set", async () => {
    await submit(PLANS.map((file) => ({ ...file, text: file.text.replace("wave: 7", "wave: 2") })));
    scene.put(`.planning/${FOLDER}/02-01-SUMMARY.md`, summaryText("01").replace("01-build", "02-ship"));
    const more = await submit([{ name: "02-03-PLAN.md", text: good("03", { requirements: "[]", depends_on: "[02-02]" }) }]);
    expect(more).toMatchObject({ outcome: "written", corrections: [{ plan: "02-03", to: 3 }] });
    expect(scene.read(`${FOLDER}/02-02-PLAN.md`)).not.toContain("superseded");
  });
});

describe("what does not fit", () => {
  // Nothing is written: one scene does for all.
  beforeAll(() => { scene = createPhaseScene(phaseFiles()); });
  afterAll(() => { scene.remove(); });

  const plan = good("01");
  it.each<readonly [string, readonly SubmittedFile[], string]>([
    ["a path", [{ name: "../02-01-PLAN.md", text: plan }], "submitted-name"],
    ["a path of Windows", [{ name: "a\\02-01-PLAN.md", text: plan }], "submitted-name"],
    ["another kind of file", [{ name: "notes.md", text: "x" }], "submitted-name"],
    ["a plan of another phase", [{ name: "01-03-PLAN.md", text: plan }], "submitted-name"],
    ["the state", [{ name: "STATE.md", text: "x" }], "submitted-state"],
    ["the roadmap", [{ name: "roadmap.md", text: "x" }], "submitted-state"],
    ["the requirements", [{ name: "../REQUIREMENTS.md", text: "x" }], "submitted-state"],
    ["a job", [{ name: "milestone-v1.md", text: "x" }], "submitted-state"],
    ["evidence", [{ name: "02-01-SUMMARY.md", text: "x" }], "submitted-state"],
    ["the same twice", [{ name: "CONTEXT.md", text: CONTEXT }, { name: "02-CONTEXT.md", text: CONTEXT }], "submitted-twice"],
    ["nothing", [], "submitted-nothing"],
    ["an empty file", [{ name: "02-CONTEXT.md", text: " \n" }], "submitted-empty"],
    ["bytes", [{ name: "02-CONTEXT.md", text: "a\0b" }], "submitted-not-text"],
    ["half a character", [{ name: "02-CONTEXT.md", text: "a\uD800b" }], "submitted-not-text"],
    ["a long file", [{ name: "02-CONTEXT.md", text: "x".repeat(400_001) }], "submitted-too-large"],
    ["heaps", Array.from({ length: 41 }, (_, at) => ({ name: `02-${String(at)}-PLAN.md`, text: plan })), "submitted-too-many"],
    ["a context without decisions", [{ name: "02-CONTEXT.md", text: "# x\n" }], "result-section-missing"],
    ["no plan that meets a requirement", [{ name: "02-01-PLAN.md", text: good("01", { requirements: "[]" }) }, { name: "02-VALIDATION.md", text: VALIDATION }], "plan-requirement-uncovered"],
    ["plans without VALIDATION.md", [{ name: "02-01-PLAN.md", text: plan }], "validation-missing"],
    ["VALIDATION.md without a plan", [{ name: "02-VALIDATION.md", text: VALIDATION }], "result-missing"],
    ["tasks without a command", [{ name: "02-01-PLAN.md", text: planText("01", { phase: "02-ship", requirements: "[A-02]" }) }, { name: "02-VALIDATION.md", text: VALIDATION }], "result-incomplete"],
    ["a circle", [{ name: "02-01-PLAN.md", text: good("01", { depends_on: "[02-02]" }) }, { name: "02-02-PLAN.md", text: good("02", { depends_on: "[02-01]" }) }, { name: "02-VALIDATION.md", text: VALIDATION }], "dependency-cycle"],
  ])("%s: a finding with its remedy, and nothing is written, not even what is right beside it", async (_name, files, code) => {
    const before = state();
    const report = await submit(files);
    expect(report).toMatchObject({ exit: "gaps", outcome: "refused" });
    expect(kinds(report)).toContain(code);
    expect(report.findings.every(({ fix }) => fix !== undefined && fix !== "")).toBe(true);
    expect(report.files.every(({ change }) => change === "none")).toBe(true);
    expect(state()).toEqual(before);
    expect(scene.git("status", "--porcelain")).toBe("");
  });

  it("says where in the file it is", async () => {
    const report = await submit([{ name: "02-01-PLAN.md", text: good("01", { requirements: "[B-09]" }) }, { name: "02-VALIDATION.md", text: VALIDATION }]);
    expect(report.findings).toContainEqual(expect.objectContaining({ kind: "plan-requirement-unknown", where: "02-01-PLAN.md:8:1", severity: "blocker" }));
  });
});

describe("what is there already", () => {
  sceneForEach();

  const changed = PLANS.map((file) => ({ ...file, text: file.text.replace("<action>Write it.</action>", "<action>Write it well.</action>") }));

  it("is replaced only where that was said, and its old text is in git", async () => {
    await submit(PLANS);
    const old = scene.read(`${FOLDER}/02-01-PLAN.md`);
    expect(kinds(await submit(changed))).toEqual(["submitted-there", "submitted-there"]);
    expect(scene.read(`${FOLDER}/02-01-PLAN.md`)).toBe(old);
    expect(await submit(changed, { replace: true })).toMatchObject({ outcome: "written", files: [{ change: "replace" }, { change: "replace" }, { change: "same" }] });
    expect(scene.read(`${FOLDER}/02-01-PLAN.md`)).toContain("Write it well.");
    expect(scene.git("show", `HEAD~1:.planning/${FOLDER}/02-01-PLAN.md`)).toBe(old.trim());
  });

  it("is never replaced where its old text is in no commit", async () => {
    await submit(PLANS);
    const mine = scene.read(`${FOLDER}/02-01-PLAN.md`).replace("Write it.", "Write it as I say.");
    writeFileSync(planning(FOLDER, "02-01-PLAN.md"), mine);
    expect(kinds(await submit(changed, { replace: true }))).toEqual(["submitted-uncommitted"]);
    expect(scene.read(`${FOLDER}/02-01-PLAN.md`)).toBe(mine);
    rmSync(join(scene.repo, ".git"), { recursive: true });
    expect(kinds(await submit(changed, { replace: true }))).toEqual(["submitted-uncommitted", "submitted-uncommitted"]);
  });

  it("is never replaced where something was carried out with it", async () => {
    await submit([...PLANS, { name: "CONTEXT.md", text: CONTEXT }]);
    scene.put(`.planning/${FOLDER}/02-01-SUMMARY.md`, summaryText("01").replace("01-build", "02-ship"));
    scene.git("add", "--all");
    scene.git("commit", "--quiet", "--message", "carried out");
    expect(kinds(await submit([changed[0] as SubmittedFile], { replace: true }))).toContain("submitted-used");
    expect(kinds(await submit([{ name: "CONTEXT.md", text: CONTEXT.replace("file", "folder") }], { replace: true }))).toEqual(["submitted-used"]);
    expect(await submit([changed[1] as SubmittedFile], { replace: true })).toMatchObject({ outcome: "written" });
  });

  it("may be a phase that is complete, plans that are half written, or a discussion that goes on: each is refused with what to do", async () => {
    for (const plan of ["01", "02"]) scene.put(`.planning/phases/01-build/01-${plan}-SUMMARY.md`, summaryText(plan));
    scene.put(".planning/phases/01-build/01-VERIFICATION.md", "---\nphase: 01-build\nstatus: passed\nscore: 1/1\n---\n\n# Verification\n");
    expect(await asked([{ name: "01-03-PLAN.md", text: good("03") }], { phase: "1" })).toMatchObject({ type: "refused", code: "phase-complete" });
    scene.put(`.planning/${discussionPath(FOLDER as PlanningPath, "02" as PhaseNumber)}`, "# Discussion\n");
    expect(await asked([{ name: "CONTEXT.md", text: CONTEXT }])).toMatchObject({ type: "refused", code: "discussion-open" });
    scene.put(`.planning/${FOLDER}/.planning-in-progress`, "x");
    expect(await asked(PLANS)).toMatchObject({ type: "refused", code: "planning-cut-off" });
    rmSync(planning(FOLDER, ".planning-in-progress"));
    expect(await asked(PLANS, { phase: "9" })).toMatchObject({ type: "refused", code: "phase-missing" });
  });
});

describe("killed anywhere", () => {
  sceneForEach();

  /** A disk that is gone after so many operations. */
  function dying(disk: Disk, after: number): Disk {
    let left = after;
    const step = <Args extends readonly unknown[]>(call: (...args: Args) => void) => (...args: Args): void => {
      if (left-- <= 0) throw new Error("killed");
      call(...args);
    };
    return { makeFolder: step(disk.makeFolder), writeNew: step(disk.writeNew), rename: step(disk.rename), link: step(disk.link), remove: step(disk.remove), syncFolder: step(disk.syncFolder) };
  }

  it("the next submission of the same ends as if nothing had happened, with all of it in commits", async () => {
    await submit(PLANS);
    const whole = state();
    let ended = false;
    for (let after = 3; !ended; after += 5) {
      scene.remove();
      scene = createPhaseScene(phaseFiles());
      const { ports, place } = scene.context();
      const disk = dying(ports.disk, after);
      const killed = { ...ports, disk, files: createPlanningFiles({ root: place.root, disk }), liveness: { ...ports.liveness, check: () => "dead" as const } };
      const run = await submitFiles(killed, place, { phase: "2", files: PLANS, replace: false, dryRun: false, signal: new AbortController().signal, onEvent: () => undefined }).catch(() => "killed" as const);
      ended = run !== "killed" && !isRefusal(run);
      for (const lock of existsSync(planning("jobs", ".locks")) ? readdirSync(planning("jobs", ".locks")) : []) rmSync(planning("jobs", ".locks", lock), { recursive: true });
      const report = await submit(PLANS);
      expect(["written", "there"], `after ${String(after)}`).toContain(report.outcome);
      const now = Object.entries(state()).map(([path, text]) => [path.slice(path.indexOf(".planning")), text]);
      expect(Object.fromEntries(now), `after ${String(after)}`).toEqual(Object.fromEntries(Object.entries(whole).map(([path, text]) => [path.slice(path.indexOf(".planning")), text])));
      expect(scene.git("status", "--porcelain"), `after ${String(after)}`).toBe("");
      expect(there()).toEqual(["02-01-PLAN.md", "02-02-PLAN.md", "02-VALIDATION.md"]);
    }
  });

  it("an execution brings it to its end before it starts", async () => {
    await submit(PLANS);
    const text = scene.read(`${FOLDER}/02-02-PLAN.md`);
    const mended = text.replace("<action>Write it.</action>", "<action>Write it again.</action>");
    writeFileSync(planning(".changes-in-progress.json"), `${JSON.stringify({ purpose: "dgs submit 2", changes: [{ type: "edit", path: `${FOLDER}/02-02-PLAN.md`, before: text, edits: [{ start: 0, end: text.length, text: mended }] }], done: 0 })}\n`);
    const { ports, place } = scene.context(() => "crashed");
    await executePhase(ports, place, { phase: "2", gapsOnly: false, auto: true, signal: new AbortController().signal, onEvent: () => undefined });
    expect(scene.read(`${FOLDER}/02-02-PLAN.md`)).toBe(mended);
    expect(existsSync(planning(".changes-in-progress.json"))).toBe(false);
  });
});
