import { McpServer, type McpServerFactory, ResourceTemplate, type ServerCapabilities } from "@modelcontextprotocol/server";
import { addPrompt } from "./add-prompt.js";
import { addTool, type ToolOptions } from "./add-tool.js";
import { type ClientSide, createClientSide } from "./client-side.js";
import type { Registry, ResourceSpec, TemplateSpec } from "./registry/registry.js";
import { tellOfChanges } from "./resource-changes.js";

/** How a registry is served. */
export type ServerOptions = ToolOptions;

/** The most members and elements that the arguments of a call may have together. */
const MOST_ELEMENTS = 20_000;

/** Makes servers of a registry: one for each connection, or each request over HTTP. The same registry serves both protocol eras. */
export function createServerFactory(registry: Registry, options: ServerOptions): McpServerFactory {
  const client = createClientSide();
  return ({ era, requestInfo }) => {
    const server = createServer(registry, client, options);
    // A request of 2026-07-28 over HTTP is a connection of its own: its client listens to the server that stays (serve-http.ts).
    if (era === "legacy" || requestInfo === undefined) tellOfChanges(server, registry, era === "legacy" ? "subscribed" : "everything", options.onError);
    return server;
  };
}

function createServer(registry: Registry, client: ClientSide, options: ServerOptions): McpServer {
  const { name, title, version, instructions } = registry;
  const server = new McpServer({ name, title, version }, { instructions, maxToolInputElements: MOST_ELEMENTS, capabilities: capabilitiesOf(registry), requestState: { verify: client.verify } });
  for (const tool of registry.tools) addTool(server, tool, client, options);
  for (const resource of registry.resources) addResource(server, resource);
  for (const template of registry.templates) addTemplate(server, template);
  for (const prompt of registry.prompts) addPrompt(server, prompt, client);
  return server;
}

/** Only what is there is declared: a client asks for it, and would be told that there is no such thing. */
function capabilitiesOf({ tools, resources, templates, prompts, watch }: Registry): ServerCapabilities {
  const changes = watch !== undefined;
  return {
    logging: {},
    // Tools and prompts stay what they are; resources come and go with the planning files.
    ...(tools.length === 0 ? {} : { tools: { listChanged: false } }),
    ...(prompts.length === 0 ? {} : { prompts: { listChanged: false } }),
    ...(resources.length + templates.length === 0 ? {} : { resources: { listChanged: changes, subscribe: changes } }),
  };
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
