import { formatPhaseNumber } from "../ids/phase-number.js";
import type { Product } from "../planning/product.js";
import { roadmapPlace } from "./explain-phase.js";
import { count, explained, reason } from "./reason.js";
import type { SourceText } from "./seen.js";
import type { Explanation } from "./types.js";

/** Says how a milestone without a job stands: by its phases. A milestone of which nothing is found is not done. */
export function explainMilestone({ phases, milestone, finished, roadmap: read }: Pick<Product, "phases" | "milestone" | "finished" | "roadmap">, roadmap: SourceText | undefined): Explanation {
  const at = { type: "file", path: roadmap?.path ?? read?.path ?? "ROADMAP.md" } as const;
  if (milestone?.closed === true) return explained("done", reason("job", "the roadmap says that the milestone is over", at));
  const counted = phases.filter((phase) => phase.counted);
  if (counted.length === 0) return explained("ready", reason("no-plans", "the roadmap has no phase for the milestone", at));
  if (finished) return explained("ready", reason("phase", `all of its ${count(counted.length, "phase")} are complete, and it is not completed as a whole`, at));
  const open = counted.filter((phase) => phase.status !== "complete");
  const reasons = open.map((phase) => reason("phase", `phase ${formatPhaseNumber(phase.number)} is ${phase.status}`, roadmapPlace({ phase, ...(roadmap === undefined ? {} : { roadmap }) })));
  return explained("ready", reason("job", "it has no job", at), ...reasons);
}
