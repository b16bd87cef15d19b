import type { EventStore } from "@modelcontextprotocol/server";

/** Characters of messages that a session remembers unless told otherwise. */
const DEFAULT_LIMIT = 4_000_000;

/**
 * Creates the memory of what was sent to a client, so that a client whose connection broke comes back with the last event it has seen and gets the rest: the answer of a long
 * call outlives the connection it was asked on. What was sent longest ago is forgotten beyond `limit` characters; a client that asks for that gets nothing again.
 */
export function createEventMemory(limit = DEFAULT_LIMIT): EventStore {
  const events: { readonly id: string; readonly stream: string; readonly message: Parameters<EventStore["storeEvent"]>[1]; readonly size: number }[] = [];
  let size = 0;
  let count = 0;
  const indexOf = (id: string): number => events.findIndex((event) => event.id === id);
  return {
    storeEvent: (stream, message) => {
      count += 1;
      const event = { id: `${stream}_${String(count)}`, stream, message, size: JSON.stringify(message).length };
      events.push(event);
      size += event.size;
      while (size > limit && events.length > 1) size -= events.shift()?.size ?? 0;
      return Promise.resolve(event.id);
    },
    getStreamIdForEventId: (id) => Promise.resolve(events[indexOf(id)]?.stream),
    replayEventsAfter: async (id, { send }) => {
      const at = indexOf(id);
      const stream = events[at]?.stream;
      if (stream === undefined) throw new Error(`event ${id} is not remembered`);
      // The first event of a stream is an empty one, from which clients count.
      for (const event of events.slice(at + 1)) if (event.stream === stream && Object.keys(event.message).length > 0) await send(event.id, event.message);
      return stream;
    },
  };
}
