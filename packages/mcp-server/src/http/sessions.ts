import { randomUUID } from "node:crypto";
import { WebStandardStreamableHTTPServerTransport, type McpServerFactory } from "@modelcontextprotocol/server";
import { createEventMemory } from "./event-memory.js";

/** Milliseconds after which a client whose connection was closed is asked to come back for the rest. */
const RETRY_MS = 1_000;

/** How many clients may have a session at once, unless told otherwise. */
const MOST_SESSIONS = 64;

/**
 * The clients that speak 2025-11-25 or an older revision of the protocol. Each has a server of its own, as those revisions agree on everything at the beginning, and what comes
 * later (a cancellation, the answer to a question of the server) is of that session.
 */
export interface Sessions {
  readonly handle: (request: Request) => Promise<Response>;
  /** Ends all of them; what they were waiting for is not sent any more. */
  readonly close: () => Promise<void>;
}

/**
 * Creates the sessions of one server. Clients that end rarely say so: when there are too many sessions, the one that was silent longest is ended. Its client is told by 404 that it
 * has to begin anew, as the protocol wants it; a run that it started goes on.
 */
export function createSessions(factory: McpServerFactory, most = MOST_SESSIONS): Sessions {
  // In the order of their last request.
  const sessions = new Map<string, WebStandardStreamableHTTPServerTransport>();
  return {
    handle: async (request) => {
      const id = request.headers.get("mcp-session-id");
      if (id === null) return begin(request);
      const transport = sessions.get(id);
      if (transport === undefined) return notFound();
      sessions.delete(id);
      sessions.set(id, transport);
      const response = await transport.handleRequest(request);
      return request.method === "GET" ? begun(response) : response;
    },
    close: async () => {
      const open = [...sessions.values()];
      sessions.clear();
      await Promise.all(open.map((transport) => transport.close()));
    },
  };

  async function begin(request: Request): Promise<Response> {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      eventStore: createEventMemory(),
      retryInterval: RETRY_MS,
      onsessioninitialized: async (id) => {
        sessions.set(id, transport);
        for (const [oldest, silent] of sessions) {
          if (sessions.size <= most) break;
          sessions.delete(oldest);
          await silent.close();
        }
      },
      onsessionclosed: (id) => { sessions.delete(id); },
    });
    const server = await factory({ era: "legacy", requestInfo: request });
    await server.connect(transport);
    const response = await transport.handleRequest(request);
    // Whatever it was, it did not begin a session.
    if (transport.sessionId === undefined) await server.close();
    return response;
  }
}

/** A stream with a comment at its beginning: before anything is written the client does not even get the headers, and does not know that it is listened to. */
function begun(response: Response): Response {
  if (response.body === null || !response.ok) return response;
  const start = (controller: TransformStreamDefaultController<Uint8Array>): void => { controller.enqueue(new TextEncoder().encode(": listening\n\n")); };
  return new Response(response.body.pipeThrough(new TransformStream<Uint8Array, Uint8Array>({ start })), { status: response.status, headers: response.headers });
}

function notFound(): Response {
  return Response.json({ jsonrpc: "2.0", id: null, error: { code: -32001, message: "Session not found: begin a new one with initialize" } }, { status: 404 });
}
