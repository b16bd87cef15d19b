import { McpServer } from "@modelcontextprotocol/server";
import { expect, it } from "vitest";
import { createSessions, type Sessions } from "./sessions.js";

const HEADERS = { "content-type": "application/json", accept: "application/json, text/event-stream" };

function send(sessions: Sessions, message: object, session?: string): Promise<Response> {
  return sessions.handle(new Request("http://127.0.0.1/mcp", { method: "POST", headers: { ...HEADERS, ...(session === undefined ? {} : { "mcp-session-id": session }) }, body: JSON.stringify({ jsonrpc: "2.0", ...message }) }));
}

async function begin(sessions: Sessions): Promise<string> {
  const response = await send(sessions, { id: 0, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } } });
  await response.text();
  return response.headers.get("mcp-session-id")!;
}

const ping = async (sessions: Sessions, session: string): Promise<number> => {
  const response = await send(sessions, { id: 1, method: "ping" }, session);
  await response.text();
  return response.status;
};

function createServers(): { readonly factory: () => McpServer; readonly open: () => number } {
  const servers: McpServer[] = [];
  const factory = (): McpServer => {
    servers.push(new McpServer({ name: "test", version: "1" }));
    return servers.at(-1)!;
  };
  return { factory, open: () => servers.filter((server) => server.isConnected()).length };
}

it("ends the session that was silent longest when there are too many, and tells its client to begin anew", async () => {
  const { factory, open } = createServers();
  const sessions = createSessions(factory, 2);
  const [first, second] = [await begin(sessions), await begin(sessions)];
  expect(await ping(sessions, first)).toBe(200);
  const third = await begin(sessions);
  expect([await ping(sessions, first), await ping(sessions, second), await ping(sessions, third)]).toEqual([200, 404, 200]);
  expect(open()).toBe(2);
});

it("keeps no server for a request that begins no session", async () => {
  const { factory, open } = createServers();
  const sessions = createSessions(factory);
  expect((await send(sessions, { id: 1, method: "tools/list" })).status).toBe(400);
  expect(open()).toBe(0);
});

it("forgets a session whose client ends it, and all of them when the server ends", async () => {
  const { factory, open } = createServers();
  const sessions = createSessions(factory);
  const [first, second] = [await begin(sessions), await begin(sessions)];
  const ended = await sessions.handle(new Request("http://127.0.0.1/mcp", { method: "DELETE", headers: { "mcp-session-id": first } }));
  expect([ended.status, await ping(sessions, first), await ping(sessions, second)]).toEqual([200, 404, 200]);
  await sessions.close();
  expect([await ping(sessions, second), open()]).toEqual([404, 0]);
});
