import { isRefusal } from "@dgs/runtime";
import { z } from "zod";
import { tokenOf } from "../operations/confirmed-operation.js";
import { CONFIRMED } from "../operations/operations.js";
import { openProduct, type ProductOptions } from "../product.js";
import { answerWithReport } from "../registry/answers.js";
import { type AnyTool, defineTool } from "../registry/tool-spec.js";
import { answerRefused } from "./answer-refused.js";
import { fitInput } from "./fit-input.js";
import { PREVIEW } from "./outputs.js";
import { LOOKS } from "./tool-words.js";

const ACTIONS = CONFIRMED.map((operation) => operation.name) as [string, ...string[]];

/** Makes the tool that shows what a destructive one would do, and gives the token for it. */
export function previewTool(options: ProductOptions): AnyTool {
  return defineTool({
    name: "preview",
    title: "Preview a destructive action",
    description: "Show what rollback_job, undo_rollback, abandon_quick, complete_milestone or drop_kept would do, and get the token they need. Changes nothing. Show the preview to the person before you use the token.",
    input: z.object({
      action: z.enum(ACTIONS),
      version: z.string().min(1).max(40).optional().describe("For rollback-job, undo-rollback, complete-milestone."),
      quick: z.string().min(1).max(200).optional().describe("For abandon-quick; without it the active one."),
      what: z.string().min(1).max(300).optional().describe("For drop-kept: the ref."),
      repo: z.string().min(1).max(100).optional().describe("For drop-kept."),
    }),
    output: PREVIEW,
    annotations: LOOKS,
    async call({ action, ...given }, { signal }) {
      const product = openProduct(options);
      if (isRefusal(product)) return answerRefused(product, options.cwd);
      const { base, root } = product.place;
      const operation = CONFIRMED.find((each) => each.name === action);
      if (operation === undefined) throw new Error(`the action ${action} was taken and is not there`);
      const input = fitInput(operation.input, given, `${action} is asked for with`);
      if (isRefusal(input)) return answerRefused(input, base);
      const preview = await operation.preview({ ...product, signal, onEvent: () => undefined }, input.data);
      if (isRefusal(preview)) return answerRefused(preview, base, root);
      const token = tokenOf(operation.name, input.data, preview);
      const tool = operation.name.replaceAll("-", "_");
      return answerWithReport({ type: "confirmation", action, tool, token, preview }, `${operation.renderPreview(preview, product.view)}\n\nNothing was done. To do it: ${tool} ${JSON.stringify({ ...input.data, token })}.`);
    },
  });
}
