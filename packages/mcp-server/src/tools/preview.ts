import { isRefusal } from "@dgs/runtime";
import { z } from "zod";
import { tokenOf } from "../operations/confirmed-operation.js";
import { CONFIRMED } from "../operations/operations.js";
import { openProduct, type ProductOptions } from "../product.js";
import { answerWithRefusal, answerWithReport } from "../registry/answers.js";
import { refuseArgument } from "../registry/refuse-argument.js";
import { type AnyTool, defineTool } from "../registry/tool-spec.js";
import { PREVIEW } from "./outputs.js";
import { LOOKS } from "./tool-words.js";

const ACTIONS = CONFIRMED.map((operation) => operation.name) as [string, ...string[]];

/** Which tool carries out what was shown. */
const TOOLS: Readonly<Record<string, string>> = { "rollback-job": "rollback_job", "abandon-quick": "abandon_quick", "complete-milestone": "complete_milestone", "drop-kept": "drop_kept", "undo-rollback": "undo_rollback" };

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
      if (isRefusal(product)) return answerWithRefusal(product, options.cwd);
      const { base, root } = product.place;
      const operation = CONFIRMED.find((each) => each.name === action);
      const input = operation?.input.strict().safeParse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
      if (operation === undefined || input?.success !== true) return answerWithRefusal(refuseArgument("input-unfit", `${action} is asked for with ${input?.error?.issues.map((issue) => `${issue.path.join(".") || "its input"}: ${issue.message}`).join("; ") ?? "another action"}`, "Give what the action needs and nothing else.", ""), base);
      const preview = await operation.preview({ ...product, signal, onEvent: () => undefined }, input.data);
      if (isRefusal(preview)) return answerWithRefusal(preview, base, root);
      const token = tokenOf(operation.name, input.data, preview);
      const tool = TOOLS[operation.name] ?? operation.name;
      return answerWithReport({ type: "confirmation", action, tool, token, preview }, `${operation.renderPreview(preview, product.view)}\n\nNothing was done. To do it: ${tool} ${JSON.stringify({ ...input.data, token })}.`);
    },
  });
}
