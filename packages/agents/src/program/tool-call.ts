/** A tool as a person knows it again: its name, and the file or the command it was called with. */
export interface ToolCall {
  readonly name: string;
  readonly detail?: string;
}

/** Names a call by what it was called with, where that is known. */
export function toolCall(name: string | undefined, detail: string | undefined): ToolCall {
  return { name: name ?? "a tool", ...(detail === undefined ? {} : { detail }) };
}
