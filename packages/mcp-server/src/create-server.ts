import { McpServer, type McpServerFactory, ResourceTemplate, type ServerCapabilities } from "@modelcontextprotocol/server";
import { addPrompt } from "./add-prompt.js";
import { addTool, type ToolOptions } from "./add-tool.js";
import { type Connection, tellOfChanges } from "./changes/tell-of-changes.js";
import { type ClientSide, createClientSide } from "./client-side.js";
import type { Registry, ResourceSpec, TemplateSpec } from "./registry/registry.js";

/** How a registry is served. */
export type ServerOptions = ToolOptions;

/** The most members and elements that the arguments of a call may have together. */
const MOST_ELEMENTS = 20_000;

/** Makes servers of a registry: one for each connection, or each request over HTTP. The same registry serves both protocol eras. */
export function createServerFactory(registry: Registry, options: ServerOptions): McpServerFactory {
  const client = createClientSide();
  return ({ era }) => {
    let connection: Connection | undefined;
    const server = createServer(registry, client, options, () => connection?.listed());
    // A client of 2026-07-28 listens to what serves it (changes/listening-*.ts), not to one server.
    if (era === "legacy") connection = tellOfChanges(server, registry, options.onError);
    return server;
  };
}

function createServer(registry: Registry, client: ClientSide, options: ServerOptions, onListed: () => void): McpServer {
  const { name, title, version, instructions } = registry;
  const server = new McpServer({ name, title, version }, { instructions, maxToolInputElements: MOST_ELEMENTS, capabilities: capabilitiesOf(registry), requestState: { verify: client.verify } });
  for (const tool of registry.tools) addTool(server, tool, client, options);
  for (const resource of registry.resources) addResource(server, resource);
  for (const template of registry.templates) addTemplate(server, template, onListed);
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

function addTemplate(server: McpServer, { name, title, description, uriTemplate, mimeType, list, complete, read }: TemplateSpec, onListed: () => void): void {
  const template = new ResourceTemplate(uriTemplate, {
    list: list === undefined ? undefined : async () => {
      onListed();
      // The template's own words are not said again of each of them.
      return { resources: (await list()).map((resource) => ({ description: undefined, ...resource })) };
    },
    complete: Object.fromEntries(Object.entries(complete ?? {}).map(([variable, values]) => [variable, async (typed: string, given?: { arguments?: Record<string, string> }) => [...(await values(typed, given?.arguments ?? {}))]])),
  });
  server.registerResource(name, template, { title, description, ...(mimeType === undefined ? {} : { mimeType }) }, (uri, variables) => {
    const single = Object.fromEntries(Object.entries(variables).map(([variable, value]) => [variable, Array.isArray(value) ? value.join("/") : value]));
    return read(uri.href, single);
  });
}
