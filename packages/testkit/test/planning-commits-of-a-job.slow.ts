import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRefusal, previewRollback, rollbackJob } from "@dgs/runtime";
import { afterEach, beforeEach, expect, it } from "vitest";
import { gitOf } from "../src/crash/git-of.js";
import { makeRepo, writeFiles } from "../src/scenarios/make-repo.js";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";
import { mapper } from "./map-scene.js";
import { planText, summaryText } from "./phase-scene.js";
import { createTroubledJob, type TroubledJob } from "./troubled-job.js";

const PHASE = "phases/01-build";
const CONTEXT = "# Phase 1 Context\n\n<decisions>\n- **D-01:** One file is enough (assumed)\n</decisions>\n";
const RESEARCH = "# Research\n\n## User Constraints\n\n- D-01: One file is enough\n\n## Standard Stack\n\nsh\n\n## Sources\n\n- README.md\n";
const VALIDATION = "# Validation\n\n| Task ID | Plan | Wave | Requirement | Automated Command | Status |\n|---|---|---|---|---|---|\n| 01-01-01 | 01 | 1 | - | `test -s 01.txt` | pending |\n";
const PLAN = planText("01").replaceAll("<done>", "<verify><automated>test -s 01.txt</automated></verify>\n  <done>");
const FILES: Readonly<Record<string, string>> = {
  "STATE.md": "---\nmilestone: v1\n---\n\n# Project State\n",
  "ROADMAP.md": "# Roadmap\n\n## Milestones\n\n- 🚧 **v1 App** - Phases 1-1 (in progress)\n\n## Phases\n\n- [ ] **Phase 1: Build** - all of it\n\n### Phase 1: Build\n**Goal**: It is built\n**Plans**: TBD\n",
};
const DISCUSSED = "docs(01): capture phase context";
const PLANNED = "docs(1): plan phase 1";

let folder: string;
beforeEach(() => { folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs planning commits "))); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

/** Does everything right the first time. */
const good: ScriptedAgent = (request, tools) => {
  switch (request.role) {
    case "discussion": tools.leave("01-CONTEXT.md", CONTEXT); break;
    case "phase-researcher": tools.leave("01-RESEARCH.md", RESEARCH); break;
    case "planner": tools.leave("01-01-PLAN.md", PLAN); tools.leave("01-VALIDATION.md", VALIDATION); break;
    case "plan-checker": tools.leave("plan-check.json", '{"issues": []}'); break;
    case "codebase-mapper": return mapper(request, tools);
    case "executor": tools.write("01.txt", "01\n"); tools.leave("01-01-SUMMARY.md", summaryText("01")); break;
    case "verifier": tools.leave("01-VERIFICATION.md", "---\nstatus: passed\n---\n\n# Verification\n"); break;
    case "integration-checker": tools.leave("findings.json", '{"gaps": []}'); break;
    default:
  }
  return "completed";
};

function product(config: object = {}): TroubledJob & { readonly repo: string; readonly planning: (...path: string[]) => string } {
  const repo = join(folder, "app");
  makeRepo(repo, { "README.md": "# app\n", ...Object.fromEntries(Object.entries({ ...FILES, "config.json": JSON.stringify({ model_profile: "budget", ...config }) }).map(([name, text]) => [`.planning/${name}`, text])) });
  return { repo, planning: (...path) => join(repo, ".planning", ...path), ...createTroubledJob({ root: repo, repo, good, check: false }) };
}

const marks = (planning: (...path: string[]) => string): string[] => readdirSync(planning(PHASE)).filter((name) => name.startsWith("."));
const filesOf = (repo: string, subject: string): string[] => gitOf(repo, ["log", "-1", "--name-only", "--format=", "--fixed-strings", `--grep=${subject}`]).trim().split("\n").filter((name) => name !== "").map((name) => name.replace(".planning/", ""));

it("discussion and planning are one commit each, with all that they wrote, and the branch of the milestone is theirs no more than before", async () => {
  const { repo, planning, subjects, create, run } = product();
  await create();
  const { report } = await run();
  expect(report).toMatchObject({ status: "completed" });
  expect(subjects()).toEqual([DISCUSSED, "docs(codebase): map app", PLANNED, "docs(phase-1): complete phase execution", "docs(phase-1): audit: passed"]);
  expect(filesOf(repo, DISCUSSED)).toEqual([`${PHASE}/01-CONTEXT.md`]);
  expect(filesOf(repo, PLANNED)).toEqual(["ROADMAP.md", "STATE.md", `${PHASE}/01-01-PLAN.md`, `${PHASE}/01-RESEARCH.md`, `${PHASE}/01-VALIDATION.md`]);
  expect(marks(planning)).toEqual([]);
  expect(gitOf(repo, ["status", "--porcelain", "--", ".planning/phases", ".planning/ROADMAP.md", ".planning/STATE.md"])).toBe("");
  expect(gitOf(repo, ["log", "-1", "--format=%(trailers:key=DGS-Run,valueonly)", "--fixed-strings", `--grep=${PLANNED}`]).trim()).not.toBe("");
  expect(gitOf(repo, ["log", "--format=%s", "main..milestone/v1"]).trim().split("\n")).toHaveLength(1);
});

it("commit_docs: false leaves all of it to the person, and leaves no mark", async () => {
  const { repo, planning, subjects, create, run } = product({ commit_docs: false });
  await create();
  expect((await run()).report).toMatchObject({ status: "completed" });
  expect([subjects(), marks(planning)]).toEqual([[], []]);
  expect(gitOf(repo, ["status", "--porcelain", "--", ".planning/phases"])).toContain("?? ");
});

it.each([
  ["before", DISCUSSED, ["codebase-mapper"]],
  ["behind", DISCUSSED, ["codebase-mapper"]],
  ["before", PLANNED, ["executor"]],
  ["behind", PLANNED, ["executor"]],
] as const)("killed right %s the commit %s: the next run asks nobody again, and there is one of it", async (when, subject, next) => {
  const { planning, subjects, create, run } = product();
  await create();
  await run({ at: subject, when });
  expect(subjects().filter((each) => each === subject)).toHaveLength(when === "before" ? 0 : 1);
  expect(marks(planning)).toEqual([subject === DISCUSSED ? ".discussion-not-committed" : ".planning-not-committed"]);
  const { report, asked } = await run();
  expect([report, asked[0]]).toMatchObject([{ status: "completed" }, next[0]]);
  expect(subjects()).toEqual([DISCUSSED, "docs(codebase): map app", PLANNED, "docs(phase-1): complete phase execution", "docs(phase-1): audit: passed"]);
  expect(marks(planning)).toEqual([]);
  // What an agent decided is for a person to look at, whichever run it was.
  expect(report?.humanNeeded).toContain(`phase 1: decisions were assumed, see ${PHASE}/01-CONTEXT.md`);
});

it("halts at a lock of git, names it, and makes the commit in the next run", async () => {
  const { repo, planning, subjects, create, run } = product();
  await create();
  const lock = join(repo, ".git", "index.lock");
  const locking = (role: string): ScriptedAgent => (request, tools) => {
    if (request.role === role) writeFileSync(lock, "");
    return good(request, tools);
  };
  expect((await run({}, locking("discussion"))).report).toMatchObject({ status: "failed", exit: "human-needed", error: expect.stringContaining(`the phase is discussed, and its planning files in ${planning()} could not be committed`) as string });
  expect(readFileSync(planning("jobs/in-progress/milestone-v1.md"), "utf8")).toContain("index.lock");
  rmSync(lock);
  const second = await run({}, locking("plan-checker"));
  expect(second.report).toMatchObject({ status: "failed", exit: "human-needed", error: expect.stringContaining("the phase is planned, and its planning files") as string });
  expect(second.asked).not.toContain("discussion");
  expect(subjects()).toEqual([DISCUSSED, "docs(codebase): map app"]);
  rmSync(lock);
  const third = await run();
  expect([third.report, third.asked[0]]).toMatchObject([{ status: "completed" }, "executor"]);
  expect(subjects().slice(0, 3)).toEqual([DISCUSSED, "docs(codebase): map app", PLANNED]);
  expect(marks(planning)).toEqual([]);
});

it("what a person has written stays theirs: a CONTEXT.md and plans that are there already are not committed for them", async () => {
  const { planning, subjects, create, run } = product();
  await create();
  writeFiles(planning(), { [`${PHASE}/01-CONTEXT.md`]: CONTEXT.replace(" (assumed)", ""), [`${PHASE}/01-01-PLAN.md`]: PLAN, [`${PHASE}/01-VALIDATION.md`]: VALIDATION });
  await run({ role: "executor" });
  expect(subjects()).toEqual(["docs(codebase): map app"]);
});

it("a discussion that a person began, whose end was cut off between its files, is brought to its end and committed, once", async () => {
  const { planning, subjects, create, run } = product();
  await create();
  const question = { id: "Q-01", topic: "Where", question: "Where is it?", why: "It is read.", options: [{ label: "Here", consequence: "near", recommended: true }, { label: "There", consequence: "far", recommended: false }], answer: { type: "words", text: "At home" } };
  const checkpoint = `${JSON.stringify({ dgs: 1, phase: "01", domain: "It", questions: [question], canonical_refs: [], code_context: [] })}\n`;
  const context = "# C\n\n<decisions>\n- **D-01:** Where is it? At home\n</decisions>\n";
  const at = `${PHASE}/01-DISCUSS-CHECKPOINT.json`;
  const marker = "What was written here is not committed yet; the next run commits it.\n";
  writeFiles(planning(), { [at]: checkpoint, [`${PHASE}/.discussion-not-committed`]: marker, [`${PHASE}/01-CONTEXT.md`]: context });
  writeFiles(planning(), { ".changes-in-progress.json": `${JSON.stringify({ purpose: "dgs discuss-phase 1", done: 1, changes: [{ type: "create", path: `${PHASE}/.discussion-not-committed`, text: marker }, { type: "create", path: `${PHASE}/01-CONTEXT.md`, text: context }, { type: "delete", path: at, before: checkpoint }] })}\n` });
  const { asked } = await run({ role: "planner" });
  expect(asked).not.toContain("discussion");
  expect([existsSync(planning(at)), existsSync(planning(".changes-in-progress.json")), readFileSync(planning(`${PHASE}/01-CONTEXT.md`), "utf8")]).toEqual([false, false, context]);
  expect(subjects()[0]).toBe(DISCUSSED);
  expect(subjects().filter((each) => each === DISCUSSED)).toHaveLength(1);
});

it("a rollback in the checkout takes the commits back and spares every planning file", async () => {
  const { repo, planning, create, run } = product({ git: { worktrees: false } });
  await create();
  await run({ role: "verifier" });
  const texts = (): string[] => ["01-CONTEXT.md", "01-RESEARCH.md", "01-01-PLAN.md", "01-VALIDATION.md"].map((name) => readFileSync(planning(PHASE, name), "utf8"));
  const before = texts();
  const { ports, place } = createTestPorts(repo, createScriptedAgents(good));
  const preview = await previewRollback(ports, place, { version: "v1" });
  if (isRefusal(preview)) throw new Error(`${preview.code}: ${preview.message}`);
  const end = await rollbackJob(ports, place, { version: "v1", preview });
  if (isRefusal(end)) throw new Error(`${end.code}: ${end.message}`);
  expect(gitOf(repo, ["log", "--format=%s"]).trim()).toBe("Start");
  expect([texts(), existsSync(join(repo, "01.txt"))]).toEqual([before, false]);
});

it("of a product of several repos the commits go where the planning folder is, and into no code repo; a planning folder in no repository needs none", async () => {
  for (const isRepo of [true, false]) {
    const root = join(folder, String(isRepo), "product");
    const files = { "REPOS.md": "# Repos\n\n| Name | Path |\n|---|---|\n| api | ../api |\n| web | ../web |\n", ...FILES, "config.json": '{ "model_profile": "budget" }' };
    const inFolder = Object.fromEntries(Object.entries(files).map(([name, text]) => [`.planning/${name}`, text]));
    for (const name of ["api", "web"]) makeRepo(join(folder, String(isRepo), name), { "README.md": `# ${name}\n` });
    if (isRepo) makeRepo(root, inFolder);
    else writeFiles(root, inFolder);
    const planning = (...path: string[]): string => join(root, ".planning", ...path);
    const { create, run, subjects } = createTroubledJob({ root, repo: root, good, check: false });
    await create();
    await run({ role: "executor" });
    expect(existsSync(planning(PHASE, "01-01-PLAN.md"))).toBe(true);
    expect(marks(planning)).toEqual([]);
    if (isRepo) expect(subjects().filter((subject) => subject === DISCUSSED || subject === PLANNED)).toEqual([DISCUSSED, PLANNED]);
    for (const name of ["api", "web"]) expect(gitOf(join(folder, String(isRepo), name), ["log", "--all", "--format=%s"]).trim()).toBe("Start");
  }
});
