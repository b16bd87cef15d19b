/** A call of a tool that a client offers, or that it would find among those it keeps back. */
export interface ToolCall {
  readonly tool: string;
  /** The group that the client has the tool in, where it has groups. */
  readonly group?: string;
  /** The input of a freeform tool is a text. */
  readonly input: object | string;
}

/** What the scripted model does at one request that offers tools; it is put into the tools that the client offers. */
export type ModelStep =
  /** Write a file; `path` is absolute. */
  | { readonly write: { readonly path: string; readonly content: string } }
  /** Read a file; `read` is its absolute path. */
  | { readonly read: string }
  | { readonly shell: string }
  /** Call a tool by the very name that the client gives it. */
  | { readonly call: ToolCall }
  | { readonly text: string }
  /** Answer with an HTTP status; `times` requests long, for good unless told. */
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly times?: number }
  /** Take the request and never answer, nor any that follows. */
  | { readonly hang: true }
  /** Break the connection in the middle of the answer; `times` requests long, for good unless told. */
  | { readonly cut: true; readonly times?: number };

/** How many requests a step lasts. */
export function lengthOf(step: ModelStep): number {
  if ("hang" in step) return Infinity;
  return "status" in step || "cut" in step ? (step.times ?? Infinity) : 1;
}
