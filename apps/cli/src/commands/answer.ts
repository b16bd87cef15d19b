import { answerCheckpoint, isRefusal } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Command } from "../command-spec.js";
import { createFilePorts } from "@dgs/host";
import { inPlace } from "../in-place.js";
import { renderAnswer } from "@dgs/render";

/** `dgs answer` */
export const runAnswer: Command = (call) =>
  inPlace(call, async (place, view) => {
    const { target, answer } = call.operands;
    const report = await answerCheckpoint(createFilePorts(place), place, { ...(target === undefined ? {} : { target }), ...(answer === undefined ? {} : { answer }) });
    return isRefusal(report) ? report : reported(report, () => renderAnswer(report, view));
  });
