import type { UatTestReport, VerifyWorkReport } from "@dgs/runtime";
import { clip, plainText } from "./plain-text.js";
import type { View } from "./view.js";

/** Renders `dgs verify-work`: what was answered, what is open, the issues. */
export function renderVerifyWork(report: VerifyWorkReport, { paint, pathOf }: View): string {
  const { phase, name, totals, open, issues, answered, auto, diagnosis, path } = report;
  const colour = report.exit === "ok" ? "green" : report.exit === "gaps" ? "red" : "yellow";
  const counts = [`${String(totals.passed)} passed`, `${String(totals.issues)} with issues`, `${String(totals.skipped)} skipped`, `${String(totals.open)} open`].join(", ");
  return [
    `${paint("bold", `Phase ${plainText(phase)}: ${clip(plainText(name), 100)}`)}  ${paint(colour, plainText(report.status))}`,
    `${String(totals.total)} tests: ${counts}`,
    ...(auto && answered.length > 0 ? [paint("yellow", `Passed without a test: ${answered.map(({ number }) => String(number)).join(", ")}`)] : []),
    ...listed("Issues", issues, ({ reported, severity }) => [severity, reported]),
    ...listed("Open", open, ({ result, blockedBy, reason }) => [result, blockedBy, reason]),
    ...(diagnosis === undefined ? [] : ["", "plans" in diagnosis ? `Diagnosed: the gaps are closed by ${diagnosis.plans.length === 1 ? "plan" : "plans"} ${plainText(diagnosis.plans.join(", "))}` : paint("red", `Not diagnosed: ${clip(plainText(diagnosis.error), 600)}`)]),
    "",
    paint("dim", `Kept in ${plainText(pathOf(path))}`),
  ].join("\n");
}

function listed(title: string, tests: readonly UatTestReport[], more: (test: UatTestReport) => readonly (string | undefined)[]): string[] {
  if (tests.length === 0) return [];
  return ["", `${title}:`, ...tests.map((test) => {
    const said = more(test).filter((part) => part !== undefined).map(plainText).join(": ");
    return `  ${String(test.number)}. ${clip(plainText(test.name), 100)}${said === "" ? "" : `  (${clip(said, 300)})`}`;
  })];
}
