import type { PlanId } from "../ids/plan-id.js";
import type { Position } from "../text/lines.js";
import type { PlanBrief, PlanReference } from "./plan-brief.js";

/** What a plan is for. */
export interface PlanObjective {
  /** The first paragraph. */
  readonly what: string;
  readonly purpose: string | undefined;
  readonly output: string | undefined;
}

/** A choice that a decision checkpoint offers. */
export interface CheckpointOption {
  readonly id: string;
  readonly name: string | undefined;
  readonly pros: string | undefined;
  readonly cons: string | undefined;
  /** The plan recommends it, by the attribute or by a word. */
  readonly recommended: boolean;
}

/** At what a task stops and hands back. */
export interface Checkpoint {
  /** A kind that is not known stops like the others. */
  readonly kind: "human-verify" | "decision" | "human-action" | "unknown";
  /** As it is written behind `checkpoint:`. */
  readonly kindText: string;
  /** Whether only a person may clear it: `gate="blocking-human"`. */
  readonly blockingHuman: boolean;
  /** What was built, what is to be decided, or what the person has to do. */
  readonly subject: string | undefined;
  /** How to verify it, or how it is checked that it was done. */
  readonly instructions: string | undefined;
  readonly context: string | undefined;
  readonly options: readonly CheckpointOption[];
  readonly resumeSignal: string | undefined;
}

/** One task of a plan. */
export interface PlanTask {
  /** From 1, in the order of the document. */
  readonly number: number;
  /** `auto`, `checkpoint:human-verify` and the like, as it is written. */
  readonly type: string;
  readonly tdd: boolean;
  readonly name: string | undefined;
  readonly files: readonly string[];
  readonly action: string | undefined;
  /** The test commands of `<automated>`. */
  readonly automated: readonly string[];
  /** The text of `<verify>` without the commands. */
  readonly verify: string | undefined;
  readonly done: string | undefined;
  readonly checkpoint: Checkpoint | undefined;
  readonly at: Position;
}

/** A file that a plan must leave behind. */
export interface MustHaveArtifact {
  readonly path: string;
  readonly provides: string | undefined;
  readonly minLines: number | undefined;
  readonly exports: readonly string[];
  readonly contains: readonly string[];
}

/** A connection that must exist between two files. */
export interface MustHaveLink {
  readonly from: string;
  readonly to: string;
  readonly via: string | undefined;
  /** A regular expression, as it is written. */
  readonly pattern: string | undefined;
}

/** What has to be true once a plan is done. */
export interface MustHaves {
  readonly truths: readonly string[];
  readonly artifacts: readonly MustHaveArtifact[];
  readonly keyLinks: readonly MustHaveLink[];
}

/** A whole `PLAN.md`. */
export interface Plan extends PlanBrief {
  /** From the file's name, or else from the front matter. */
  readonly id: PlanId | undefined;
  /** `phase:` as it is written: a reader of YAML would turn `02.10` into 2.1. */
  readonly phaseText: string | undefined;
  readonly planText: string | undefined;
  readonly type: string | undefined;
  readonly requirements: readonly string[];
  readonly objective: PlanObjective | undefined;
  readonly tasks: readonly PlanTask[];
  /** Every file that it says it changes, in `files_modified` and in its tasks, once each; the place is where it is named first. */
  readonly namedFiles: readonly PlanReference[];
  /** The names of the repos the plan works in; empty where it does not say. */
  readonly repos: readonly string[];
  readonly mustHaves: MustHaves;
}
