import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { showsBearer } from "@dgs/host";
import { localhostHostValidation, localhostOriginValidation, type NodeIncomingMessageLike, toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, isLegacyRequest } from "@modelcontextprotocol/server";
import { createListeningBus } from "./changes/listening-bus.js";
import { createServerFactory, type ServerOptions } from "./create-server.js";
import { createSessions } from "./http/sessions.js";
import type { Registry } from "./registry/registry.js";

/** How a server is to be had over HTTP. */
export interface HttpOptions extends ServerOptions {
  /** 0: any that is free. */
  readonly port: number;
  /** What clients have to show as `Authorization: Bearer …`; absent: whoever is on this machine may call. */
  readonly token?: string;
  readonly signal: AbortSignal;
}

/** A server that listens. */
export interface HttpServer {
  /** Where clients find it: `http://127.0.0.1:PORT/mcp`. */
  readonly url: string;
  /** Settles once it has closed. */
  readonly closed: Promise<void>;
}

const PATH = "/mcp";

/** How long a connection is kept that nobody asks on, in milliseconds. */
const KEEP_ALIVE_MS = 600_000;

/**
 * Serves a registry over streamable HTTP, on loopback only. A page in a browser cannot reach it: names other than localhost and foreign origins are
 * turned away, and without the token nothing is answered.
 */
export function serveHttp(registry: Registry, options: HttpOptions): Promise<HttpServer> {
  const factory = createServerFactory(registry, options);
  const listening = createListeningBus(registry, options.onError);
  const handler = createMcpHandler(factory, { legacy: "reject", onerror: options.onError, bus: listening.bus });
  const sessions = createSessions(factory);
  const serve = toNodeHandler({ fetch: async (request) => ((await isLegacyRequest(request)) ? sessions.handle(request) : listening.serve(request, (each) => handler.fetch(each))) }, { onerror: options.onError });
  const isLocal = localhostHostValidation();
  const isOwnOrigin = localhostOriginValidation();
  const server = createServer((request, response) => {
    if (!isLocal(request, response) || !isOwnOrigin(request, response)) return;
    if (options.token !== undefined && !showsBearer(request.headers.authorization, options.token)) refuse(response, 401, "no token, or another one: call with `Authorization: Bearer` and the token that the server printed");
    else if (pathOf(request) !== PATH) refuse(response, 404, `there is nothing here: the server is at ${PATH}`);
    else serve(request as NodeIncomingMessageLike, response).catch(options.onError);
  });
  // The five seconds that are Node's own end while a model thinks: a client that asks again in that moment meets a closed connection.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", () => {
      const closed = new Promise<void>((done) => {
        server.once("close", done);
      });
      const close = (): void => {
        listening.stop();
        void Promise.all([handler.close(), sessions.close()]).catch(options.onError);
        server.close();
        server.closeAllConnections();
      };
      if (options.signal.aborted) close();
      else options.signal.addEventListener("abort", close, { once: true });
      resolve({ url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}${PATH}`, closed });
    });
  });
}

function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "/";
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "content-type": "application/json", ...(status === 401 ? { "www-authenticate": "Bearer" } : {}) });
  response.end(`${JSON.stringify({ jsonrpc: "2.0", id: null, error: { code: -32000, message } })}\n`);
}
