import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { programEnvironment } from "../built-program.js";

/** An answer of the server, as it came. */
export interface Reply {
  readonly id?: number | string | null;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}

/** What a tool answered. */
export interface ToolResult {
  readonly content: readonly { readonly type: string; readonly text: string }[];
  readonly structuredContent?: Readonly<Record<string, unknown>>;
  readonly isError?: boolean;
}

/** A message that is no answer: a notification, or something that the server asks. */
export interface Told {
  readonly id?: number | string;
  readonly method: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** A client of its own hand: it can also say what no library would. */
export interface McpClient {
  readonly pid: number;
  /** Everything that came and was no answer. */
  readonly told: readonly Told[];
  /** Lines on stdout that are no JSON-RPC: there may be none. */
  readonly strange: readonly string[];
  /** What the server said on stderr. */
  readonly said: () => string;
  /** Writes bytes as they are. */
  readonly write: (text: string) => void;
  /** Asks and waits for the answer; `begun` hears the id that it goes by. */
  readonly ask: (method: string, params?: object, begun?: (id: number) => void) => Promise<Reply>;
  readonly notify: (method: string, params?: object) => void;
  /** Calls a tool; a protocol error throws. */
  readonly call: (name: string, input?: object, more?: { readonly meta?: object; readonly begun?: (id: number) => void }) => Promise<ToolResult>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Closes stdin, as a client does that is gone. */
  readonly leave: () => void;
  /** The exit code, or the signal that ended it. */
  readonly gone: Promise<number | NodeJS.Signals | null>;
  /** Files, pipes and sockets that the server's process has open, by number; only on Linux. */
  readonly openFiles: () => number;
  /** Kibibytes that its process takes; only on Linux. */
  readonly memoryKib: () => number;
}

/** How the client says what it is. */
export interface ClientWish {
  readonly env?: Readonly<Record<string, string>>;
  readonly capabilities?: object;
  /** What a person says who is asked; absent: nobody is. */
  readonly answer?: () => { readonly action: "accept" | "decline" | "cancel"; readonly content?: object };
}

/** Starts a server and opens a connection of the era of 2025. */
export async function openMcp(args: readonly string[], cwd: string, { env = {}, capabilities = {}, answer }: ClientWish = {}): Promise<McpClient> {
  const child = spawn(process.execPath, args, { cwd, env: programEnvironment(env), stdio: ["pipe", "pipe", "pipe"] });
  const client = clientOf(child, answer);
  const opened = await client.ask("initialize", { protocolVersion: "2025-11-25", capabilities: answer === undefined ? capabilities : { elicitation: {}, ...capabilities }, clientInfo: { name: "test", version: "1" } });
  if (opened.result === undefined) throw new Error(JSON.stringify(opened));
  client.notify("notifications/initialized");
  return client;
}

/** Starts a server and speaks to it as the era of 2026 does: nothing is opened, and each request says what the client can. */
export function openMcp2026(args: readonly string[], cwd: string, capabilities: object): McpClient {
  const child = spawn(process.execPath, args, { cwd, env: programEnvironment({}), stdio: ["pipe", "pipe", "pipe"] });
  const said = { protocolVersion: "2026-07-28", clientInfo: { name: "test", version: "1" }, clientCapabilities: capabilities };
  return clientOf(child, undefined, Object.fromEntries(Object.entries(said).map(([name, value]) => [`io.modelcontextprotocol/${name}`, value])));
}

function clientOf(child: ChildProcess, answer: ClientWish["answer"], envelope?: object): McpClient {
  const waiting = new Map<number, (reply: Reply) => void>();
  const told: Told[] = [];
  const strange: string[] = [];
  let said = "";
  let last = 0;
  child.stderr!.on("data", (data: Buffer) => void (said += data.toString("utf8")));
  // A server that is gone breaks the pipe: what it left open is answered below.
  child.stdin!.on("error", () => undefined);
  const write = (text: string): void => void child.stdin!.write(text);
  const send = (message: object): void => { write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`); };
  const hear = (line: string): void => {
    const message = parse(line);
    if (message === undefined) strange.push(line);
    else if ("method" in message) {
      told.push(message);
      if (message.id !== undefined) send(message.method === "elicitation/create" && answer !== undefined ? { id: message.id, result: answer() } : { id: message.id, error: { code: -32601, message: "not here" } });
    } else if (typeof message.id === "number") {
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
    } else told.push({ method: "answer without id", params: { ...message } });
  };
  createInterface({ input: child.stdout! }).on("line", hear);
  const gone = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once("exit", (code, signal) => {
      for (const [id, settle] of waiting) settle({ id, error: { code: 0, message: `the server is gone: ${said}` } });
      resolve(code ?? signal);
    });
  });
  const ask: McpClient["ask"] = (method, params = {}, begun) =>
    new Promise((resolve) => {
      const id = ++last;
      waiting.set(id, resolve);
      send({ id, method, params: envelope === undefined ? params : { ...params, _meta: { ...("_meta" in params ? (params._meta as object) : {}), ...envelope } } });
      begun?.(id);
    });
  return {
    ...{ pid: child.pid ?? 0, told, strange, said: () => said, write, ask, gone },
    notify: (method, params = {}) => { send({ method, params }); },
    async call(name, input = {}, { meta, begun } = {}) {
      const reply = await ask("tools/call", { name, arguments: input, ...(meta === undefined ? {} : { _meta: meta }) }, begun);
      if (reply.result === undefined) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
      return reply.result as unknown as ToolResult;
    },
    kill: (signal) => void child.kill(signal),
    leave: () => void child.stdin!.end(),
    openFiles: () => readdirSync(`/proc/${String(child.pid)}/fd`).length,
    memoryKib: () => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${String(child.pid)}/status`, "utf8"))?.[1] ?? 0),
  };
}

function parse(line: string): Reply | Told | undefined {
  try {
    const message = JSON.parse(line) as { readonly jsonrpc?: unknown };
    return message.jsonrpc === "2.0" ? (message as Reply | Told) : undefined;
  } catch {
    return undefined;
  }
}

/** A refusal as `dgs --json` prints it: it stands in the second piece of the text; `undefined` where the call was no refusal of DGS. */
export function refusalOf({ isError, content }: ToolResult): Readonly<Record<string, unknown>> | undefined {
  if (isError !== true || content[1] === undefined) return undefined;
  return (JSON.parse(content[1].text) as { readonly error: Readonly<Record<string, unknown>> }).error;
}

/** The code of a refusal; `undefined` where the call was none. */
export function codeOf(result: ToolResult): string | undefined {
  return result.isError === true ? String(refusalOf(result)?.["code"] ?? "without a code") : undefined;
}
