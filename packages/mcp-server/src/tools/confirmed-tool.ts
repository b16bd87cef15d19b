import { isRefusal, type Refusal } from "@dgs/runtime";
import type { z } from "zod";
import { type AnyConfirmed, confirmedPreview, withToken } from "../operations/confirmed-operation.js";
import { reportAndText } from "../operations/report-and-text.js";
import { openProduct, type ProductOptions } from "../product.js";
import { refuseArgument } from "../registry/refuse-argument.js";
import { type AnyTool, type Confirmation, defineTool } from "../registry/tool-spec.js";
import { answerRefused } from "./answer-refused.js";
import { answerWithNext } from "./next-tool.js";
import { RUN } from "./outputs.js";
import { startAndAnswer, WAIT } from "./run-tool.js";
import { TAKES, type ToolWords } from "./tool-words.js";

/** How a confirmed operation is carried out: in the call, or as a run. */
export type Manner = { readonly type: "in-call"; readonly output: z.ZodObject } | { readonly type: "as-run" };

/**
 * Makes the tool of an operation that takes something away: it takes effect with the token of its preview only, and where the client can ask its person they are
 * asked, too. Nobody there to be asked is no obstacle, unless only a person may say yes; a no is a no.
 */
export function confirmedTool(options: ProductOptions, operation: AnyConfirmed, words: ToolWords, manner: Manner): AnyTool {
  const whole = withToken(operation);
  return defineTool({
    ...words,
    input: manner.type === "as-run" ? whole.input.extend({ wait_seconds: WAIT }) : whole.input,
    output: manner.type === "as-run" ? RUN : manner.output,
    annotations: TAKES,
    async call({ wait_seconds: waitSeconds, ...input }, call) {
      const product = openProduct(options);
      if (isRefusal(product)) return answerRefused(product, options.cwd);
      const { base, root } = product.place;
      const performing = { ...product, signal: call.signal, onEvent: () => undefined };
      const preview = await confirmedPreview(operation, performing, input);
      if (isRefusal(preview)) return answerRefused(preview, base, root);
      if (call.confirmation === "unasked") return { type: "asking", question: operation.question(preview) };
      const no = objection(operation, preview, call.confirmation);
      if (no !== undefined) return answerRefused(no, base, root);
      if (manner.type === "as-run") return startAndAnswer(options, whole, input, Number(waitSeconds ?? 20), call);
      const { token: _, ...asked } = input;
      const report = await operation.perform(performing, asked, preview);
      return isRefusal(report) ? answerRefused(report, base, root) : answerWithNext(reportAndText(operation, report, product.view));
    },
  });
}

function objection(operation: AnyConfirmed, preview: object, confirmation: Exclude<Confirmation, "unasked">): Refusal | undefined {
  if (confirmation === "no") return refuseArgument("declined", `nothing was done: the client answered no to the question of ${operation.name}`, "Leave it, or ask the person. Where nobody sits at the client, start the server with --no-questions, or use the command line.", "", "cancelled");
  const why = operation.onlyPerson?.(preview);
  if (confirmation === "yes" || why === undefined) return undefined;
  return refuseArgument("confirmation-needed", `${why}, and this client cannot ask one`, `Let a person run \`dgs ${operation.name}\` in a terminal.`, "", "human-needed");
}
