import type { Audit, AuditStep } from "./types.js";
import { isGreen } from "./verdict.js";

/** The runs of a test command in the tree of the phase that did not pass, in their order. */
export function redRunsOf({ steps }: Pick<Audit, "steps">, test: number): readonly AuditStep[] {
  return steps.filter((step) => step.test === test && (step.stage === "test" || step.stage === "test again") && step.outcome !== undefined && !isGreen(step.outcome));
}

/** What fails now: every test that failed in any run, by name; `undefined` where a run does not name all of them. */
export function failingNow(audit: Pick<Audit, "steps">, test: number): readonly string[] | undefined {
  const runs = redRunsOf(audit, test).map(({ failing }) => failing);
  return runs.length === 0 || runs.includes(undefined) ? undefined : [...new Set(runs.flatMap((names) => names ?? []))].sort();
}

/** What the base says of a command: the names that are new, and those that failed before; absent where nobody compared names. */
export function baseOfTest({ steps }: Pick<Audit, "steps">, test: number): Pick<AuditStep, "note" | "fresh" | "old"> | undefined {
  return steps.findLast((step) => step.stage === "test on base" && step.test === test && step.status === "completed");
}

/** What the last run said, and then what the base said of it. */
export function whyOf(audit: Pick<Audit, "steps">, test: number): string | undefined {
  const said = [redRunsOf(audit, test).at(-1)?.note, baseOfTest(audit, test)?.note].filter((each) => each !== undefined);
  return said.length === 0 ? undefined : said.join("; ");
}

/** Which tests failed before the phase, as it goes behind a sentence; empty where they have no names. */
export function oldFailures(audit: Pick<Audit, "steps">, test: number): string {
  const names = baseOfTest(audit, test)?.old ?? [];
  return names.length === 0 ? "" : `: ${namesInWords(names)}`;
}

/** A list for people: the first names, and how many more there are. */
export function namesInWords(names: readonly string[]): string {
  const [shown, more] = [names.slice(0, SHOWN), names.length - SHOWN];
  return `${shown.join(", ")}${more > 0 ? ` and ${String(more)} more` : ""}`;
}

const SHOWN = 5;
