import { StdioServerTransport, serveStdio as serve } from "@modelcontextprotocol/server/stdio";
import { createServerFactory, type ServerOptions } from "./create-server.js";
import type { Registry } from "./registry/registry.js";

/** The most bytes of one message; a plan that is handed in is some thousand. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Serves a registry on this process's stdin and stdout until the client closes them, or `signal` fires. Nothing else may write to stdout meanwhile. */
export function serveStdio(registry: Registry, options: ServerOptions & { readonly signal: AbortSignal }): Promise<void> {
  return new Promise((resolve) => {
    const transport = new StdioServerTransport(process.stdin, process.stdout, { maxBufferSize: MOST_BYTES });
    const handle = serve(createServerFactory(registry, options), { transport, onerror: options.onError });
    const close = (): void => void handle.close().then(resolve, resolve);
    options.signal.addEventListener("abort", close, { once: true });
    process.stdin.once("end", close);
    process.stdin.once("close", close);
  });
}
