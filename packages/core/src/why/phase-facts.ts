import type { Audit } from "../audit/types.js";
import type { PlanId } from "../ids/plan-id.js";
import type { PhaseExecution } from "../phase/types.js";
import type { Dependencies } from "../planning/dependencies.js";
import type { PlanOverlap } from "../planning/file-overlap.js";
import type { Plan } from "../planning/plan-types.js";
import type { ProductPhase } from "../planning/product.js";
import type { PlanProgress } from "../planning/status.js";
import type { Problem } from "../problem.js";
import type { Evidence } from "./evidence.js";
import type { Seen, SourceText } from "./seen.js";
import type { Reason, SeenRunner } from "./types.js";

/** A plan with its text. */
export interface PlanText {
  readonly progress: PlanProgress;
  /** Absent where it could not be read. */
  readonly source?: string;
  readonly plan?: Plan;
}

/** A test command that DGS ran for a plan, as the history of a run tells it. */
export interface ToldTest {
  readonly command: string;
  readonly outcome: string;
  readonly said: string;
  readonly at: Evidence;
}

/** A commit with the trailer `DGS-Plan` of a plan. */
export interface ToldCommit {
  readonly repo: string;
  readonly sha: string;
  readonly subject: string;
  /** The milestone's branch, which holds it. */
  readonly branch: string;
}

/** What is known of the work on a plan besides the planning files. */
export interface PlanTold {
  /** The last run of each command, in the order in which they ran. */
  readonly tests: readonly ToldTest[];
  /** The logs of its agents, where they are still there. */
  readonly logs: readonly Evidence[];
  /** Absent where nobody looked. */
  readonly commits?: readonly ToldCommit[];
}

/** All that the reasons of a phase and of its plans are made of. */
export interface PhaseFacts {
  readonly phase: ProductPhase;
  readonly roadmap?: SourceText;
  /** Whether phases are verified at all (`workflow.verifier`). */
  readonly verifier: boolean;
  /** Without those that were given up; in the order of the folder. */
  readonly plans: readonly PlanText[];
  readonly dependencies: Dependencies;
  /** Pairs of plans that are not done. */
  readonly overlaps: readonly PlanOverlap[];
  /** Errors in plans and files, for which no run would begin. */
  readonly errors: readonly Problem[];
  readonly execution?: Seen<PhaseExecution>;
  readonly verification?: SourceText;
  /** The last audit of the phase. */
  readonly audit?: Seen<Audit>;
  /** The file of a discussion that somebody began and did not end. */
  readonly discussion?: Evidence;
  /** The mark that plans were being written when a run was cut off. */
  readonly halfPlanned?: Evidence;
  readonly runner?: SeenRunner;
  readonly told: ReadonlyMap<PlanId, PlanTold>;
  /** Usage limits and budgets that hold agents back now. */
  readonly spending: readonly Reason[];
}
