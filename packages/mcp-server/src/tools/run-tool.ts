import { isRefusal } from "@dgs/runtime";
import { z } from "zod";
import type { AnyOperation } from "../operations/operation.js";
import { openProduct, type ProductOptions } from "../product.js";
import { type AnyTool, type Answered, defineTool, type ToolAnnotations, type ToolCall } from "../registry/tool-spec.js";
import { startRun } from "../runs/start-run.js";
import { answerRefused } from "./answer-refused.js";
import { RUN } from "./outputs.js";
import { answerWithRun } from "./run-answer.js";
import type { ToolWords } from "./tool-words.js";

/** How long a call waits for the end of a run. */
export const WAIT = z.number().min(0).max(600).default(20).describe("Seconds to wait for its end in this call; it goes on afterwards.");

/** Makes the tool of an operation that takes long: the call starts a run, or finds the one that is under way. */
export function runTool(options: ProductOptions, operation: AnyOperation, words: ToolWords, annotations: ToolAnnotations): AnyTool {
  return defineTool({
    ...words,
    input: operation.input.extend({ wait_seconds: WAIT }),
    output: RUN,
    annotations,
    call: ({ wait_seconds: waitSeconds, ...input }, call) => startAndAnswer(options, operation, input, Number(waitSeconds), call),
  });
}

/** Starts a run and answers with how it stands. */
export async function startAndAnswer(options: ProductOptions, operation: AnyOperation, input: Readonly<Record<string, unknown>>, waitSeconds: number, call: ToolCall): Promise<Answered> {
  const product = openProduct(options);
  if (isRefusal(product)) return answerRefused(product, options.cwd);
  const { place } = product;
  const started = await startRun(options, place, operation, input);
  return isRefusal(started) ? answerRefused(started, place.base) : answerWithRun(place, started.id, { after: 0, waitSeconds }, call);
}
