import { isRefusal, type Place } from "@dgs/runtime";
import type { Answered, ToolCall } from "../registry/tool-spec.js";
import { readEnd, runFolder } from "../runs/run-record.js";
import { type RunReport, watchRun } from "../runs/watch-run.js";
import { answerRefused } from "./answer-refused.js";
import { callOfRun, callsInWords, type NextCall, sayCall } from "./call-of-command.js";
import { answerWithNext, nextCall } from "./next-tool.js";

/** Waits for a run, tells what goes on meanwhile, and answers with how it stands. */
export async function answerWithRun(place: Place, id: string, wish: { readonly after: number; readonly waitSeconds: number }, call: ToolCall): Promise<Answered> {
  let told = 0;
  const report = await watchRun(place, id, {
    after: wish.after,
    waitMs: wish.waitSeconds * 1_000,
    signal: call.signal,
    // Progress has to rise with each notification: it counts what was told, not steps, which may be added on the way.
    onProgress: (lines, step) => call.tell({ message: [step === undefined ? "" : `${String(step.done)} of ${String(step.total)} steps done. `, lines.slice(-3).map((line) => line.trim()).join("; ")].join(""), done: (told += lines.length) }),
  });
  return isRefusal(report) ? answerRefused(report, place.base) : answerWithNext({ report, text: renderRun(place, report) }, nextOf(report));
}

function nextOf({ run, operation, input, status, after, report, error }: RunReport): NextCall | undefined {
  if (status === "running") return { tool: "watch", arguments: { run, after } };
  if (status === "interrupted") return callOfRun(operation, input);
  if (report !== undefined) return nextCall(report);
  const [only, other] = callsInWords(remedyOf(error));
  return other === undefined ? only : undefined;
}

function remedyOf(error: object | undefined): string {
  return error !== undefined && "remedy" in error && typeof error.remedy === "string" ? error.remedy : "";
}

function renderRun(place: Place, run: RunReport): string {
  const { run: id, operation, status, attempts, lines, left_out: leftOut } = run;
  const went = [...(leftOut > 0 ? [`(${String(leftOut)} earlier lines left out)`] : []), ...lines];
  const happened = went.length === 0 ? [] : ["", ...went];
  if (status === "running") return [`Run ${id} (${operation}) is under way.`, ...happened, "", `It goes on whether or not anybody watches. To stop it: cancel {"run":"${id}"}. To wait for it is the next call.`].join("\n");
  if (status === "interrupted") return [`Run ${id} (${operation}) was cut off: its process is gone (attempt ${String(attempts)}). Nothing is lost.`, ...happened, "", "Call the tool that started it again with the same input: it goes on under the same id. It is the next call."].join("\n");
  const end = readEnd(runFolder(place, id));
  const calls = callsInWords(remedyOf(run.error));
  return [`Run ${id} (${operation}) has ended: ${run.exit ?? "internal"}.`, ...happened, "", end?.text ?? "", ...(calls.length < 2 ? [] : [`  tool: ${calls.map(sayCall).join(" or ")}`])].join("\n");
}
