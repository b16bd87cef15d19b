import { isRefusal, type Place } from "@dgs/runtime";
import { z } from "zod";
import { cancelJobOperation } from "../operations/cancel-job.js";
import { reportAndText } from "../operations/report-and-text.js";
import { openProduct, type OpenProduct, type ProductOptions } from "../product.js";
import { refuseArgument } from "../registry/refuse-argument.js";
import { type Answered, type AnyTool, defineTool, type ToolCall } from "../registry/tool-spec.js";
import { listRuns, statusOf } from "../runs/run-record.js";
import { stopRun } from "../runs/stop-run.js";
import { watchRun } from "../runs/watch-run.js";
import { answerRefused } from "./answer-refused.js";
import { callOfRun, sayCall } from "./call-of-command.js";
import { answerWithNext } from "./next-tool.js";
import { WRITES } from "./tool-words.js";

/** How long a run gets to stop in order before the answer is given. */
const STOPPING_MS = 30_000;

/** Makes the tool that stops a run, or a job. */
export function cancelTool(options: ProductOptions): AnyTool {
  return defineTool({
    name: "cancel",
    title: "Stop a run, or cancel a job",
    description: "With `run`: stop a background run in order; what it did is kept and it can be gone on with. With `version`: stop the run of that job, if there is one, and move the job back to pending. Code is not touched.",
    input: z.object({ run: z.string().min(1).max(100).optional().describe("Id of the run."), version: z.string().min(1).max(40).optional().describe("Version of the job.") }),
    output: z.object({ type: z.enum(["stopped", "cancelled"]) }).loose(),
    annotations: WRITES,
    async call({ run, version }, call) {
      const product = openProduct(options);
      if (isRefusal(product)) return answerRefused(product, options.cwd);
      const { place } = product;
      if ((run === undefined) === (version === undefined)) return answerRefused(refuseArgument("input-unfit", "either a run or the version of a job is to be given", "Give one of the two.", ""), place.base);
      return run === undefined ? cancelJob(product, version ?? "", call) : stop(place, run, call);
    },
  });
}

async function stop(place: Place, run: string, call: ToolCall): Promise<Answered> {
  const stopped = stopRun(place, run);
  if (isRefusal(stopped)) return answerRefused(stopped, place.base);
  const after = await watchRun(place, run, { after: 0, waitMs: STOPPING_MS, signal: call.signal, onProgress: () => Promise.resolve() });
  if (isRefusal(after)) return answerRefused(after, place.base);
  const { status, operation, input } = after;
  const report = { type: "stopped", run, status, asked: stopped.type === "stop-asked" };
  const text = stopped.type === "not-running" ? `Run ${run} was not running: ${status}.` : status === "running" ? `Run ${run} was asked to stop and is still at it; watch it.` : `Run ${run} has stopped: ${after.exit ?? status}. Start the same again and it goes on: ${sayCall(callOfRun(operation, input))}.`;
  // Once it has stopped no call is next: whoever stopped it says when it goes on.
  return answerWithNext({ report, text }, status === "running" ? { tool: "watch", arguments: { run, after: after.after } } : undefined);
}

async function cancelJob(product: OpenProduct, version: string, call: ToolCall): Promise<Answered> {
  const { place, view } = product;
  const running = listRuns(place).find((run) => run.operation === "run-job" && run.input["version"] === version && statusOf(place, run.id) === "running");
  const stopped = running === undefined ? undefined : await stop(place, running.id, call);
  if (stopped?.isError === true) return stopped;
  const report = await cancelJobOperation.perform({ ...product, signal: call.signal, onEvent: () => undefined }, { version });
  return isRefusal(report) ? answerRefused(report, place.base, place.root) : answerWithNext(reportAndText(cancelJobOperation, report, view));
}
