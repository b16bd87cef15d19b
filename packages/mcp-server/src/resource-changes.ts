import type { McpServer } from "@modelcontextprotocol/server";
import type { Registry } from "./registry/registry.js";

/**
 * Tells the client of one connection what changes among the resources, for as long as the connection is there: which of those that it subscribed to are others by now, and that there
 * are more or fewer. `tells` says whether the client is told of every change, and somebody behind the server chooses what it hears of (2026-07-28), or only of what it subscribed to.
 */
export function tellOfChanges(server: McpServer, { watch }: Registry, tells: "everything" | "subscribed", onError: (error: unknown) => void): void {
  if (watch === undefined) return;
  const protocol = server.server;
  const subscribed = new Set<string>();
  protocol.setRequestHandler("resources/subscribe", ({ params }) => {
    subscribed.add(params.uri);
    return {};
  });
  protocol.setRequestHandler("resources/unsubscribe", ({ params }) => {
    subscribed.delete(params.uri);
    return {};
  });
  const stop = watch({
    changed: (uri) => {
      if (server.isConnected() && (tells === "everything" || subscribed.has(uri))) protocol.sendResourceUpdated({ uri }).catch(onError);
    },
    listChanged: () => {
      if (server.isConnected()) protocol.sendResourceListChanged().catch(onError);
    },
  });
  const before = protocol.onclose;
  protocol.onclose = () => {
    stop();
    before?.();
  };
}
