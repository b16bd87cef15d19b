import { countOf } from "../checklist/counts.js";
import { resolutionsBefore, standingForward } from "./history.js";
import { spanOf } from "./section.js";
import type { QuickStage } from "./stage.js";
import type { Quick, QuickEvent, QuickFailure, QuickStep, QuickStepClosed, StageFacts, StageOutcome } from "./types.js";
import { CONFLICT_BUDGET, RACE_BUDGET } from "./types.js";

type Outcome<Type extends StageOutcome["type"]> = Extract<StageOutcome, { readonly type: Type }>;

/** What to record about the end of a stage; an outcome that a stage cannot have is a fault of DGS and fails it. */
export function decideStage(quick: Quick, at: string, index: number, outcome: StageOutcome): QuickEvent {
  const stage = quick.steps[index]?.stage ?? "run agent";
  const fail = (reason: QuickFailure, error: string): QuickEvent => ({ type: "step-failed", at, step: index, reason, error });
  switch (outcome.type) {
    case "done":
      return stage === "undo rebase" ? undone(quick, at, index, outcome) : closed(at, index, factsOf(outcome));
    case "conflict":
      return isOf(stage, "rebase", "resolve conflict") ? conflicted(quick, at, index, outcome) : fail("internal", strange(stage, outcome));
    case "not-accepted":
      return stage === "resolve conflict" ? refused(quick, at, index, outcome.why) : fail("internal", strange(stage, outcome));
    case "nothing-to-merge":
      return isOf(stage, "rebase", "resolve conflict") ? empty(quick, at, index) : fail("internal", strange(stage, outcome));
    case "race":
      return isOf(stage, "fast-forward", "push") ? overtaken(quick, at, index) : fail("internal", strange(stage, outcome));
    case "gate-failed":
      return stage === "gate" ? gateFailed(quick, at, index, outcome.error) : fail("internal", strange(stage, outcome));
    case "push-rejected":
      return fail("push-rejected", outcome.error);
    case "dirty":
      return fail("dirty", `The worktree holds changes that are in no commit: ${outcome.files.join(", ")}`);
    case "failed":
      // A resolution that came to nothing leaves the worktree in the middle of a rebase.
      return stage === "resolve conflict" && outcome.untouched !== true ? refused(quick, at, index, outcome.error) : fail(outcome.reason, outcome.error);
    case "interrupted":
      return { type: "step-interrupted", at, step: index };
  }
}

function isOf(stage: QuickStage, ...stages: readonly QuickStage[]): boolean {
  return stages.includes(stage);
}

function strange(stage: QuickStage, outcome: StageOutcome): string {
  return `\`${stage}\` cannot end with ${outcome.type}`;
}

function closed(at: string, step: number, facts: StageFacts, more: Partial<QuickStepClosed> = {}): QuickEvent {
  return { type: "step-completed", at, step, facts, insert: [], skip: [], ...more };
}

function factsOf({ type: _type, ...facts }: Outcome<"done">): StageFacts {
  return facts;
}

function another(quick: Quick, index: number, stage: QuickStage, inserted: string, more: Partial<QuickStep> = {}): QuickStep {
  const repo = quick.steps[index]?.repo;
  return { stage, status: "pending", ...(repo === undefined ? {} : { repo }), inserted, ...more };
}

function conflicted(quick: Quick, at: string, index: number, { files, before }: Outcome<"conflict">): QuickEvent {
  const facts: StageFacts = { note: `conflict in ${String(files.length)} file${files.length === 1 ? "" : "s"}`, ...(before === undefined ? {} : { before }) };
  const resolved = resolutionsBefore(quick.steps, index).length + (quick.steps[index]?.stage === "resolve conflict" ? 1 : 0);
  if (resolved >= CONFLICT_BUDGET) return refused(quick, at, index, `more than ${String(CONFLICT_BUDGET)} commits conflict`);
  return closed(at, index, facts, { insert: [another(quick, index, "resolve conflict", "conflict", { files })] });
}

function refused(quick: Quick, at: string, index: number, why: string): QuickEvent {
  return closed(at, index, { note: `not accepted: ${why}` }, { insert: [another(quick, index, "undo rebase", "conflict", { cause: why })] });
}

/** The worktree is as before: now the quick halts at a rebase that waits for a person. */
function undone(quick: Quick, at: string, index: number, outcome: Outcome<"done">): QuickEvent {
  const { inserted, cause } = quick.steps[index] ?? {};
  const reason: QuickFailure = inserted === "gate-failed" ? "gate-failed" : "conflict";
  const error = `${cause ?? "The rebase was undone."} (the worktree is as it was before the rebase)`;
  const rebase = another(quick, index, "rebase", reason, { status: "failed", finished: at, reason, error });
  return closed(at, index, factsOf(outcome), { insert: [rebase], halt: true });
}

function empty(quick: Quick, at: string, index: number): QuickEvent {
  const { end } = spanOf(quick.steps, "completion");
  const skip = quick.steps.flatMap((step, other) => (other > index && other < end && step.repo === quick.steps[index]?.repo && step.status !== "completed" && isOf(step.stage, "gate", "fast-forward", "push") ? [other] : []));
  return closed(at, index, { note: "nothing to merge" }, { skip });
}

function overtaken(quick: Quick, at: string, index: number): QuickEvent {
  const { repo = "", stage } = quick.steps[index] ?? {};
  const used = countOf(quick.races, repo);
  if (used >= RACE_BUDGET) return { type: "step-failed", at, step: index, reason: "race", error: `The base branch moved ${String(used + 1)} times while it was being merged into.` };
  const round = `race ${String(used + 1)}`;
  const takeBack: QuickStage[] = standingForward(quick.steps, repo, index) === undefined ? [] : ["take back"];
  const again: QuickStage[] = [...takeBack, "fetch", "rebase", "gate", "fast-forward", ...(stage === "push" ? ["push" as const] : [])];
  return closed(at, index, {}, { skipped: `${round}: the base branch has moved`, insert: again.map((each) => another(quick, index, each, round)), race: repo });
}

/** A resolution counts only with a green gate: without one it is undone, as if it had not been accepted. */
function gateFailed(quick: Quick, at: string, index: number, error: string): QuickEvent {
  const behind = resolutionsBefore(quick.steps, index).at(-1);
  if (behind === undefined) return { type: "step-failed", at, step: index, reason: "gate-failed", error };
  return { type: "step-returned", step: index, behind, insert: [another(quick, index, "undo rebase", "gate-failed", { cause: error })] };
}
