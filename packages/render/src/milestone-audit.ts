import type { MilestoneAuditReport } from "@dgs/runtime";
import { clip, plainText } from "./plain-text.js";
import type { View } from "./view.js";

const TITLES = { passed: "Passed", gaps_found: "Gaps Found", human_needed: "Needs a Person", tech_debt: "Passed With Tech Debt" } as const;

/** Renders what the audit of a milestone came to: scores, gaps, what waits for a person, tech debt. */
export function renderMilestoneAudit(report: MilestoneAuditReport, { paint, pathOf }: View): string {
  const { status, gaps, humanNeeded, techDebt, scores } = report;
  const isGood = report.exit === "ok";
  return [
    paint("bold", paint(isGood ? "green" : "yellow", `Milestone ${plainText(report.version)}: ${TITLES[status]}`)),
    "",
    ...Object.entries(scores).map(([name, score]) => `${plainText(name)}: ${plainText(score)}`),
    ...section("Tests that have not passed", report.tests.filter(({ standing }) => standing !== "passed").map(({ command, repo, standing, said, number }) => `${clip(plainText(command), 200)}${repo === undefined ? "" : plainText(` in ${repo}`)}: ${standing} (${clip(plainText(said), 300)}; test ${String(number)} of the log)`)),
    ...section("Gaps", gaps.map(({ id, phase, text }) => `${plainText(id)}${phase === undefined ? "" : ` (phase ${plainText(phase)})`}: ${clip(plainText(text), 400)}`)),
    ...section("For a person", humanNeeded.map((item) => clip(plainText(item), 400))),
    ...section("Tech debt", techDebt.flatMap(({ phase, items }) => items.map((item) => `${phase === "" ? "" : `phase ${plainText(phase)}: `}${clip(plainText(item), 300)}`))),
    "",
    `Report: ${plainText(pathOf(report.path))}`,
    `Test log: ${plainText(pathOf(report.log))}`,
    ...(report.planningCommit === undefined ? [] : [`Planning files: ${plainText(report.planningCommit)}`]),
  ].join("\n");

  function section(title: string, lines: readonly string[]): string[] {
    return lines.length === 0 ? [] : ["", paint("bold", title), ...lines.map((line) => `  - ${line}`)];
  }
}
