import type { PlanFinding, PlanId, PlanningPath, PlanRound, WaveCorrection } from "@dgs/core";
import type { ExitKind } from "../refusal.js";
import type { NextReport } from "./execute-phase-reports.js";

/** A plan that was made, or was there. */
export interface PlannedPlanReport {
  readonly id: PlanId;
  readonly path: PlanningPath;
  /** What it builds, in its own words; empty where it does not say. */
  readonly builds: string;
  /** Absent where it declares none. */
  readonly wave?: number;
  readonly tasks: number;
}

/** `dgs plan-phase`: what became of the planning of a phase. */
export interface PlanPhaseReport {
  readonly type: "plan-phase";
  readonly exit: ExitKind;
  /** As people write it. */
  readonly phase: string;
  readonly name: string;
  readonly version: string;
  /** `planned`: plans were written. `refused`: none was; `rounds` says why. `there`: plans are there already. `no-gaps`: nothing is to be planned. */
  readonly outcome: "planned" | "refused" | "there" | "no-gaps";
  /** Whether plans that close gaps were asked for. */
  readonly gaps: boolean;
  readonly plans: readonly PlannedPlanReport[];
  /** Whether a researcher looked into the phase in this run. */
  readonly researched: boolean;
  /** Waves that were mended. */
  readonly corrections: readonly WaveCorrection[];
  /** The runs of a planner, with all that was found in each. */
  readonly rounds: readonly PlanRound[];
  /** What is to be known of the plans that were taken, and keeps nobody from carrying them out. */
  readonly warnings: readonly PlanFinding[];
  /** A person took the plans over the blockers of the plan checker. */
  readonly accepted: boolean;
  /** What a person should look at. */
  readonly humanNeeded: readonly string[];
  /** `NN-CHECK.md`, where this run wrote it. */
  readonly check?: PlanningPath;
  /** Why the plans were refused. */
  readonly error?: string;
  /** What became of the planning commit. */
  readonly planningCommit?: string;
  readonly next: NextReport;
}
