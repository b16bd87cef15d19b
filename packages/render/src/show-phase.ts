import type { LastAuditReport, PlanResultReport, ShowPhaseReport } from "@dgs/runtime";
import { clip, plainText } from "./plain-text.js";
import { renderProblems } from "./problems.js";
import type { View } from "./view.js";
import { count, phaseTitle, STANDINGS } from "./waves.js";

const STATUSES = { unplanned: "not planned yet", planned: "planned", partial: "under way", executed: "executed, not verified", complete: "complete" } as const;

/** Renders how a phase stands: plans by wave, what waits for a person, what was verified, the gaps of its last audit. */
export function renderShowPhase(report: ShowPhaseReport, view: View): string {
  const { paint, pathOf } = view;
  const { phase, name, goal, folder, version, status, plans, superseded } = report;
  return [
    paint("bold", `${phaseTitle(phase, name)} — ${paint(status === "complete" ? "green" : "yellow", STATUSES[status])}`),
    paint("dim", plainText(`${version}${folder === undefined ? ", no folder yet" : `, ${pathOf(folder)}`}`)),
    ...(goal === undefined ? [] : [`Goal: ${clip(plainText(goal), 400)}`]),
    "",
    plans.total === 0 ? "It has no plans yet." : `${String(plans.done)} of ${count(plans.total, "plan")} done`,
    ...report.waves.flatMap((wave) => ["", paint("bold", `Wave ${String(wave.number)}`), ...wave.plans.flatMap((plan) => renderPlan(plan, view))]),
    ...(superseded.length === 0 ? [] : ["", `Given up: ${superseded.map(plainText).join(", ")}`]),
    ...renderWaiting(report, view),
    ...renderVerification(report, view),
    ...(report.audit === undefined ? [] : renderAudit(report.audit, view)),
    ...renderProblems(report.problems, view),
  ].join("\n");
}

function renderPlan({ id, name, standing, builds, checkpoint, comesAfter, declaredWave, oneLiner, error, issues }: PlanResultReport, { paint }: View): string[] {
  const notes = [
    ...(checkpoint ? ["may stop for a person"] : []),
    ...(comesAfter.length === 0 ? [] : [`after ${comesAfter.map(plainText).join(", ")}`]),
    ...(declaredWave === undefined ? [] : [`declares wave ${String(declaredWave)}`]),
  ];
  const says = oneLiner ?? (builds === name ? undefined : builds);
  return [
    `  ${plainText(id)}: ${clip(plainText(name), 100)}  ${paint(standing === "complete" ? "green" : standing === "failed" ? "red" : "yellow", STANDINGS[standing])}${notes.length === 0 ? "" : paint("dim", `  (${notes.join("; ")})`)}`,
    ...(says === undefined || says === "" ? [] : [`       ${clip(plainText(says), 300)}`]),
    ...(error === undefined ? [] : [`       ${paint("red", clip(plainText(error), 400))}`]),
    ...(issues === undefined ? [] : [`       issues: ${clip(plainText(issues), 300)}`]),
  ];
}

function renderWaiting({ waiting, phase }: ShowPhaseReport, { paint }: View): string[] {
  return waiting.length === 0 ? [] : ["", paint("yellow", "Waits for a person"), ...waiting.map(({ what, plan, kind }) => (what === "approval" ? `  - phase ${plainText(phase)}: its approval` : `  - plan ${plainText(plan ?? phase)}: ${plainText(kind ?? "checkpoint")}`))];
}

function renderVerification({ verification }: ShowPhaseReport, { paint, pathOf }: View): string[] {
  if (verification === undefined) return [];
  const { status, score, path, gaps, human } = verification;
  return [
    "",
    `${paint("bold", "Verification:")} ${plainText(status)}${score === undefined ? "" : `, ${plainText(score)}`} ${paint("dim", `(${plainText(pathOf(path))})`)}`,
    ...gaps.flatMap(({ truth, reason, missing }) => [`  - ${clip(plainText(truth), 300)}${reason === undefined ? "" : `: ${clip(plainText(reason), 300)}`}`, ...missing.map((item) => `      missing: ${clip(plainText(item), 200)}`)]),
    ...human.map(({ test }) => `  - for a person: ${clip(plainText(test), 300)}`),
  ];
}

function renderAudit({ path, status, verdict, gaps, humanNeeded, plans, unplanned }: LastAuditReport, { paint, pathOf }: View): string[] {
  return [
    "",
    `${paint("bold", "Last audit:")} ${verdict ?? status} ${paint("dim", `(${plainText(pathOf(path))})`)}`,
    ...gaps.flatMap(({ id, truth, severity, source, why, rootCause }) => [
      `  ${plainText(id)} ${clip(plainText(truth), 300)}  (${plainText(severity)}, ${source})`,
      ...(why === undefined ? [] : [`       ${clip(plainText(why), 400)}`]),
      ...(rootCause === undefined ? [] : [`       cause: ${clip(plainText(rootCause), 400)}`]),
    ]),
    ...humanNeeded.map((item) => `  - for a person: ${clip(plainText(item), 300)}`),
    ...(unplanned === undefined ? [] : [`  No plan that closes them was taken: ${clip(plainText(unplanned), 400)}`]),
    ...(plans.length === 0 ? [] : [`  Plans that close the gaps: ${plans.map(({ id, done }) => `${plainText(id)}${done ? " (done)" : ""}`).join(", ")}`]),
  ];
}
