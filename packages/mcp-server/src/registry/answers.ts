import type { Refusal } from "@dgs/runtime";
import { failureReport, plainPaint, renderFailure } from "@dgs/render";
import { isOfArgument } from "./refuse-argument.js";
import type { Answered } from "./tool-spec.js";

/** Answers with a report and its text. */
export function answerWithReport(report: object, text: string): Answered {
  return { type: "answered", content: [{ type: "text", text }], structured: report };
}

/** Answers with a refusal: `isError`, what was wrong, where, what to do next. Paths are relative to the folder that the server works in. */
export function answerWithRefusal(refusal: Refusal, base: string, root?: string): Answered {
  const refused = { type: "refused" as const, refusal, ...(root === undefined || isOfArgument(refusal) ? {} : { root }) };
  return { type: "answered", isError: true, content: [{ type: "text", text: renderFailure(refused, base, plainPaint) }], structured: failureReport(refused, base) };
}
