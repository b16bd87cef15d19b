import { formatJson } from "./format-json.js";
import type { Output } from "./io.js";
import type { Live } from "./live.js";

/** Shows a run as JSON lines: one event a line, each complete when it is written. What is said besides is a note. */
export function createJsonLines(output: Output): Live {
  const show: Live["show"] = (event) => { output.write(`${formatJson(event)}\n`); };
  return { show, line: (text) => { show({ type: "note", text }); }, close: () => undefined, pause: () => undefined, resume: () => undefined };
}
