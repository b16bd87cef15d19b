import { completable, type GetPromptResult, type InputRequiredResult, type McpServer, type ServerContext } from "@modelcontextprotocol/server";
import { z } from "zod";
import type { ClientSide } from "./client-side.js";
import type { Needing } from "./registry/client-call.js";
import type { PromptSpec } from "./registry/registry.js";

/** Adds a prompt to a server. */
export function addPrompt(server: McpServer, { name, title, description, input, complete = {}, get }: PromptSpec, client: ClientSide): void {
  const owner = `prompt ${name}`;
  const result = async (given: Readonly<Record<string, string | undefined>>, context: ServerContext): Promise<GetPromptResult | InputRequiredResult> => {
    const answer = await get(given, client.callOf(server, context, owner));
    return isPrompt(answer) ? answer : client.ask(answer, context, owner);
  };
  if (input === undefined) server.registerPrompt(name, { title, description }, (context) => result({}, context));
  else server.registerPrompt(name, { title, description, argsSchema: withValues(input, complete) }, (given, context) => result(given as Readonly<Record<string, string | undefined>>, context));
}

function isPrompt(answer: GetPromptResult | Needing): answer is GetPromptResult {
  return "messages" in answer;
}

/** The arguments, each with what completes it. */
function withValues(input: z.ZodObject, complete: NonNullable<PromptSpec["complete"]>): z.ZodObject {
  const fields = Object.entries(complete).flatMap(([name, values]) => {
    const field = input.shape[name] as z.ZodString | z.ZodOptional<z.ZodString> | undefined;
    if (field === undefined) return [];
    // The library looks for what completes an argument below its being optional.
    const text = field instanceof z.ZodOptional ? field.unwrap() : field;
    // A copy: completing is written into the field, and every server of the registry does that.
    const copy = text.meta(text.meta() ?? {});
    const completed = completable(copy, async (typed, given) => [...(await values(typed, given?.arguments ?? {}))]);
    return [[name, field instanceof z.ZodOptional ? completed.optional() : completed] as const];
  });
  return input.extend(Object.fromEntries(fields));
}
