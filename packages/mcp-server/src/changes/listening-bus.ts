import { AsyncLocalStorage } from "node:async_hooks";
import { InMemoryServerEventBus, type ServerEventBus } from "@modelcontextprotocol/server";
import type { Registry } from "../registry/registry.js";
import { joinWishes, type Wish, wishOf } from "./wish.js";

/** Where clients over HTTP listen to changes. */
export interface ListeningBus {
  /** What the protocol library publishes and subscribes by. */
  readonly bus: ServerEventBus;
  /** Serves a request; what it listens to is watched until its stream ends. */
  readonly serve: (request: Request, serve: (request: Request) => Promise<Response>) => Promise<Response>;
  readonly stop: () => void;
}

/**
 * Creates the bus of a server: what clients of 2026-07-28 listen to over HTTP is watched as long as they listen. The library says when a stream begins and ends, by a subscription to the bus, but not what
 * was asked for; the request that is being served at that moment does.
 */
export function createListeningBus({ watch }: Registry, onError: (error: unknown) => void): ListeningBus {
  const served = new AsyncLocalStorage<Wish>();
  const wishes = new Set<Wish>();
  const events = new InMemoryServerEventBus(onError);
  const watching = watch?.({ changed: (uri) => { events.publish({ kind: "resource_updated", uri }); }, listChanged: () => { events.publish({ kind: "resources_list_changed" }); } });
  const want = (): void => { watching?.want(joinWishes(wishes)); };
  const bus: ServerEventBus = {
    publish: (event) => { events.publish(event); },
    subscribe: (listener) => {
      const wish = { ...(served.getStore() ?? NOTHING) };
      const unsubscribe = events.subscribe(listener);
      wishes.add(wish);
      want();
      return () => {
        unsubscribe();
        if (wishes.delete(wish)) want();
      };
    },
  };
  return {
    bus,
    serve: async (request, serve) => {
      const wish = await readWish(request);
      return wish === undefined ? serve(request) : served.run(wish, () => serve(request));
    },
    stop: () => { watching?.stop(); },
  };
}

const NOTHING: Wish = { uris: new Set(), list: false };

/** The bytes of the largest request that is read here; the library turns larger ones away. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Only a request whose header names the method is looked into: the library holds the header against the body. */
async function readWish(request: Request): Promise<Wish | undefined> {
  if (request.headers.get("mcp-method") !== "subscriptions/listen" || Number(request.headers.get("content-length") ?? MOST_BYTES + 1) > MOST_BYTES) return undefined;
  try {
    return wishOf(await request.clone().json());
  } catch {
    return undefined;
  }
}
