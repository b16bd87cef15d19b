import { textAt } from "../program/json-fields.js";

/** A tool as a person knows it again: its name, and the file or the command it was called with. */
export interface ToolCall {
  readonly name: string;
  readonly detail?: string;
}

/** Names a call by what it was called with. */
export function toolCall(name: string | undefined, input: unknown): ToolCall {
  const detail = textAt(input, "file_path") ?? textAt(input, "notebook_path") ?? textAt(input, "command");
  return { name: name ?? "a tool", ...(detail === undefined ? {} : { detail }) };
}
