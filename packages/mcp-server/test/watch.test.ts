import { rmSync } from "node:fs";
import path from "node:path";
import { InMemoryTransport } from "@modelcontextprotocol/server";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createWatch } from "../src/changes/create-watch.js";
import { createProductRegistry } from "../src/product-registry.js";
import type { Watching } from "../src/registry/registry.js";
import { createStamps } from "../src/resources/stamp-resources.js";
import { serveConnection } from "../src/serve-stdio.js";
import type { Message } from "./post.js";
import { makeProductFolder, type ProductFolder } from "./product-folder.js";

const PACE = { resourceMs: 5, listMs: 5 };

let product: ProductFolder;
let watching: Watching;
let heard: string[];

beforeEach(() => {
  product = makeProductFolder();
  heard = [];
  watching = createWatch(createStamps(product.options), PACE)({ changed: (uri) => void heard.push(uri), listChanged: () => void heard.push("list") });
});
afterEach(() => {
  watching.stop();
  product.remove();
});

async function hears(what: string): Promise<void> {
  await expect.poll(() => heard).toContain(what);
  heard.length = 0;
}

/** Long enough for several looks, where there should be none. */
async function wait(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 100));
}

it("tells of a file that is changed, goes away and comes back, and of one that is not there yet", async () => {
  const uri = "dgs://planning/STATE.md";
  watching.want({ uris: new Set([uri, "dgs://planning/phases/02-printer/02-01-SUMMARY.md"]), list: false });
  product.write("STATE.md", "another\n");
  await hears(uri);
  rmSync(path.join(product.planning, "STATE.md"));
  await hears(uri);
  product.write("STATE.md", "back\n");
  await hears(uri);
  product.write("phases/02-printer/02-01-SUMMARY.md", "done\n");
  await hears("dgs://planning/phases/02-printer/02-01-SUMMARY.md");
});

it("tells that a job moved, that the project stands elsewhere, and that there are more resources", async () => {
  watching.want({ uris: new Set(["dgs://job/v1.0", "dgs://progress"]), list: true });
  // What is made of many files is looked at when it is asked for, before anything else goes on here; that look ends a moment later.
  await new Promise(setImmediate);
  rmSync(path.join(product.planning, "jobs/pending/milestone-v1.0.md"));
  await expect.poll(() => [...new Set(heard)].sort()).toEqual(["dgs://job/v1.0", "dgs://progress", "list"]);
  heard.length = 0;
  product.write("phases/02-printer/02-01-SUMMARY.md", "---\nphase: 02-printer\nplan: 01\n---\n\n# Summary\n");
  await expect.poll(() => [...new Set(heard)].sort()).toEqual(["dgs://progress", "list"]);
});

it("tells what goes on in a run", async () => {
  const folder = "jobs/.runs/run-job-0123abcd";
  product.write(`${folder}/run.json`, JSON.stringify({ id: "run-job-0123abcd", operation: "run-job", input: {}, started: "2026-01-01T00:00:00.000Z", attempts: 1 }));
  const [run, log] = ["dgs://run/run-job-0123abcd", "dgs://run/run-job-0123abcd/log"];
  watching.want({ uris: new Set([run, log]), list: false });
  product.write(`${folder}/events.jsonl`, '{"type":"note","text":"hello"}\n');
  await expect.poll(() => [...new Set(heard)].sort()).toEqual([run, log]);
  heard.length = 0;
  product.write(`${folder}/end.json`, '{"ended":"2026-01-01T00:00:00.000Z","exit":"ok","text":"Done."}');
  await hears(run);
});

it("tells nothing that nobody wants any more, and nothing of what cannot be read", async () => {
  const [state, roadmap] = ["dgs://planning/STATE.md", "dgs://planning/ROADMAP.md"];
  watching.want({ uris: new Set([state, roadmap, "dgs://planning/../secret.md", "file:///etc/passwd"]), list: false });
  watching.want({ uris: new Set([roadmap]), list: false });
  product.write("STATE.md", "another\n");
  product.write("ROADMAP.md", "another\n");
  await hears(roadmap);
  await wait();
  expect(heard).not.toContain(state);
  watching.stop();
  product.write("ROADMAP.md", "a third one\n");
  await wait();
  expect(heard).toEqual([]);
  expect(["dgs://planning/../secret.md", "file:///etc/passwd", state].map((uri) => watching.knows(uri))).toEqual([false, false, true]);
});

it("looks at nothing while nobody wants to hear of anything, once for all who do, and no more often where looking is slow", async () => {
  let looks = 0;
  const watch = createWatch({ knows: () => true, ofResource: () => { looks += 1; return "same"; }, ofList: () => "same" }, PACE);
  const told = { changed: () => undefined, listChanged: () => undefined };
  const [first, second] = [watch(told), watch(told)];
  await wait();
  expect(looks).toBe(0);
  first.want({ uris: new Set(["dgs://a"]), list: false });
  second.want({ uris: new Set(["dgs://a"]), list: false });
  expect(looks).toBe(1);
  await expect.poll(() => looks).toBeGreaterThan(2);
  first.stop();
  second.stop();
  const after = looks;
  await wait();
  expect(looks).toBeLessThanOrEqual(after + 1);
});

const URI = "dgs://planning/STATE.md";
const META = { "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientInfo": { name: "test", version: "1" }, "io.modelcontextprotocol/clientCapabilities": {} };

it.each([
  ["2026-07-28", [{ jsonrpc: "2.0", id: 1, method: "subscriptions/listen", params: { _meta: META, notifications: { resourceSubscriptions: [URI] } } }]],
  [
    "2025-11-25",
    [
      { jsonrpc: "2.0", id: 1, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } } },
      { jsonrpc: "2.0", method: "notifications/initialized" },
      { jsonrpc: "2.0", id: 2, method: "resources/subscribe", params: { uri: URI } },
    ],
  ],
] as const)("a client of %s on one connection hears that a planning file was changed", async (_, opening) => {
  const [client, wire] = InMemoryTransport.createLinkedPair();
  const told: Message[] = [];
  client.onmessage = (message) => void told.push(message as Message);
  await client.start();
  const handle = serveConnection(wire, createProductRegistry(product.options), { asksPeople: false, onError: () => undefined });
  for (const message of opening) {
    await client.send(message);
    if ("id" in message) await expect.poll(() => told.some(({ id, method }) => id === message.id || method === "notifications/subscriptions/acknowledged")).toBe(true);
  }
  product.write("STATE.md", "another\n");
  await expect.poll(() => told.filter(({ method }) => method === "notifications/resources/updated").map(({ params }) => params?.["uri"])).toEqual([URI]);
  await handle.close();
});
