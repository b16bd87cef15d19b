import type { Refusal } from "@dgs/runtime";
import { failureReport, plainPaint, renderFailure } from "@dgs/render";
import { isOfArgument } from "./refuse-argument.js";
import type { Answered } from "./tool-spec.js";

/** Answers with a report and its text. */
export function answerWithReport(report: object, text: string): Answered {
  return { type: "answered", content: [{ type: "text", text }], structured: report };
}

/**
 * Answers with a refusal: `isError`, what was wrong, where, what to do next, and then the same as `dgs --json` prints it. Paths are relative to the folder that the
 * server works in. None of it is structured content: some clients hold that against the schema of results, and tell their model of the mismatch instead (decision 50).
 */
export function answerWithRefusal(refusal: Refusal, base: string, root?: string): Answered {
  const refused = { type: "refused" as const, refusal, ...(root === undefined || isOfArgument(refusal) ? {} : { root }) };
  return { type: "answered", isError: true, content: [renderFailure(refused, base, plainPaint), JSON.stringify(failureReport(refused, base))].map((text) => ({ type: "text", text })) };
}
