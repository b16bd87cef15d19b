import { z } from "zod";

// Output schemas name what programs go by; what else a report has is in docs/cli.md, as `--json` prints it.

const NEXT = z.looseObject({ command: z.string() }).describe("The command to go on with.");
const EXIT = z.string().describe("ok, gaps, human-needed, blocked, budget, timed-out, conflict, cancelled …");
const LIST = z.array(z.unknown());

/** A run. */
export const RUN = z.looseObject({
  type: z.literal("background-run"),
  run: z.string().describe("Ask for it again with this id."),
  status: z.enum(["running", "ended", "interrupted"]),
  lines: z.array(z.string()),
  after: z.int(),
  exit: EXIT.optional(),
  report: z.looseObject({}).optional(),
  error: z.looseObject({}).optional(),
});

/** A preview with its token. */
export const PREVIEW = z.looseObject({ type: z.literal("confirmation"), tool: z.string(), token: z.string(), preview: z.looseObject({}) });

export const PROGRESS = z.looseObject({ type: z.literal("progress"), root: z.string(), phases: LIST, jobs: z.looseObject({}), waiting: LIST, next: NEXT.optional(), problems: LIST });
export const JOBS = z.looseObject({ type: z.literal("jobs"), jobs: z.looseObject({}) });
export const JOB = z.looseObject({ type: z.literal("run"), version: z.string(), status: z.string(), steps: LIST, humanNeeded: LIST });
export const PHASE = z.looseObject({ type: z.literal("show-phase"), phase: z.string(), name: z.string(), version: z.string(), status: z.enum(["unplanned", "planned", "partial", "executed", "complete"]), waves: LIST, waiting: LIST, next: NEXT.optional(), problems: LIST });
export const WHY = z.looseObject({ type: z.literal("why"), verdict: z.string(), reasons: LIST, way: LIST });
export const SUBMITTED = z.looseObject({ type: z.literal("submitted"), exit: EXIT, phase: z.string(), outcome: z.enum(["written", "fits", "refused", "there"]), files: LIST, findings: LIST, next: NEXT.optional() });
export const JOB_CREATED = z.looseObject({ type: z.literal("created"), version: z.string(), path: z.string(), steps: z.array(z.string()) });
export const ANSWER = z.looseObject({ type: z.enum(["waiting", "answered"]) });
export const VERIFIED = z.looseObject({ type: z.literal("verify-work"), phase: z.string(), status: z.string(), open: LIST, issues: LIST, next: NEXT.optional() });
export const HEALTH = z.looseObject({ type: z.string(), problems: LIST });
export const KEPT = z.looseObject({ type: z.literal("kept"), kept: LIST, rollbacks: LIST });
export const RESTORED = z.looseObject({ type: z.literal("restored"), repo: z.string(), branch: z.string() });
export const DROPPED = z.looseObject({ type: z.literal("dropped"), dropped: LIST });
export const ROLLED_BACK = z.looseObject({ type: z.literal("rolled-back"), version: z.string(), path: z.string(), repos: LIST });
export const UNDONE = z.looseObject({ type: z.literal("rollback-undone"), version: z.string(), path: z.string() });
