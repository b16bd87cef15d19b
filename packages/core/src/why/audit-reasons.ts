import { whyOf } from "../audit/failures.js";
import { gapsOf, humanNeededOf, testLabel, testNumbers, testStanding } from "../audit/standing.js";
import { formatAuditStage } from "../audit/stage.js";
import type { Audit, AuditStep } from "../audit/types.js";
import { TEST_VERDICTS } from "../audit/verdict.js";
import type { PlanId } from "../ids/plan-id.js";
import { becauseOf, count, noRunnerReason, reason, runnerReason } from "./reason.js";
import { evidenceOfField, evidenceOfStep, type Seen } from "./seen.js";
import type { Reason, SeenRunner } from "./types.js";

/** What the last audit of a phase says against it; none where it passed. `runner`: who is at work now. */
export function auditReasons(audit: Seen<Audit> | undefined, runner: SeenRunner | undefined): readonly Reason[] {
  if (audit === undefined || audit.state.verdict === "passed") return [];
  const { verdict, finished } = audit.state;
  if (verdict === undefined) return [openAudit(audit, runner)];
  const gaps = gapReasons(audit);
  const says = verdict === "human_needed" ? "its last audit leaves something to a person" : `its last audit found ${count(gapsOf(audit.state).length, "gap")}`;
  return [reason("audit", `${says}${finished === undefined ? "" : ` on ${finished}`}`, evidenceOfField(audit, "verdict"), [...gaps, ...humanReasons(audit), ...planReasons(audit)])];
}

function openAudit(audit: Seen<Audit>, runner: SeenRunner | undefined): Reason {
  const index = audit.state.steps.findIndex((step) => step.status !== "completed");
  const step = audit.state.steps[index];
  const who = runner === undefined ? noRunnerReason() : runnerReason(runner);
  if (step === undefined) return reason("audit", "its audit has not come to a verdict", evidenceOfField(audit, "status"), [who]);
  const stage = formatAuditStage(step).replaceAll("`", "");
  if (step.status === "failed") return reason("audit", `its audit stopped: ${stage} failed${becauseOf(step)}: ${step.error ?? "nothing was said"}`, evidenceOfStep(audit, index, "error"));
  return reason("audit", `its audit is at ${stage}`, evidenceOfStep(audit, index), [who]);
}

/** Each gap at its line, with what showed it: the test with its exit code, the files, the cause. */
function gapReasons(audit: Seen<Audit>): readonly Reason[] {
  return gapsOf(audit.state).map((gap) => {
    const index = audit.state.steps.findIndex((step) => step.stage === "diagnose" && step.gap === gap.gap);
    const test = gap.test === undefined ? [] : testReasons(audit, gap.test);
    const why = gap.why === undefined || gap.test !== undefined ? [] : [reason("gap", gap.why, evidenceOfStep(audit, index, "why"))];
    const cause = gap.rootCause === undefined ? [] : [reason("gap", `its cause: ${gap.rootCause}`, evidenceOfStep(audit, index, "root-cause"))];
    return reason("gap", `${gap.gap ?? "gap"} (${gap.severity}): ${gap.truth} — is not so`, evidenceOfStep(audit, index, "truth"), [...test, ...why, ...cause]);
  });
}

function testReasons(audit: Seen<Audit>, test: number): readonly Reason[] {
  const index = audit.state.steps.findLastIndex((step) => step.test === test && isRun(step) && step.outcome !== undefined && step.outcome !== "passed");
  const step = audit.state.steps[index];
  if (step === undefined) return [];
  const exit = step.exit === undefined ? "" : ` with exit code ${String(step.exit)}`;
  return [reason("test", `${testLabel(audit.state, test)} ended${exit}: ${whyOf(audit.state, test) ?? step.note ?? step.outcome ?? ""}`, evidenceOfStep(audit, index, "exit", "outcome", "note"))];
}

function isRun({ stage }: AuditStep): boolean {
  return stage === "test" || stage === "test again";
}

/** Tests of which only a person can tell what they mean, and what else is left to one. */
function humanReasons(audit: Seen<Audit>): readonly Reason[] {
  const tests = testNumbers(audit.state).filter((test) => TEST_VERDICTS[testStanding(audit.state, test)] === "human_needed");
  const placed = new Map(tests.map((test) => [test, audit.state.steps.findIndex((step) => step.stage === "test" && step.test === test)]));
  const items = humanNeededOf(audit.state);
  return items.map((item) => {
    const test = tests.find((each) => item.startsWith(testLabel(audit.state, each)));
    const index = test === undefined ? audit.state.steps.findIndex((step) => step.human?.includes(item) === true) : (placed.get(test) ?? -1);
    return reason("human-needed", `for a person: ${item}`, index < 0 ? evidenceOfField(audit, "verdict") : evidenceOfStep(audit, index, "human", "outcome"));
  });
}

function planReasons(audit: Seen<Audit>): readonly Reason[] {
  if (audit.state.verdict === "diagnosed") {
    const index = audit.state.steps.findLastIndex((step) => step.stage === "plan fixes" && step.status === "completed");
    const plans: readonly PlanId[] = audit.state.steps[index]?.plans ?? audit.state.waiting;
    return plans.length === 0 ? [] : [reason("plan", `plans that close the gaps were made: ${plans.join(", ")}`, index < 0 ? evidenceOfField(audit, "waiting") : evidenceOfStep(audit, index, "plans"))];
  }
  const index = audit.state.steps.findLastIndex((step) => step.unplanned === "yes");
  return index < 0 ? [] : [reason("plan", `no plan that closes them was taken: ${audit.state.steps[index]?.note ?? "nothing was said"}`, evidenceOfStep(audit, index, "note", "unplanned"))];
}
