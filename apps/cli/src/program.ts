// What main.ts needs once it has to do more than say its version.

export { choosePaint, failureReport, renderFailure } from "@dgs/render";
export { answerCall } from "./answer-call.js";
export { EXIT_CODES } from "./exit-codes.js";
export { explainError } from "./explain-error.js";
export { formatJson } from "./format-json.js";
export { createIo } from "./io.js";
export { isJsonAsked } from "./parse-arguments.js";
