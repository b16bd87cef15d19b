import type { GetPromptResult, ReadResourceResult } from "@modelcontextprotocol/server";
import type { z } from "zod";
import type { Wish } from "../changes/wish.js";
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

/** A resource in a list. */
export interface ListedResource {
  readonly uri: string;
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly mimeType?: string;
  /** In bytes. */
  readonly size?: number;
}

/** Resources whose addresses are made of variables. */
export interface TemplateSpec {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** RFC 6570, such as `dgs://job/{version}`. */
  readonly uriTemplate: string;
  /** Absent: they are of several types. */
  readonly mimeType?: string;
  /** Those that are worth to be listed now; more can be read. */
  readonly list?: () => Promise<readonly ListedResource[]>;
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

/** Who is told of changes. */
export interface Told {
  /** A resource is another one by now: its address as it was asked for. */
  readonly changed: (uri: string) => void;
  /** There are more resources, or fewer. */
  readonly listChanged: () => void;
}

/** What is watched for one client. */
export interface Watching {
  /** Whether an address can name anything at all: what cannot is not watched. */
  readonly knows: (uri: string) => boolean;
  /** Says what the client wants to hear of from now on, in place of what it wanted before. */
  readonly want: (wish: Wish) => void;
  readonly stop: () => void;
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
  /** Watches resources for one client, and only those that it wants to hear of; absent: they never change. */
  readonly watch?: (told: Told) => Watching;
}
