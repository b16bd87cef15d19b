import { parsePlanId, type PhaseStage, type PhaseStageOutcome, type PlanId } from "@dgs/core";
import { shaOf } from "./quick-outcomes.js";

/** A plan's id, for tests that know that it is one. */
export function plan(text: string): PlanId {
  const id = parsePlanId(text);
  if (id === undefined) throw new RangeError(`not a plan id: ${text}`);
  return id;
}

/** Every outcome that a stage can have, the good one first; `says` is what agents, people and file names say in it. */
export function phaseStageOutcomes(stage: PhaseStage, says = "broke"): readonly PhaseStageOutcome[] {
  const always: readonly PhaseStageOutcome[] = [{ type: "failed", reason: "failed", error: says }, { type: "interrupted" }];
  switch (stage) {
    case "run":
    case "continue":
    case "run again":
      return [{ type: "done", commits: 2, note: says }, { type: "checkpoint", kind: "decision", task: 2 }, ...always];
    case "checkpoint":
      return [{ type: "answered", answer: says, by: "person" }, { type: "answered", answer: "approved", by: "rule", note: says }, { type: "given-up", then: "continue" }, { type: "given-up", then: "stop" }, { type: "not-answered" }, ...always];
    case "land":
      return [{ type: "done", before: shaOf("1"), after: shaOf("2") }, { type: "conflict", files: ["a.ts", says] }, { type: "red", error: says }, ...always];
    case "resolve conflict":
      return [{ type: "done" }, { type: "not-accepted", why: says }, { type: "conflict", files: [says] }, ...always];
    case "verify":
      return [{ type: "verified", verdict: "passed" }, { type: "verified", verdict: "gaps_found", note: says }, { type: "verified", verdict: "human_needed" }, { type: "verified", verdict: "off" }, ...always];
    case "approve":
      return [{ type: "approved" }, { type: "issues", note: says }, { type: "left" }, { type: "not-answered" }, ...always];
    case "record":
      return [{ type: "done" }, ...always];
  }
}
