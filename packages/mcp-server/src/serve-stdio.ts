import type { McpServer, Transport } from "@modelcontextprotocol/server";
import { StdioServerTransport, serveStdio as serve, type StdioServerHandle } from "@modelcontextprotocol/server/stdio";
import { createBoundedLines, idOfBeginning } from "./bounded-lines.js";
import { withListening } from "./changes/listening-transport.js";
import { createServerFactory, type ServerOptions } from "./create-server.js";
import type { Registry } from "./registry/registry.js";

/** The most bytes of one message; a plan that is handed in is some thousand. */
const MOST_BYTES = 8 * 1024 * 1024;

/** As JSON-RPC numbers it. */
const INVALID_REQUEST = -32_600;

/** Serves a registry on this process's stdin and stdout until the client closes them, or `signal` fires. Nothing else may write to stdout meanwhile. */
export function serveStdio(registry: Registry, options: ServerOptions & { readonly signal: AbortSignal }): Promise<void> {
  return new Promise((resolve) => {
    const lines = createBoundedLines(MOST_BYTES, ({ beginning }) => {
      const message = `a message of more than ${String(MOST_BYTES)} bytes was left out: it may not be longer`;
      const id = idOfBeginning(beginning);
      options.onError(new Error(message));
      if (id !== undefined) process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", id, error: { code: INVALID_REQUEST, message } })}\n`);
    });
    // What is passed on ends with its line: the transport never holds more than one of them and the beginning of the next.
    const handle = serveConnection(new StdioServerTransport(lines, process.stdout, { maxBufferSize: 2 * MOST_BYTES }), registry, options);
    const close = (): void => {
      // A client that keeps its end open would keep this process, too, after the signal that ends it.
      process.stdin.unpipe(lines).pause();
      handle.close().then(resolve, resolve);
    };
    options.signal.addEventListener("abort", close, { once: true });
    // Nobody reads any more, though somebody may still hold the other end of stdin open.
    process.stdout.once("error", close);
    process.stdin.once("end", close);
    process.stdin.once("close", close);
    process.stdin.pipe(lines);
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
