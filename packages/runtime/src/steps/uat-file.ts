import { type NewUatGap, type NewUatTest, phaseFilePath, type PlanningPath, readUat, renderUat, type Uat, type UatChange, uatEdits, type UatGapChange, type UatTest, type UatTestChange } from "@dgs/core";
import type { StepContext } from "./context.js";
import type { WorkFailure } from "../work/context.js";
import type { PhaseInFolder } from "./find-phase.js";
import { putFile } from "../work/put-file.js";
import type { CommandOutcome } from "../work/run-command.js";
import { writeUatLog } from "./uat-log-file.js";
import { writeFiles } from "../work/write-files.js";

/** What an audit writes down. */
export interface UatRecord {
  readonly status: "passed" | "human_needed" | "gaps_found" | "diagnosed";
  /** Commands that were run now. */
  readonly outcomes: readonly CommandOutcome[];
  /** What is missing without a command having failed. */
  readonly structural: readonly string[];
}

/** The test commands that the UAT file has a result for. */
export function recordedCommands(context: StepContext, found: PhaseInFolder): { readonly passed: readonly string[]; readonly failed: readonly string[] } {
  const uat = readExisting(context, uatPath(found))?.uat;
  const commands = (results: readonly UatTest["result"][]): string[] => (uat?.tests ?? []).flatMap((test) => (test.command !== undefined && results.includes(test.result) ? [test.command] : []));
  return { passed: commands(["pass"]), failed: commands(["issue", "blocked"]) };
}

/** Writes the results into the phase's UAT file and what was printed into its log; results of people stay as they are. */
export async function writeUat(context: StepContext, found: PhaseInFolder, record: UatRecord): Promise<WorkFailure | undefined> {
  const path = uatPath(found);
  const existing = readExisting(context, path);
  const now = context.ports.clock.now();
  const numbers = numberCommands(existing?.uat, record.outcomes);
  // The log goes first: the UAT file is what the next audit goes by, so nothing may be missing once it is written.
  const logged = await writeUatLog(context, found, record.outcomes, numbers);
  if (logged !== undefined) return logged;
  if (existing === undefined) {
    const tests = record.outcomes.map(newTest);
    const gaps = newGaps(record, numbers, []);
    const text = renderUat({ phase: phaseName(found), status: record.status, source: found.phase.plans.flatMap((plan) => nameOf(plan.summary)), started: now, updated: now, tests, gaps });
    return writeFiles(context, putFile(context, path, text));
  }
  const edits = uatEdits(existing.text, changeOf(existing.uat, record, numbers, now));
  return edits.length === 0 ? undefined : writeFiles(context, [{ type: "edit", path, before: existing.text, edits }]);
}

/** The number that each command has in the UAT file, or gets there. */
function numberCommands(uat: Uat | undefined, outcomes: readonly CommandOutcome[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const test of uat?.tests ?? []) if (test.command !== undefined && !numbers.has(test.command)) numbers.set(test.command, test.number);
  let next = (uat?.tests ?? []).reduce((most, test) => Math.max(most, test.number), 0) + 1;
  for (const { command } of outcomes) if (!numbers.has(command)) numbers.set(command, next++);
  return numbers;
}

function uatPath(found: PhaseInFolder): PlanningPath {
  return found.folder.documents.UAT ?? phaseFilePath(found.folder.path, found.phase.number, "UAT");
}

function readExisting(context: StepContext, path: PlanningPath): { readonly text: string; readonly uat: Uat } | undefined {
  const text = context.ports.files.read(path);
  return typeof text === "string" ? { text, uat: readUat(text, path) } : undefined;
}

function changeOf(uat: Uat, record: UatRecord, numbers: ReadonlyMap<string, number>, updated: string): UatChange {
  const known = record.outcomes.flatMap((outcome) => uat.tests.filter((test) => test.command === outcome.command).slice(0, 1).map((test) => ({ outcome, test })));
  const fresh = record.outcomes.filter((outcome) => !known.some((each) => each.outcome === outcome));
  return {
    status: record.status,
    updated,
    tests: known.map(({ outcome, test }) => testChange(outcome, test.number)),
    newTests: fresh.map(newTest),
    gaps: resolvedGaps(uat, record),
    newGaps: newGaps(record, numbers, uat.gaps),
  };
}

const passed = (outcome: CommandOutcome): boolean => outcome.outcome === "passed";

function testChange(outcome: CommandOutcome, number: number): UatTestChange {
  return { number, result: passed(outcome) ? "pass" : "issue", exit: outcome.exit ?? null, reported: passed(outcome) ? null : outcome.said, severity: passed(outcome) ? null : "major" };
}

function newTest(outcome: CommandOutcome): NewUatTest {
  return {
    name: `Test command ${outcome.command}`,
    expected: "exit 0",
    result: passed(outcome) ? "pass" : "issue",
    command: outcome.command,
    ...(outcome.exit === undefined ? {} : { exit: outcome.exit }),
    ...(passed(outcome) ? {} : { reported: outcome.said, severity: "major" }),
  };
}

/** Gaps of commands that pass now, and of structure that is not missing any more. */
function resolvedGaps(uat: Uat, record: UatRecord): UatGapChange[] {
  const green = new Set(record.outcomes.filter(passed).map((outcome) => outcome.command));
  const mended = (gap: Uat["gaps"][number]): boolean => {
    if (gap.source === "structural_verification") return !record.structural.includes(gap.truth);
    const test = uat.tests.find((each) => each.number === gap.test);
    return test?.command !== undefined && green.has(test.command);
  };
  return uat.gaps.flatMap((gap) => (gap.id !== undefined && gap.status !== "resolved" && mended(gap) ? [{ id: gap.id, status: "resolved" }] : []));
}

function newGaps(record: UatRecord, numbers: ReadonlyMap<string, number>, existing: Uat["gaps"]): NewUatGap[] {
  const open = existing.filter((gap) => gap.status !== "resolved");
  const failures = record.outcomes.filter((outcome) => !passed(outcome)).flatMap((outcome) => {
    const test = numbers.get(outcome.command);
    return test === undefined || open.some((gap) => gap.test === test) ? [] : [{ truth: `\`${outcome.command}\` passes`, reason: outcome.said, severity: "major", test, source: "test_execution" }];
  });
  const structural = record.structural.filter((truth) => !open.some((gap) => gap.truth === truth)).map((truth) => ({ truth, severity: "major", source: "structural_verification", gapType: "structural" }));
  const used = existing.flatMap((gap) => Number(/^G-(\d+)$/.exec(gap.id ?? "")?.[1] ?? 0));
  const first = Math.max(0, ...used) + 1;
  return [...failures, ...structural].map((gap, index): NewUatGap => ({ id: `G-${String(first + index).padStart(2, "0")}`, status: "failed", ...gap }));
}

function phaseName(found: PhaseInFolder): string {
  return found.folder.path.slice(found.folder.path.lastIndexOf("/") + 1);
}

function nameOf(path: PlanningPath | undefined): string[] {
  return path === undefined ? [] : [path.slice(path.lastIndexOf("/") + 1)];
}
