import type { Refusal } from "@dgs/runtime";
import { answerWithRefusal } from "../registry/answers.js";
import type { Answered } from "../registry/tool-spec.js";
import { callsInWords, sayCall } from "./call-of-command.js";

/** Answers with a refusal, as {@link answerWithRefusal} does. Where its remedy names commands of the command line, a line says which tools these are: whoever reads it has no other. */
export function answerRefused(refusal: Refusal, base: string, root?: string): Answered {
  const answer = answerWithRefusal(refusal, base, root);
  const calls = callsInWords(refusal.remedy);
  if (calls.length === 0) return answer;
  return { ...answer, content: answer.content.map((piece, at) => (at === 0 && piece.type === "text" ? { ...piece, text: `${piece.text}\n  tool: ${calls.map(sayCall).join(" or ")}` } : piece)) };
}
