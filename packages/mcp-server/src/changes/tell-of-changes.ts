import { type McpServer, ProtocolError, ProtocolErrorCode, ResourceNotFoundError } from "@modelcontextprotocol/server";
import type { Registry } from "../registry/registry.js";
import { MOST_WATCHED } from "./wish.js";

/** What a connection tells of its client. */
export interface Connection {
  /** The client asked for the list, and from now on wants to hear that it is another one. */
  readonly listed: () => void;
}

/**
 * Tells the client of one connection of the older era what changes among the resources, for as long as the connection is there: those that it subscribed to, and once it has asked for
 * the list, that the list is another one. Nothing is watched for who has done neither.
 */
export function tellOfChanges(server: McpServer, { watch }: Registry, onError: (error: unknown) => void): Connection {
  if (watch === undefined) return { listed: () => undefined };
  const protocol = server.server;
  const subscribed = new Set<string>();
  let list = false;
  const watching = watch({
    changed: (uri) => {
      if (server.isConnected()) protocol.sendResourceUpdated({ uri }).catch(onError);
    },
    listChanged: () => {
      if (server.isConnected()) protocol.sendResourceListChanged().catch(onError);
    },
  });
  const want = (): void => { watching.want({ uris: subscribed, list }); };
  protocol.setRequestHandler("resources/subscribe", ({ params: { uri } }) => {
    if (!watching.knows(uri)) throw new ResourceNotFoundError(uri);
    if (subscribed.size >= MOST_WATCHED && !subscribed.has(uri)) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `this client has subscribed to ${String(MOST_WATCHED)} resources already. Unsubscribe from some.`, { uri });
    subscribed.add(uri);
    want();
    return {};
  });
  protocol.setRequestHandler("resources/unsubscribe", ({ params: { uri } }) => {
    subscribed.delete(uri);
    want();
    return {};
  });
  const before = protocol.onclose;
  protocol.onclose = () => {
    watching.stop();
    before?.();
  };
  return {
    listed: () => {
      list = true;
      want();
    },
  };
}
