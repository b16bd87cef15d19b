import type { GapToClose, PhaseNumber, PlanFinding, PlanId, PlanningPath, PlanRound, WaveCorrection } from "@dgs/core";
import type { WorkFailure } from "../work/context.js";

/** Asks the person at the terminal while a phase is planned. Absent wherever nobody is asked: in a job, without a terminal. */
export interface AskPlanPhase {
  /** Whether to plan a phase that has no CONTEXT.md. */
  readonly withoutDiscussion: (phase: string) => Promise<boolean>;
  /** Whether to take plans over what the plan checker found. */
  readonly accept: (findings: readonly PlanFinding[]) => Promise<boolean>;
}

/** How a phase is to be planned. */
export interface PlanPhaseWish {
  readonly phase: PhaseNumber;
  /** `config`: where `workflow.research` is on and there is no RESEARCH.md. */
  readonly research: "config" | "always" | "never";
  /** Plans what closes the gaps of the phase, behind the plans that it has. */
  readonly gaps: boolean;
  /** False: no plan checker. Code checks all the same. */
  readonly verify: boolean;
  /** Where there is no CONTEXT.md an agent decides first what is open. */
  readonly decideFirst: boolean;
  readonly ask?: AskPlanPhase;
  /** Who is asked, for what is written down: `ada@host`. */
  readonly by?: string;
  /** False: it ends where an agent would be needed, before anything is written. */
  readonly hasAgents?: false;
}

/** A phase that has its plans now. */
export interface PhasePlanned {
  readonly type: "planned";
  readonly plans: readonly PlanId[];
  /** Waves that were mended. */
  readonly corrections: readonly WaveCorrection[];
  readonly rounds: readonly PlanRound[];
  /** A person took the plans over what the plan checker found. */
  readonly accepted: boolean;
  readonly researched: boolean;
  /** What a person has to look at afterwards. */
  readonly humanNeeded: readonly string[];
  /** `NN-CHECK.md`, where there is something to read in it. */
  readonly check?: PlanningPath;
}

/** Plans that were refused; none was written. */
export interface PlansRefused {
  readonly type: "plans-refused";
  readonly error: string;
  readonly rounds: readonly PlanRound[];
  readonly check: PlanningPath;
}

/** How the planning of a phase ended. */
export type PlanPhaseEnd =
  | PhasePlanned
  | PlansRefused
  | { readonly type: "there"; readonly plans: readonly PlanId[] }
  | { readonly type: "no-gaps" }
  /** The person wants to discuss the phase first. */
  | { readonly type: "undiscussed" }
  /** There is no agent to ask. */
  | { readonly type: "no-agents" }
  | WorkFailure;

/** Gaps that plans are made for, and the id of the first of these plans. */
export interface GapWork {
  readonly gaps: readonly GapToClose[];
  readonly first: PlanId;
}
