import { textAt } from "../program/json-fields.js";

/** What a tool of Claude Code was called with: its file or its command. */
export function callDetail(input: unknown): string | undefined {
  return textAt(input, "file_path") ?? textAt(input, "notebook_path") ?? textAt(input, "command");
}
