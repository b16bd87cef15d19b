import type { Product } from "@dgs/core";
import { recordHistory } from "./history/record-history.js";
import type { LoadedProduct } from "./load-product.js";
import type { Place } from "./place.js";
import type { Ports } from "./ports.js";
import { createSpending } from "./spending/create-spending.js";
import { usageNameOf } from "./spending/usage-files.js";
import type { StepContext } from "./steps/context.js";
import { versionInUse } from "./version-in-use.js";

/** What a command outside of a job works on. */
export interface WorkOutsideOfJob extends Pick<StepContext, "signal" | "onEvent" | "inJob"> {
  readonly loaded: LoadedProduct;
  readonly milestone: NonNullable<Product["milestone"]>;
  /** The command as a job would name it, without `/dgs:`. */
  readonly step: string;
  /** As people write its number; absent: it works on the milestone as a whole. */
  readonly phase?: string;
}

/** Makes the context of a step for a command outside of a job: a run of its own, whose cost is counted with the milestone's. */
export function openStepContext(ports: Ports, place: Place, { loaded: { config }, milestone, step, phase, signal, onEvent: tell, inJob }: WorkOutsideOfJob): StepContext {
  const version = versionInUse(ports.files, place, milestone.version);
  const runId = ports.newId();
  const spending = createSpending({ ports, place, config, name: usageNameOf(version), runId });
  const history = recordHistory(ports, place, { version, runId, command: step }, tell);
  return { ports, place, config, version, milestoneName: milestone.name, signal, onEvent: history.onEvent, endHistory: history.end, inJob, runId, spending, spentOn: { milestone: version, step: `/dgs:${step}`, ...(phase === undefined ? {} : { phase }) } };
}
