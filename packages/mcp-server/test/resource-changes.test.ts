import { InMemoryTransport } from "@modelcontextprotocol/server";
import { afterEach, expect, it } from "vitest";
import type { Wish } from "../src/changes/wish.js";
import type { Registry, Told } from "../src/registry/registry.js";
import { serveHttp } from "../src/serve-http.js";
import { serveConnection } from "../src/serve-stdio.js";
import { beginSession, type Message, post } from "./post.js";

let stop = new AbortController();
/** Clients that want to hear of something, with what that is. */
const watchers = new Map<Told, Wish>();
const registry: Registry = {
  name: "test", title: "Test", version: "1", instructions: "", tools: [], prompts: [],
  templates: [{ name: "b", title: "B", description: "B.", uriTemplate: "dgs://more/{b}", list: () => Promise.resolve([]), read: () => Promise.resolve({ contents: [] }) }],
  resources: [{ name: "a", title: "A", description: "A.", uri: "dgs://a", mimeType: "text/plain", read: () => Promise.resolve({ contents: [] }) }],
  watch: (told) => ({
    knows: (uri) => uri.startsWith("dgs://"),
    want: ({ uris, list }) => {
      if (uris.size > 0 || list) watchers.set(told, { uris: new Set(uris), list });
      else watchers.delete(told);
    },
    stop: () => { watchers.delete(told); },
  }),
};
afterEach(() => {
  stop.abort();
  stop = new AbortController();
});

const META = { "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientInfo": { name: "test", version: "1" }, "io.modelcontextprotocol/clientCapabilities": {} };
const LISTEN = { jsonrpc: "2.0", id: 3, method: "subscriptions/listen", params: { _meta: META, notifications: { resourceSubscriptions: ["dgs://a"], resourcesListChanged: true } } } as const;
const tell = (uri: string): void => { for (const [{ changed }, { uris }] of watchers) if (uris.has(uri)) changed(uri); };
const tellOfList = (): void => { for (const [{ listChanged }, { list }] of watchers) if (list) listChanged(); };
const LIST = { jsonrpc: "2.0", id: 4, method: "resources/list", params: {} } as const;

/** Reads the messages of an open stream one by one. */
async function* listen(response: Response): AsyncGenerator<Message> {
  let rest = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (/^data: \S/.test(line)) yield JSON.parse(line.slice(6)) as Message;
  }
}

async function next(stream: AsyncGenerator<Message>): Promise<Message> {
  return (await stream.next()).value as Message;
}

it("a client hears of the resources that it subscribed to, in either era, and nothing is watched once the server has ended", async () => {
  const { url, closed } = await serveHttp(registry, { port: 0, asksPeople: false, onError: () => undefined, signal: stop.signal });

  const session = await beginSession(url);
  const opened = await fetch(url, { headers: { ...session, accept: "text/event-stream" } });
  const heard = listen(opened);
  for (const uri of ["dgs://a", "dgs://b"]) await post(url, { id: 1, method: "resources/subscribe", params: { uri } }, session);
  await post(url, { id: 2, method: "resources/unsubscribe", params: { uri: "dgs://b" } }, session);
  await post(url, LIST, session);

  const modern = listen(await fetch(url, { method: "POST", headers: { "content-type": "application/json", accept: "application/json, text/event-stream", "mcp-protocol-version": "2026-07-28", "mcp-method": "subscriptions/listen" }, body: JSON.stringify(LISTEN) }));
  expect(await next(modern)).toMatchObject({ method: "notifications/subscriptions/acknowledged" });

  for (const uri of ["dgs://b", "dgs://c", "dgs://a"]) tell(uri);
  tellOfList();
  for (const stream of [heard, modern]) {
    expect(await next(stream)).toMatchObject({ method: "notifications/resources/updated", params: { uri: "dgs://a" } });
    expect(await next(stream)).toMatchObject({ method: "notifications/resources/list_changed" });
  }

  expect(watchers.size).toBe(2);
  stop.abort();
  await closed;
  await expect.poll(() => watchers.size).toBe(0);
});

it.each([
  ["2026-07-28", [LISTEN]],
  [
    "2025-11-25",
    [
      { jsonrpc: "2.0", id: 1, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } } },
      { jsonrpc: "2.0", method: "notifications/initialized" },
      { jsonrpc: "2.0", id: 2, method: "resources/subscribe", params: { uri: "dgs://a" } },
      LIST,
    ],
  ],
] as const)("a client of %s on stdio hears of them, too, and nothing is watched once it is gone", async (_, opening) => {
  const [client, wire] = InMemoryTransport.createLinkedPair();
  const heard: Message[] = [];
  client.onmessage = (message) => void heard.push(message as Message);
  await client.start();
  const handle = serveConnection(wire, registry, { asksPeople: false, onError: () => undefined });
  for (const message of opening) {
    await client.send(message);
    if ("id" in message) await expect.poll(() => heard.some(({ id, method }) => id === message.id || method === "notifications/subscriptions/acknowledged")).toBe(true);
  }
  heard.length = 0;
  for (const uri of ["dgs://b", "dgs://a"]) tell(uri);
  tellOfList();
  await expect.poll(() => heard.map(({ method, params }) => [method, params?.["uri"]])).toEqual([["notifications/resources/updated", "dgs://a"], ["notifications/resources/list_changed", undefined]]);
  expect(watchers.size).toBe(1);
  await handle.close();
  expect(watchers.size).toBe(0);
});

it("watches over HTTP what is listened to for as long as the client listens, and no longer", async () => {
  const { url } = await serveHttp(registry, { port: 0, asksPeople: false, onError: () => undefined, signal: stop.signal });
  const headers = { "content-type": "application/json", accept: "application/json, text/event-stream", "mcp-protocol-version": "2026-07-28", "mcp-method": "subscriptions/listen" };
  const gone = new AbortController();
  const stream = listen(await fetch(url, { method: "POST", headers, body: JSON.stringify(LISTEN), signal: gone.signal }));
  await next(stream);
  expect([...watchers.values()]).toEqual([{ uris: new Set(["dgs://a"]), list: true }]);
  gone.abort();
  await expect.poll(() => watchers.size).toBe(0);
});

it("on stdio nothing is watched any more for a client that stopped to listen", async () => {
  const [client, wire] = InMemoryTransport.createLinkedPair();
  await client.start();
  const handle = serveConnection(wire, registry, { asksPeople: false, onError: () => undefined });
  await client.send(LISTEN);
  await expect.poll(() => watchers.size).toBe(1);
  await client.send({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: LISTEN.id } });
  await expect.poll(() => watchers.size).toBe(0);
  await handle.close();
});

it("refuses to subscribe to what no address names", async () => {
  const { url } = await serveHttp(registry, { port: 0, asksPeople: false, onError: () => undefined, signal: stop.signal });
  const session = await beginSession(url);
  const { messages } = await post(url, { id: 1, method: "resources/subscribe", params: { uri: "file:///etc/passwd" } }, session);
  expect(messages[0]?.error?.message).toContain("not found");
  expect(watchers.size).toBe(0);
});
