import type { McpServer, Transport } from "@modelcontextprotocol/server";
import { StdioServerTransport, serveStdio as serve, type StdioServerHandle } from "@modelcontextprotocol/server/stdio";
import { withListening } from "./changes/listening-transport.js";
import { createServerFactory, type ServerOptions } from "./create-server.js";
import type { Registry } from "./registry/registry.js";

/** The most bytes of one message; a plan that is handed in is some thousand. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Serves a registry on this process's stdin and stdout until the client closes them, or `signal` fires. Nothing else may write to stdout meanwhile. */
export function serveStdio(registry: Registry, options: ServerOptions & { readonly signal: AbortSignal }): Promise<void> {
  return new Promise((resolve) => {
    const handle = serveConnection(new StdioServerTransport(process.stdin, process.stdout, { maxBufferSize: MOST_BYTES }), registry, options);
    const close = (): void => void handle.close().then(resolve, resolve);
    options.signal.addEventListener("abort", close, { once: true });
    process.stdin.once("end", close);
    process.stdin.once("close", close);
  });
}

/** Serves a registry over one connection that stays. */
export function serveConnection(wire: Transport, registry: Registry, options: ServerOptions): StdioServerHandle {
  const factory = createServerFactory(registry, options);
  let server: McpServer | undefined;
  const watching = registry.watch?.({
    changed: (uri) => void server?.server.sendResourceUpdated({ uri }).catch(options.onError),
    listChanged: () => void server?.server.sendResourceListChanged().catch(options.onError),
  });
  return serve(
    async (context) => {
      const made = (await factory(context)) as McpServer;
      // What the older era subscribes to goes by its own server.
      if (context.era === "modern") server = made;
      return made;
    },
    { transport: watching === undefined ? wire : withListening(wire, watching), onerror: options.onError },
  );
}
