import type { AuditGapReport, AuditPhaseReport, AuditTestReport } from "@dgs/runtime";
import { clip, plainText } from "./plain-text.js";
import type { View } from "./view.js";
import { phaseTitle } from "./waves.js";

const TITLES = { passed: "Passed", human_needed: "Needs a Person", gaps_found: "Gaps Found", diagnosed: "Gaps Diagnosed" } as const;

/** Renders what the audit of a phase came to: every test with its standing, gaps with their places, the gate, what waits for a person, files. */
export function renderAuditPhase(report: AuditPhaseReport, { paint, pathOf }: View): string {
  const { phase, name, status, tests, gaps, gate, humanNeeded, plans, unplanned, files, planningCommit } = report;
  const colour = report.exit === "ok" ? "green" : report.exit === "gaps" ? "red" : "yellow";
  const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ["", paint("bold", title), ...lines]);
  return [
    paint("bold", paint(colour, `${phaseTitle(phase, name)} — ${TITLES[status]}`)),
    ...section("Tests", tests.map(testLine)),
    ...section("Gaps", gaps.flatMap(gapLines)),
    ...section(`Gate: ${gate.standing}`, gate.changes.map(({ path, text, severity }) => `  - ${plainText(path)}: ${clip(plainText(text), 300)}${severity === "person" ? paint("yellow", " (for a person)") : ""}`)),
    ...section("For a person", humanNeeded.map((item) => `  - ${clip(plainText(item), 400)}`)),
    ...section("Plans that close the gaps", plans.map((plan) => `  - ${plainText(plan)}`)),
    ...section("No plan closes the gaps", unplanned === undefined ? [] : [`  ${clip(plainText(unplanned), 600)}`]),
    ...section("Files", files.map((file) => `  ${plainText(pathOf(file))}`)),
    ...(planningCommit === undefined ? [] : ["", `Planning files: ${plainText(planningCommit)}`]),
  ].join("\n");

  function testLine({ number, command, repo, standing, runs, reason, origin }: AuditTestReport): string {
    const isGood = standing === "passed";
    const why = reason === undefined ? "" : `: ${clip(plainText(reason), 300)}`;
    return `  ${String(number)}. ${clip(plainText(command), 100)}${repo === undefined ? "" : plainText(` in ${repo}`)}  ${paint(isGood ? "green" : "yellow", runs === 0 && isGood ? "skipped" : standing)}${why}${isGood ? "" : paint("dim", `  (${plainText(origin)})`)}`;
  }

  function gapLines({ id, truth, severity, source, why, files: about, rootCause }: AuditGapReport): string[] {
    const where = about.filter((file) => why?.startsWith(file) !== true);
    return [
      `  ${plainText(id)} ${clip(plainText(truth), 300)}  (${plainText(severity)}, ${source})`,
      ...(why === undefined ? [] : [`       ${clip(plainText(why), 400)}`]),
      ...(where.length === 0 ? [] : [`       ${clip(where.map(plainText).join(", "), 300)}`]),
      ...(rootCause === undefined ? [] : [`       cause: ${clip(plainText(rootCause), 400)}`]),
    ];
  }
}
