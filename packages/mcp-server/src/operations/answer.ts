import { createFilePorts } from "@dgs/host";
import { renderAnswer } from "@dgs/render";
import { answerCheckpoint } from "@dgs/runtime";
import { z } from "zod";
import { defineOperation } from "./operation.js";

/** What waits for a person, or the answer to it. */
export const answerOperation = defineOperation({
  name: "answer",
  input: z.object({
    target: z.string().min(1).max(40).optional().describe("Id of the plan, or number of the phase, that waits. Without it: all that waits."),
    answer: z.string().min(1).max(20_000).optional().describe("`approved`, the id of an option, or what the person says. Without it: what waits is shown, nothing is answered."),
  }),
  perform: ({ place }, { target, answer }) => answerCheckpoint(createFilePorts(place), place, { ...(target === undefined ? {} : { target }), ...(answer === undefined ? {} : { answer }) }),
  render: renderAnswer,
});
