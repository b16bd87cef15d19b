import type { CheckpointOption, Checkpoint, PlanTask } from "./plan-types.js";
import { preferredOption } from "./checkpoint-options.js";

/** A checkpoint as DGS takes it: what the plan and the agent say, joined. */
export interface CheckpointFacts {
  readonly kind: Checkpoint["kind"];
  readonly blockingHuman: boolean;
  readonly options: readonly CheckpointOption[];
}

/** What a job does at a checkpoint. */
export type RuledAnswer =
  | { readonly type: "answer"; readonly answer: string; /** What a person should look at afterwards. */ readonly note: string }
  /** Only a person can say. */
  | { readonly type: "person"; readonly why: string };

/** How much each kind asks of a person. */
const WEIGHT = { "human-verify": 0, decision: 1, "human-action": 2, unknown: 3 } as const;

/** The kind of a checkpoint: of what the plan says and what the agent says, the one that asks more of a person. */
export function strictestKind(planned: Pick<Checkpoint, "kind"> | undefined, said: Checkpoint["kind"]): Checkpoint["kind"] {
  return planned !== undefined && WEIGHT[planned.kind] > WEIGHT[said] ? planned.kind : said;
}

/** Answers a checkpoint where nobody is asked; where that is no rule's to say it stays for a person. (design 3.7; formats.md 16, "Auto mode") */
export function ruleCheckpoint({ kind, blockingHuman, options }: CheckpointFacts): RuledAnswer {
  if (blockingHuman) return { type: "person", why: "the plan says that only a person may clear it" };
  switch (kind) {
    case "human-verify":
      return { type: "answer", answer: "approved", note: "approved without a look: a person has still to verify it" };
    case "decision": {
      const option = preferredOption(options);
      if (option === undefined) return { type: "person", why: "it offers no options to take one of" };
      return { type: "answer", answer: option.id, note: `${option.recommended ? "the recommended option" : "the first option, as none is recommended,"} was taken without asking` };
    }
    case "human-action":
      return { type: "person", why: "only a person can do what it asks for" };
    case "unknown":
      return { type: "person", why: "DGS does not know its type" };
  }
}

/** The checkpoint tasks of a plan that nobody has answered yet: a plan with one of these is not done, whatever its agent says. `answered`: numbers of tasks. */
export function unansweredCheckpoints(tasks: readonly PlanTask[], answered: readonly number[]): readonly PlanTask[] {
  return tasks.filter((task) => task.checkpoint !== undefined && !answered.includes(task.number));
}
