import type { GetPromptResult, ReadResourceResult } from "@modelcontextprotocol/server";
import type { z } from "zod";
import type { ClientCall, Needing } from "./client-call.js";
import type { AnyTool } from "./tool-spec.js";

/** Returns values that begin with what was typed so far. */
export type Complete = (typed: string, given: Readonly<Record<string, string>>) => Promise<readonly string[]> | readonly string[];

/** A resource with one address. */
export interface ResourceSpec {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly uri: string;
  readonly mimeType: string;
  readonly read: () => Promise<ReadResourceResult>;
}

/** Resources whose addresses are made of variables. */
export interface TemplateSpec {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** RFC 6570, such as `dgs://job/{version}`. */
  readonly uriTemplate: string;
  readonly mimeType: string;
  /** Every resource that there is now. */
  readonly list?: () => Promise<readonly { readonly uri: string; readonly name: string; readonly mimeType?: string }[]>;
  readonly complete?: Readonly<Record<string, Complete>>;
  readonly read: (uri: string, variables: Readonly<Record<string, string>>) => Promise<ReadResourceResult>;
}

/** A slash command. */
export interface PromptSpec {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Absent: it takes no argument. MCP has arguments of text only. */
  readonly input?: z.ZodObject;
  /** Values for each argument. */
  readonly complete?: Readonly<Record<string, Complete>>;
  readonly get: (input: Readonly<Record<string, string | undefined>>, call: ClientCall) => Promise<GetPromptResult | Needing> | GetPromptResult | Needing;
}

/** Everything that a server offers. */
export interface Registry {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  /** Put into the prompt by some clients: how the tools belong together, in a few sentences. */
  readonly instructions: string;
  readonly tools: readonly AnyTool[];
  readonly resources: readonly ResourceSpec[];
  readonly templates: readonly TemplateSpec[];
  readonly prompts: readonly PromptSpec[];
  /**
   * Watches what resources are made of; absent: they never change. `changed` is told the address of each that is another one by now, `listChanged` when
   * there are others. Returns what ends it.
   */
  readonly watch?: (told: { readonly changed: (uri: string) => void; readonly listChanged: () => void }) => () => void;
}
