/** A message of JSON-RPC, as far as tests look at it. */
export interface Message {
  readonly id?: unknown;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

/** What a server answered to one request. */
export interface Posted {
  readonly status: number;
  readonly session: string | null;
  readonly messages: readonly Message[];
}

const META = { "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientInfo": { name: "test", version: "1" } };

/** Sends one message and reads all that comes back. */
export async function post(url: string, message: object, headers: Readonly<Record<string, string>> = {}): Promise<Posted> {
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers }, body: JSON.stringify({ jsonrpc: "2.0", ...message }) });
  const text = await response.text();
  const isStream = response.headers.get("content-type")?.includes("event-stream") === true;
  const bodies = isStream ? text.split("\n").flatMap((line) => /^data: (\S.*)$/.exec(line)?.[1] ?? []) : [text].filter((body) => body !== "");
  return { status: response.status, session: response.headers.get("mcp-session-id"), messages: bodies.map((body) => JSON.parse(body) as Message) };
}

/** Sends a request of 2026-07-28 as a client with these capabilities. */
export async function postModern(url: string, method: string, params: Readonly<Record<string, unknown>> = {}, capabilities: object = {}): Promise<Posted> {
  const name = params["name"] ?? params["uri"];
  const headers = { "mcp-protocol-version": "2026-07-28", "mcp-method": method, ...(typeof name === "string" ? { "mcp-name": name } : {}) };
  return post(url, { id: 1, method, params: { ...params, _meta: { ...META, "io.modelcontextprotocol/clientCapabilities": capabilities } } }, headers);
}

/** Begins a session of 2025-11-25 as a client with these capabilities; returns the headers of its further requests. */
export async function beginSession(url: string, capabilities: object = {}): Promise<Readonly<Record<string, string>>> {
  const params = { protocolVersion: "2025-11-25", capabilities, clientInfo: { name: "test", version: "1" } };
  const { session } = await post(url, { id: 0, method: "initialize", params });
  if (session === null) throw new Error("the server gave no session");
  const headers = { "mcp-session-id": session, "mcp-protocol-version": "2025-11-25" };
  await post(url, { method: "notifications/initialized" }, headers);
  return headers;
}
