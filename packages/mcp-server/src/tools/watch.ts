import { isRefusal } from "@dgs/runtime";
import { z } from "zod";
import { openProduct, type ProductOptions } from "../product.js";
import { answerWithReport } from "../registry/answers.js";
import { type AnyTool, defineTool } from "../registry/tool-spec.js";
import { listRuns, statusOf } from "../runs/run-record.js";
import { answerRefused } from "./answer-refused.js";
import { RUN } from "./outputs.js";
import { answerWithRun } from "./run-answer.js";
import { WAIT } from "./run-tool.js";
import { LOOKS } from "./tool-words.js";

/** Makes the tool that waits for a run. */
export function watchTool(options: ProductOptions): AnyTool {
  return defineTool({
    name: "watch",
    title: "Watch a run",
    description: "Wait for a background run and get what went on and, once it ended, its report. Any server on this product knows every run by its id, also after a restart. Giving up the wait does not stop the run.",
    input: z.object({ run: z.string().min(1).max(100).describe("Id of the run."), after: z.int().min(0).default(0).describe("The `after` of the last answer: only what is new is told."), wait_seconds: WAIT }),
    output: RUN,
    annotations: LOOKS,
    async call({ run, after, wait_seconds: waitSeconds }, call) {
      const product = openProduct(options);
      return isRefusal(product) ? answerRefused(product, options.cwd) : answerWithRun(product.place, run, { after, waitSeconds }, call);
    },
  });
}

/** Makes the tool that lists runs. */
export function listRunsTool(options: ProductOptions): AnyTool {
  return defineTool({
    name: "list_runs",
    title: "List runs",
    description: "Background runs of this product, the newest first, with their status: running, ended, or interrupted (its process was killed; start the same again and it goes on).",
    input: z.object({}),
    output: z.object({ type: z.literal("runs"), runs: z.array(z.looseObject({ run: z.string(), operation: z.string(), status: z.string() })) }),
    annotations: LOOKS,
    call() {
      const product = openProduct(options);
      if (isRefusal(product)) return Promise.resolve(answerRefused(product, options.cwd));
      const runs = listRuns(product.place).map(({ id, operation, input, started }) => ({ run: id, operation, input, status: statusOf(product.place, id), started }));
      const text = runs.length === 0 ? "No run was started here yet." : runs.map(({ run, operation, input, status, started }) => `${run}: ${operation} ${JSON.stringify(input)}, ${status}, started ${started}`).join("\n");
      return Promise.resolve(answerWithReport({ type: "runs", runs }, text));
    },
  });
}
