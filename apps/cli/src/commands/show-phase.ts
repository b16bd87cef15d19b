import { createPlanningFiles, isRefusal, showPhase } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { renderShowPhase } from "@dgs/render";

/** `dgs show-phase` */
export const runShowPhase: Command = (call) =>
  inPlace(call, async (place, view) => {
    const report = await showPhase({ files: createPlanningFiles({ root: place.root }) }, place, { phase: call.operands["phase"] ?? "" });
    return isRefusal(report) ? report : reported(report, () => renderShowPhase(report, view));
  });
