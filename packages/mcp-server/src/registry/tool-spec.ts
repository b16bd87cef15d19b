import type { ContentBlock } from "@modelcontextprotocol/server";
import type { z } from "zod";
import type { ClientCall, Needing } from "./client-call.js";

/** What an answer of a tool consists of. */
export interface Answered {
  readonly type: "answered";
  /** For models and people. */
  readonly content: readonly ContentBlock[];
  /** For programs, and for the models of many clients; fits the tool's output schema. An error has none. */
  readonly structured?: object;
  readonly isError?: boolean;
}

/** A person is to be asked yes or no, where the client can; the tool is called again with what they said. */
export interface Asking {
  readonly type: "asking";
  readonly question: string;
}

export type ToolAnswer = Answered | Asking | Needing;

/**
 * What a person said when they were asked: `nobody` where the client cannot ask, or its question was closed without an answer; `unasked` before.
 */
export type Confirmation = "unasked" | "yes" | "no" | "nobody";

/** What a tool is called with besides its input. */
export interface ToolCall extends ClientCall {
  readonly confirmation: Confirmation;
}

/** What a tool does to the world. Clients decide by these which calls need a person: they have to be true. */
export interface ToolAnnotations {
  /** Changes nothing. */
  readonly readOnly: boolean;
  /** May take something away. */
  readonly destructive: boolean;
  /** Called again with the same input it changes nothing more. */
  readonly idempotent: boolean;
  /** Reaches beyond the product: agents work on their provider's machines. */
  readonly openWorld: boolean;
}

/** A tool as it is offered. */
export interface ToolSpec<Input extends z.ZodObject = z.ZodObject> {
  /** Lower case with underscores. */
  readonly name: string;
  readonly title: string;
  /** What it does, when to use it, what to call next: it is all that a model knows of it. */
  readonly description: string;
  /** What else its JSON Schema has to say (`anyOf`, `x-mcp-header`) is put there with `meta`. */
  readonly input: Input;
  /** Absent: the tool answers without structured content. */
  readonly output?: z.ZodObject;
  readonly annotations: ToolAnnotations;
  /** Carries the call out. What it throws is told as `internal`. */
  readonly call: (input: z.output<Input>, call: ToolCall) => Promise<ToolAnswer>;
}

/** A tool whose input was forgotten by the compiler: the server checks it against `input` before every call. */
export type AnyTool = ToolSpec;

/** Makes a tool; its input is held against its schema before it is called. */
export function defineTool<Input extends z.ZodObject>(spec: ToolSpec<Input>): AnyTool {
  return spec;
}
