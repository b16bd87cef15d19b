import { type CallToolResult, CLIENT_CAPABILITIES_META_KEY, type ClientCapabilities, type GetPromptResult, inputRequired, type InputRequiredResult, inputResponse, McpServer, type McpServerFactory, ResourceTemplate, type ServerContext } from "@modelcontextprotocol/server";
import { z } from "zod";
import { answerWithRefusal } from "./registry/answers.js";
import type { PromptSpec, Registry, ResourceSpec, TemplateSpec } from "./registry/registry.js";
import type { AnyTool, Confirmation, Progress, ToolAnswer, ToolCall } from "./registry/tool-spec.js";

/** How a registry is served. */
export interface ServerOptions {
  /** Whether a person may be asked through the client (elicitation). */
  readonly asksPeople: boolean;
  /** Hears of what went wrong without anybody expecting it. */
  readonly onError: (error: unknown) => void;
}

/** The most members and elements that the arguments of a call may have together. */
const MOST_ELEMENTS = 20_000;

/** Makes servers of a registry: one for each connection, or each request over HTTP. The same registry serves both protocol eras. */
export function createServerFactory(registry: Registry, options: ServerOptions): McpServerFactory {
  return () => createServer(registry, options);
}

function createServer(registry: Registry, options: ServerOptions): McpServer {
  const { name, title, version, instructions } = registry;
  const server = new McpServer({ name, title, version }, { instructions, maxToolInputElements: MOST_ELEMENTS, capabilities: { tools: {}, resources: {}, prompts: {}, completions: {} } });
  for (const tool of registry.tools) addTool(server, tool, options);
  for (const resource of registry.resources) addResource(server, resource);
  for (const template of registry.templates) addTemplate(server, template);
  for (const prompt of registry.prompts) addPrompt(server, prompt);
  return server;
}

function addTool(server: McpServer, tool: AnyTool, options: ServerOptions): void {
  const { readOnly, destructive, idempotent, openWorld } = tool.annotations;
  const config = {
    title: tool.title,
    description: tool.description,
    // What is not known is told: a misspelt property that is passed over would be a wish that nobody fulfils.
    inputSchema: tool.input.strict(),
    ...(tool.output === undefined ? {} : { outputSchema: tool.output }),
    annotations: { title: tool.title, readOnlyHint: readOnly, destructiveHint: destructive, idempotentHint: idempotent, openWorldHint: openWorld },
  };
  server.registerTool(tool.name, config, async (input, context) => {
    const canAsk = options.asksPeople && askable(server, context);
    try {
      return resultOf(await tool.call(input, createCall(context, canAsk)), canAsk);
    } catch (error) {
      options.onError(error);
      const message = error instanceof Error ? error.message : String(error);
      return resultOf(answerWithRefusal({ type: "refused", code: "internal", message: `something went wrong that DGS did not expect: ${message}`, at: "inside dgs", remedy: "Call it again; that is safe.", exit: "internal" }, "."), canAsk);
    }
  });
}

const QUESTION = "confirm";
const ANSWER = z.object({ confirm: z.boolean().describe("Yes, do it.") });

function createCall(context: ServerContext, canAsk: boolean): ToolCall {
  const { signal, _meta: meta } = context.mcpReq;
  const token = meta?.progressToken;
  const tell = async ({ message, done, total }: Progress): Promise<void> => {
    if (token === undefined || signal.aborted) return;
    const params = { progressToken: token, progress: done, message, ...(total === undefined ? {} : { total }) };
    // Whoever is gone hears of nothing, and that is no fault.
    await context.mcpReq.notify({ method: "notifications/progress", params }).catch(() => undefined);
  };
  return { signal, tell, confirmation: canAsk ? confirmationOf(context) : "nobody" };
}

function confirmationOf(context: ServerContext): Confirmation {
  const said = inputResponse(context.mcpReq.inputResponses, QUESTION);
  if (said.kind === "missing") return "unasked";
  if (said.kind !== "elicit" || said.action === "cancel") return "nobody";
  return said.action === "accept" && said.content?.["confirm"] === true ? "yes" : "no";
}

/** Whether the client can show a person a question; what it says of itself comes with each request since 2026-07-28, and with its opening before. */
function askable(server: McpServer, { mcpReq }: ServerContext): boolean {
  const inRequest = (mcpReq.envelope as Readonly<Record<string, ClientCapabilities | undefined>> | undefined)?.[CLIENT_CAPABILITIES_META_KEY];
  // Of a connection of 2025 only its opening told them.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const elicitation = (inRequest ?? server.server.getClientCapabilities())?.elicitation;
  return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
}

function resultOf(answer: ToolAnswer, canAsk: boolean): CallToolResult | InputRequiredResult {
  if (answer.type === "asking") {
    if (!canAsk) throw new Error("a tool asked a person, and nobody can be asked");
    return inputRequired({ inputRequests: { [QUESTION]: inputRequired.elicit({ message: answer.question, requestedSchema: ANSWER }) } });
  }
  const { content, structured, isError } = answer;
  return { content: [...content], ...(structured === undefined ? {} : { structuredContent: { ...structured } }), ...(isError === true ? { isError } : {}) };
}

function addResource(server: McpServer, { name, title, description, uri, mimeType, read }: ResourceSpec): void {
  server.registerResource(name, uri, { title, description, mimeType }, () => read());
}

function addTemplate(server: McpServer, { name, title, description, uriTemplate, mimeType, list, complete, read }: TemplateSpec): void {
  const template = new ResourceTemplate(uriTemplate, {
    list: list === undefined ? undefined : async () => ({ resources: [...(await list())] }),
    complete: Object.fromEntries(Object.entries(complete ?? {}).map(([variable, values]) => [variable, async (typed: string, given?: { arguments?: Record<string, string> }) => [...(await values(typed, given?.arguments ?? {}))]])),
  });
  server.registerResource(name, template, { title, description, mimeType }, (uri, variables) => {
    const single = Object.fromEntries(Object.entries(variables).map(([variable, value]) => [variable, Array.isArray(value) ? value.join("/") : value]));
    return read(uri.href, single);
  });
}

function addPrompt(server: McpServer, { name, title, description, input, get }: PromptSpec): void {
  const result = async (given: Readonly<Record<string, string | undefined>>): Promise<GetPromptResult> => get(given);
  if (input === undefined) server.registerPrompt(name, { title, description }, () => result({}));
  else server.registerPrompt(name, { title, description, argsSchema: input }, (given) => result(given as Readonly<Record<string, string | undefined>>));
}
