import { type CallToolResult, inputRequired, type InputResponseView, type McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import type { ClientSide } from "./client-side.js";
import { leanSchema } from "./lean-schema.js";
import type { Needing } from "./registry/client-call.js";
import { answerWithRefusal } from "./registry/answers.js";
import type { Answered, AnyTool, Asking, Confirmation, ToolAnswer } from "./registry/tool-spec.js";

/** How the tools of a server are called. */
export interface ToolOptions {
  /** Whether a person may be asked through the client (elicitation). */
  readonly asksPeople: boolean;
  /** Hears of what went wrong without anybody expecting it. */
  readonly onError: (error: unknown) => void;
}

/** Adds a tool to a server. */
export function addTool(server: McpServer, tool: AnyTool, client: ClientSide, options: ToolOptions): void {
  const { readOnly, destructive, idempotent, openWorld } = tool.annotations;
  const owner = `tool ${tool.name}`;
  const config = {
    title: tool.title,
    description: tool.description,
    // What is not known is told: a misspelt property that is passed over would be a wish that nobody fulfils. What the schema says besides is lost on the way.
    inputSchema: tool.input.meta() === undefined ? leanSchema(tool.input.strict()) : tool.input.strict().meta(tool.input.meta() ?? {}),
    ...(tool.output === undefined ? {} : { outputSchema: leanSchema(tool.output) }),
    annotations: { readOnlyHint: readOnly, destructiveHint: destructive, idempotentHint: idempotent, openWorldHint: openWorld },
  };
  server.registerTool(tool.name, config, async (input, context) => {
    const call = client.callOf(server, context, owner);
    const canAsk = options.asksPeople && call.can("elicitation");
    const answer = await answerOf(tool, input, { ...call, confirmation: canAsk ? confirmationOf(call.given(QUESTION)) : "nobody" }, options);
    if (answer.type === "answered") return resultOf(answer);
    return client.ask(answer.type === "asking" ? questionOf(answer) : answer, context, owner);
  });
}

async function answerOf(tool: AnyTool, input: Parameters<AnyTool["call"]>[0], call: Parameters<AnyTool["call"]>[1], options: ToolOptions): Promise<ToolAnswer> {
  try {
    const answer = await tool.call(input, call);
    if (answer.type === "asking" && call.confirmation === "nobody") throw new Error("a tool asked a person, and nobody can be asked");
    return answer;
  } catch (error) {
    options.onError(error);
    const message = error instanceof Error ? error.message : String(error);
    return answerWithRefusal({ type: "refused", code: "internal", message: `something went wrong that DGS did not expect: ${message}`, at: "inside dgs", remedy: "Call it again; that is safe.", exit: "internal" }, ".");
  }
}

const QUESTION = "confirm";
const ANSWER = z.object({ confirm: z.boolean().describe("Yes, do it.") });

function questionOf({ question }: Asking): Needing {
  return { type: "needing", requests: { [QUESTION]: inputRequired.elicit({ message: question, requestedSchema: ANSWER }) } };
}

function confirmationOf(said: InputResponseView): Confirmation {
  if (said.kind === "missing") return "unasked";
  if (said.kind !== "elicit" || said.action === "cancel") return "nobody";
  return said.action === "accept" && said.content?.["confirm"] === true ? "yes" : "no";
}

function resultOf({ content, structured, isError }: Answered): CallToolResult {
  return { content: [...content], ...(structured === undefined ? {} : { structuredContent: { ...structured } }), ...(isError === true ? { isError } : {}) };
}
