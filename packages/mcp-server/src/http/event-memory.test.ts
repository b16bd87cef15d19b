import { expect, it } from "vitest";
import { createEventMemory } from "./event-memory.js";

const message = (text: string) => ({ jsonrpc: "2.0" as const, method: "notifications/message", params: { text } });

async function replay(memory: ReturnType<typeof createEventMemory>, id: string): Promise<readonly string[]> {
  const sent: string[] = [];
  await memory.replayEventsAfter(id, {
    send: (_, sentMessage) => {
      sent.push((sentMessage as ReturnType<typeof message>).params.text);
      return Promise.resolve();
    },
  });
  return sent;
}

it("gives a client what came after the last event that it saw, of that stream only and without the empty beginning", async () => {
  const memory = createEventMemory();
  const first = await memory.storeEvent("a", {} as never);
  await memory.storeEvent("a", message("one"));
  await memory.storeEvent("b", message("of another stream"));
  const seen = await memory.storeEvent("a", message("two"));
  await memory.storeEvent("a", message("three"));
  expect(await replay(memory, first)).toEqual(["one", "two", "three"]);
  expect(await replay(memory, seen)).toEqual(["three"]);
  expect(await memory.getStreamIdForEventId?.(seen)).toBe("a");
});

it("forgets what was sent longest ago beyond its limit, and never the last", async () => {
  const memory = createEventMemory(300);
  const ids: string[] = [];
  for (const text of ["one", "two", "three", "x".repeat(1_000)]) ids.push(await memory.storeEvent("a", message(text)));
  const remembered: unknown[] = [];
  for (const id of ids) remembered.push(await memory.getStreamIdForEventId?.(id));
  expect(remembered).toEqual([undefined, undefined, undefined, "a"]);
  await expect(replay(memory, ids[0]!)).rejects.toThrow("not remembered");
});
