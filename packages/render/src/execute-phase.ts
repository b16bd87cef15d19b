import type { ExecutePhaseReport } from "@dgs/runtime";
import type { Paint } from "./paint.js";
import { clip, plainText } from "./plain-text.js";
import type { View } from "./view.js";
import { renderProblems } from "./problems.js";
import { renderTable } from "./table.js";
import { count, phaseTitle, STANDINGS } from "./waves.js";

/** Renders how a phase stands after a run: waves, plans, what was verified. (Seed 004, "aggregate_results", "offer_next") */
export function renderExecutePhase(report: ExecutePhaseReport, view: View): string {
  const { paint } = view;
  return [
    ...(report.nothingToDo ? [`No matching incomplete plans: ${phaseTitle(report.phase, report.name)} has ${count(report.plans.total, "plan")}, ${String(report.plans.done)} done.`] : renderAggregate(report, paint)),
    ...renderWaiting(report, paint),
    ...renderRoute(report, view),
    ...(report.planningCommit === undefined ? [] : ["", `Planning files: ${plainText(report.planningCommit)}`]),
    ...renderProblems(report.problems, view),
    ...renderWhatFollows(report, paint),
  ].join("\n");
}

function renderAggregate(report: ExecutePhaseReport, paint: Paint): string[] {
  const results = report.waves.flatMap((wave) => wave.plans);
  const executed = report.waves.filter((wave) => wave.plans.some((plan) => plan.standing !== "open" && plan.standing !== "blocked"));
  const isGood = report.exit === "ok";
  const word = report.status === "completed" ? "Execution Complete" : report.paused === true ? "Execution Paused as asked" : report.exit === "cancelled" ? "Execution Stopped" : report.status === "waiting" ? "Execution Waits" : "Execution Halted";
  return [
    paint("bold", paint(isGood ? "green" : "yellow", `${phaseTitle(report.phase, report.name)} ${word}`)),
    "",
    `Waves executed: ${String(executed.length)}`,
    `Plans completed: ${String(report.plans.done)} of ${String(report.plans.total)}`,
    ...(report.waves.length === 0 ? [] : ["", paint("bold", "Wave Summary"), "", ...renderTable(["Wave", "Plans", "Status"], waveRows(report))]),
    ...(results.length === 0 ? [] : ["", paint("bold", "Plan Details"), "", ...results.map((plan, index) => `${String(index + 1)}. ${plainText(plan.id)}: ${clip(plainText(plan.oneLiner ?? STANDINGS[plan.standing]), 300)}`)]),
    "",
    paint("bold", "Issues Encountered"),
    "",
    ...(report.issues.length + report.failures.length === 0 ? ["None"] : [...report.failures.map((failure) => `- ${paint("red", plainText(failure.stage))}: ${clip(plainText(failure.error), 600)}`), ...report.issues.map((issue) => `- ${clip(plainText(issue), 400)}`)]),
  ];
}

function waveRows({ waves }: ExecutePhaseReport): string[][] {
  const words = { complete: "✓ Complete", failed: "✗ Failed", waiting: "… Waits for a person", partial: "… Not finished" };
  return waves.flatMap(({ number, standing, plans }) => {
    const answered = plans.filter((plan) => plan.checkpoints > 0 && plan.standing === "complete").map((plan) => plainText(plan.id));
    return [[String(number), plans.map((plan) => plainText(plan.id)).join(", "), words[standing]], ...(answered.length === 0 ? [] : [["CP", answered.join(", "), "✓ Verified"]])];
  });
}

function renderWaiting({ waiting, phase }: ExecutePhaseReport, paint: Paint): string[] {
  const checkpoints = waiting.filter((each) => each.what === "checkpoint");
  return checkpoints.length === 0 ? [] : ["", paint("yellow", "For a person to answer"), ...checkpoints.map((each) => `  - plan ${plainText(each.plan ?? phase)}: ${plainText(each.kind ?? "checkpoint")}`)];
}

/** The three routes of a verification. (Seed 004, "verify_phase_goal") */
function renderRoute(report: ExecutePhaseReport, view: View): string[] {
  const { verification } = report;
  if (report.status !== "completed" && report.waiting.every((each) => each.what !== "approval")) return [];
  const { verdict } = report;
  if (verdict === undefined) return [];
  switch (verdict) {
    case "passed":
      return ["", view.paint("green", `✓ Phase goal verified${verification?.score === undefined ? "" : `: ${plainText(verification.score)}`}`)];
    case "human_needed":
      return renderHuman(report, view);
    case "gaps_found":
      return renderGaps(report, view);
    case "off":
      return ["", "Verification is switched off (workflow.verifier)."];
  }
}

function renderHuman({ phase, name, verification }: ExecutePhaseReport, { paint }: View): string[] {
  const checks = verification?.human ?? [];
  return [
    "",
    paint("bold", paint("green", `✓ ${phaseTitle(phase, name)} — Human Verification Required`)),
    "",
    `All automated checks passed. ${count(checks.length, "item")} need${checks.length === 1 ? "s" : ""} human testing:`,
    "",
    paint("bold", "Human Verification Checklist"),
    "",
    ...checks.flatMap((check) => [`- [ ] ${clip(plainText(check.test), 300)}`, ...(check.expected === undefined ? [] : [`      expected: ${clip(plainText(check.expected), 300)}`]), ...(check.why === undefined ? [] : [`      why a person: ${clip(plainText(check.why), 300)}`])]),
    "",
    'After testing: "approved" completes the phase; anything else counts as issues, and leads to plans that close them.',
  ];
}

function renderGaps({ phase, name, verification }: ExecutePhaseReport, { paint, pathOf }: View): string[] {
  const gaps = verification?.gaps ?? [];
  return [
    "",
    paint("bold", paint("yellow", `⚠ ${phaseTitle(phase, name)} — Gaps Found`)),
    "",
    ...(verification?.score === undefined ? [] : [`Score: ${plainText(verification.score)}`]),
    ...(verification === undefined ? [] : [`Report: ${plainText(pathOf(verification.path))}`]),
    "",
    paint("bold", "What's Missing"),
    "",
    ...(gaps.length === 0 ? ["- the report names nothing"] : gaps.flatMap((gap) => [`- ${clip(plainText(gap.truth), 300)}${gap.reason === undefined ? "" : `: ${clip(plainText(gap.reason), 300)}`}`, ...gap.missing.map((item) => `    missing: ${clip(plainText(item), 200)}`)])),
  ];
}

/** The milestone that is complete, or the phase that the next command is about. */
function renderWhatFollows(report: ExecutePhaseReport, paint: Paint): string[] {
  const phase = report.next?.phase;
  return [
    ...(report.milestoneComplete ? ["", paint("bold", paint("green", "MILESTONE COMPLETE!")), `All ${count(report.phases.total, "phase")} executed.`] : []),
    ...(phase === undefined ? [] : ["", paint("bold", phaseTitle(phase.number, phase.name)) + (phase.goal === undefined ? "" : ` — ${clip(plainText(phase.goal), 300)}`)]),
  ];
}
