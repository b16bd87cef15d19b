import type { SubmitReport } from "@dgs/runtime";
import { findingLine } from "./plan-finding.js";
import { plainText } from "./plain-text.js";
import type { View } from "./view.js";
import { count, phaseTitle } from "./waves.js";

const OUTCOMES = { written: "handed in", fits: "fits: nothing was written yet", refused: "refused: nothing was written", there: "is there already, and says the same" } as const;
const CHANGES = { create: "new", replace: "replaced", same: "as it was", none: "not written" } as const;

/** Renders what was found in planning files that were handed in, and what became of them. */
export function renderSubmit(report: SubmitReport, { paint, pathOf }: View): string {
  const { phase, name, outcome, dryRun, files, findings, corrections, finished, planningCommit } = report;
  const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ["", paint("bold", title), ...lines]);
  const blockers = findings.filter(({ severity }) => severity === "blocker");
  const warnings = findings.filter(({ severity }) => severity === "warning");
  const word = outcome === "written" || !dryRun ? CHANGES : { ...CHANGES, create: "would be new", replace: "would be replaced" };
  return [
    `${paint("bold", phaseTitle(phase, name))}  ${paint(outcome === "refused" ? "red" : "green", OUTCOMES[outcome])}`,
    ...(finished === undefined ? [] : [`Brought to its end first: ${plainText(finished)}`]),
    ...section("Files", files.map(({ name: own, path, change }) => `  ${plainText(path === undefined ? own : pathOf(path))}  ${word[change]}`)),
    ...section(count(blockers.length, "blocker"), blockers.map((finding) => findingLine(finding, paint))),
    ...section("Warnings", warnings.map((finding) => findingLine(finding, paint))),
    ...section(dryRun ? "Waves that would be mended" : "Waves that were mended", corrections.map(({ plan, from, to }) => `  ${plainText(plan)}  ${from === undefined ? "?" : String(from)} → ${String(to)}`)),
    ...(outcome === "refused" ? ["", "Mend what is found and hand all of it in again."] : outcome === "fits" ? ["", "Hand the same in without a dry run, and it is written."] : []),
    ...(planningCommit === undefined ? [] : ["", paint("dim", `Planning files: ${plainText(planningCommit)}`)]),
  ].join("\n");
}
