import { answerWithReport } from "../registry/answers.js";
import type { Answered } from "../registry/tool-spec.js";
import { callOfCommand, type NextCall, sayCall } from "./call-of-command.js";

/** The call that stands for the command that a report names as the next one; `undefined` where it names none, or one that is no tool. */
export function nextCall(report: object): NextCall | undefined {
  const next = "next" in report ? (report.next as { readonly command?: unknown } | undefined)?.command : undefined;
  return typeof next === "string" ? callOfCommand(next) : undefined;
}

/** Answers with a report and the call that comes next, in both forms. */
export function answerWithNext({ report, text }: { readonly report: object; readonly text: string }, next: NextCall | undefined = nextCall(report)): Answered {
  if (next === undefined) return answerWithReport(report, text);
  return answerWithReport({ ...report, next_call: next }, `${text}\n\nOver MCP that is the tool ${sayCall(next)}.`);
}
