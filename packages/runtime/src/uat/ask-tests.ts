import { type CancelSignal, isPersonsTest, type PlanningPath, type Uat, type UatAnswer, type UatTest } from "@dgs/core";
import type { UatTestReport } from "../commands/verify-work-reports.js";
import { fileRefusal, isRefusal, type Refusal } from "../refusal.js";
import type { PhaseInFolder } from "../steps/find-phase.js";
import type { UatContext } from "./context.js";
import { openUat } from "./open-uat.js";
import { readNow, recordAnswer } from "./record-answer.js";
import { reportTest } from "./report-test.js";
import { settleStatus } from "./settle-status.js";

/** A test that a person is asked about. */
export interface UatQuestionAsked extends UatTestReport {
  readonly phase: string;
  /** Which of the tests that are asked in this run, from 1. */
  readonly turn: number;
  readonly of: number;
}

/** How far the tests of a phase are after a run. */
export interface Tested {
  readonly path: PlanningPath;
  readonly uat: Uat;
  /** Tests that are new in the file. */
  readonly added: number;
  /** What has got its answer in this run. */
  readonly answered: readonly UatTest[];
}

/** Who is asked, and what. */
export interface Asking {
  readonly ask: (question: UatQuestionAsked) => Promise<UatAnswer | undefined>;
  readonly again: boolean;
  readonly signal: CancelSignal;
}

/** Asks for every test that is open, one after the other, and writes down each answer before the next question. */
export async function askTests(context: UatContext, found: PhaseInFolder, asking: Asking): Promise<Tested | Refusal> {
  const opened = openUat(context, found);
  if (isRefusal(opened)) return opened;
  const written = opened.change === undefined ? "written" : await context.ports.files.write([opened.change]);
  if (written !== "written") return fileRefusal(written);
  const { path, added } = opened;
  const wanted = opened.uat.tests.filter((test) => isAsked(test, asking.again)).map(({ number }) => number);
  const answered: number[] = [];
  for (const [index, number] of wanted.entries()) {
    const end = await askOne(context, { found, path }, number, { ...asking, turn: index + 1, of: wanted.length });
    if (end === "stop") break;
    if (isRefusal(end)) return end;
    if (end === "answered") answered.push(number);
  }
  const settled = await settleStatus(context, path);
  return isRefusal(settled) ? settled : { path, added, uat: settled, answered: answered.flatMap((number) => settled.tests.filter((test) => test.number === number)) };
}

async function askOne(context: UatContext, target: { readonly found: PhaseInFolder; readonly path: PlanningPath }, number: number, asking: Asking & { readonly turn: number; readonly of: number }): Promise<"answered" | "passed-over" | "stop" | Refusal> {
  // The file may have got another answer meanwhile, by hand or from another terminal.
  const before = readNow(context, target.path);
  if (isRefusal(before)) return before;
  const test = before.uat.tests.find((each) => each.number === number);
  if (test === undefined || !isAsked(test, asking.again)) return "passed-over";
  if (asking.signal.aborted) return "stop";
  const answer = await asking.ask({ ...reportTest(test), phase: target.found.label, turn: asking.turn, of: asking.of });
  if (answer === undefined) return "stop";
  const recorded = await recordAnswer(context, target, test, answer);
  return isRefusal(recorded) ? recorded : "answered";
}

function isAsked(test: UatTest, again: boolean): boolean {
  return isPersonsTest(test) && (again ? test.result !== "pass" : !["pass", "issue", "skipped"].includes(test.result));
}
