import type { JSONRPCMessage, Transport } from "@modelcontextprotocol/server";
import type { Watching } from "../registry/registry.js";
import { joinWishes, type Wish, wishOf } from "./wish.js";

/**
 * Wraps the transport of a connection so that what its client listens to is watched, as long as it listens. Clients of 2026-07-28 tell that in requests which the protocol library answers
 * before any server of ours sees them; it also keeps back what nobody listens to.
 */
export function withListening(wire: Transport, watching: Watching): Transport {
  const wishes = new Map<unknown, Wish>();
  const want = (): void => { watching.want(joinWishes(wishes.values())); };
  const hear = (message: JSONRPCMessage): void => {
    const wish = wishOf(message);
    if (wish !== undefined) wishes.set(wish.id, wish);
    const ended = "method" in message && message.method === "notifications/cancelled" && wishes.delete(message.params?.["requestId"]);
    if (wish !== undefined || ended) want();
  };
  const listening: Transport = {
    start: () => {
      wire.onmessage = (message, extra) => {
        hear(message);
        listening.onmessage?.(message, extra);
      };
      wire.onerror = (error) => listening.onerror?.(error);
      wire.onclose = () => {
        watching.stop();
        listening.onclose?.();
      };
      return wire.start();
    },
    send: (message, options) => wire.send(message, options),
    close: () => wire.close(),
    ...(wire.setProtocolVersion === undefined ? {} : { setProtocolVersion: (version: string) => wire.setProtocolVersion?.(version) }),
  };
  return listening;
}
