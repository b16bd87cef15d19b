import { costReport, isRefusal } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { renderCost } from "@dgs/render";

/** `dgs cost` */
export const runCost: Command = (call) =>
  inPlace(call, (place, view) => {
    const { version } = call.operands;
    const report = costReport(place, version === undefined ? {} : { version });
    return Promise.resolve(isRefusal(report) ? report : reported(report, () => renderCost(report, view)));
  });
