import { InMemoryTransport } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { afterEach, expect, it } from "vitest";
import { createServerFactory } from "../src/create-server.js";
import type { Registry } from "../src/registry/registry.js";
import { serveHttp } from "../src/serve-http.js";
import { beginSession, type Message, post } from "./post.js";

type Told = Parameters<NonNullable<Registry["watch"]>>[0];

let stop = new AbortController();
const watchers = new Set<Told>();
const registry: Registry = {
  name: "test", title: "Test", version: "1", instructions: "", tools: [], templates: [], prompts: [],
  resources: [{ name: "a", title: "A", description: "A.", uri: "dgs://a", mimeType: "text/plain", read: () => Promise.resolve({ contents: [] }) }],
  watch: (told) => {
    watchers.add(told);
    return () => { watchers.delete(told); };
  },
};
afterEach(() => {
  stop.abort();
  stop = new AbortController();
});

const META = { "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientInfo": { name: "test", version: "1" }, "io.modelcontextprotocol/clientCapabilities": {} };
const LISTEN = { jsonrpc: "2.0", id: 3, method: "subscriptions/listen", params: { _meta: META, notifications: { resourceSubscriptions: ["dgs://a"], resourcesListChanged: true } } } as const;
const tell = (uri: string): void => { for (const { changed } of watchers) changed(uri); };

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

  const modern = listen(await fetch(url, { method: "POST", headers: { "content-type": "application/json", accept: "application/json, text/event-stream", "mcp-protocol-version": "2026-07-28", "mcp-method": "subscriptions/listen" }, body: JSON.stringify(LISTEN) }));
  expect(await next(modern)).toMatchObject({ method: "notifications/subscriptions/acknowledged" });

  for (const uri of ["dgs://b", "dgs://c", "dgs://a"]) tell(uri);
  for (const { listChanged } of watchers) listChanged();
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
    ],
  ],
] as const)("a client of %s on stdio hears of them, too, and nothing is watched once it is gone", async (_, opening) => {
  const [client, wire] = InMemoryTransport.createLinkedPair();
  const heard: Message[] = [];
  client.onmessage = (message) => void heard.push(message as Message);
  await client.start();
  const handle = serveStdio(createServerFactory(registry, { asksPeople: false, onError: () => undefined }), { transport: wire });
  for (const message of opening) {
    await client.send(message);
    if ("id" in message) await expect.poll(() => heard.some(({ id, method }) => id === message.id || method === "notifications/subscriptions/acknowledged")).toBe(true);
  }
  heard.length = 0;
  for (const uri of ["dgs://b", "dgs://a"]) tell(uri);
  for (const { listChanged } of watchers) listChanged();
  await expect.poll(() => heard.map(({ method, params }) => [method, params?.["uri"]])).toEqual([["notifications/resources/updated", "dgs://a"], ["notifications/resources/list_changed", undefined]]);
  expect(watchers.size).toBe(1);
  await handle.close();
  expect(watchers.size).toBe(0);
});
