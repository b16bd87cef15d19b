import { isRefusal, type Place } from "@dgs/runtime";
import { answerWithRefusal } from "../registry/answers.js";
import type { Answered, ToolCall } from "../registry/tool-spec.js";
import { readEnd, runFolder } from "../runs/run-record.js";
import { type RunReport, watchRun } from "../runs/watch-run.js";
import { answerWithNext, type NextCall, nextCall } from "./next-tool.js";

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
  return isRefusal(report) ? answerWithRefusal(report, place.base) : answerWithNext({ report, text: renderRun(place, report) }, nextOf(report));
}

function nextOf({ run, status, after, report }: RunReport): NextCall | undefined {
  if (status === "running") return { tool: "watch", arguments: { run, after } };
  return report === undefined ? undefined : nextCall(report);
}

function renderRun(place: Place, run: RunReport): string {
  const { run: id, operation, status, attempts, lines, left_out: leftOut } = run;
  const went = [...(leftOut > 0 ? [`(${String(leftOut)} earlier lines left out)`] : []), ...lines];
  const happened = went.length === 0 ? [] : ["", ...went];
  if (status === "running") return [`Run ${id} (${operation}) is under way.`, ...happened, "", `It goes on whether or not anybody watches. To stop it: cancel {"run":"${id}"}. To wait for it is the next call.`].join("\n");
  if (status === "interrupted") return [`Run ${id} (${operation}) was cut off: its process is gone (attempt ${String(attempts)}). Nothing is lost.`, ...happened, "", "Call the tool that started it again with the same input: it goes on under the same id."].join("\n");
  const end = readEnd(runFolder(place, id));
  return [`Run ${id} (${operation}) has ended: ${run.exit ?? "internal"}.`, ...happened, "", end?.text ?? ""].join("\n");
}
