import { isRefusal } from "@dgs/runtime";
import type { z } from "zod";
import type { AnyOperation } from "../operations/operation.js";
import { reportAndText } from "../operations/report-and-text.js";
import { openProduct, type ProductOptions } from "../product.js";
import { type AnyTool, defineTool, type ToolAnnotations } from "../registry/tool-spec.js";
import { answerRefused } from "./answer-refused.js";
import { answerWithNext } from "./next-tool.js";
import type { ToolWords } from "./tool-words.js";

/** Makes the tool of an operation that takes moments: the call carries it out. */
export function operationTool(options: ProductOptions, operation: AnyOperation, words: ToolWords, annotations: ToolAnnotations, output: z.ZodObject): AnyTool {
  return defineTool({
    ...words,
    input: operation.input,
    output,
    annotations,
    async call(input, { signal }) {
      const product = openProduct(options);
      if (isRefusal(product)) return answerRefused(product, options.cwd);
      const report = await operation.perform({ ...product, signal, onEvent: () => undefined }, input);
      return isRefusal(report) ? answerRefused(report, product.place.base, product.place.root) : answerWithNext(reportAndText(operation, report, product.view));
    },
  });
}
