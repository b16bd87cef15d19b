import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { anthropicMessages } from "./anthropic-messages.js";
import { geminiGenerate } from "./gemini-generate.js";
import { text } from "./json.js";
import { openaiChat } from "./openai-chat.js";
import { openaiResponses } from "./openai-responses.js";
import { replyTo } from "./reply.js";
import { lengthOf, type ModelStep } from "./step.js";
import { formatFrame, type Turn, type WireFormat } from "./wire-format.js";

const FORMATS: readonly WireFormat[] = [anthropicMessages, openaiResponses, openaiChat, geminiGenerate];

/** A model service on this machine that does what a script says. */
export interface ModelServer {
  /** `http://127.0.0.1:<port>`; as a proxy it refuses everything that leads out of this machine. */
  readonly url: string;
  /** Every request for an answer of a model, in the order they came. */
  readonly asked: readonly AskedModel[];
  /** Hosts that a client wanted to reach through it as a proxy, each time. */
  readonly outside: readonly string[];
  /** Ends it, with all connections. */
  readonly close: () => Promise<void>;
}

/** Decides what the model does at a request that offers tools, of which it gets the whole body, the names of its tools, and what came of those that were called before. */
export type ModelBrain = (body: string, tools: readonly string[], results: readonly string[]) => ModelStep | Promise<ModelStep>;

/** A request for an answer of a model. */
export interface AskedModel {
  readonly path: string;
  readonly tools: readonly string[];
  /** The whole request, as JSON. */
  readonly body: string;
  /** What came of the tools that were called before, as the model is told it, the oldest first. */
  readonly results: readonly string[];
  /** The step it was answered with; absent: it offered no tools, so it got a few bland words. */
  readonly step?: ModelStep;
}

/**
 * Starts a scripted model service: each request that offers tools takes the next step of the script. Requests without tools, by which clients
 * look for titles and the like, take none. Behind the last step it answers that there is nothing left to do. A {@link ModelBrain} decides by itself.
 */
export async function startModelServer(script: readonly ModelStep[] | ModelBrain): Promise<ModelServer> {
  const asked: AskedModel[] = [];
  const outside: string[] = [];
  const next = typeof script === "function" ? script : followScript(script);
  const server = createServer((request, response) => {
    answer(request, response, { asked, outside, next }).catch((error: unknown) => { response.destroy(error instanceof Error ? error : undefined); });
  });
  // Unless told, a connection is closed when nothing was asked for five seconds: in the very moment in which an agent that was at a tool so long asks again.
  server.keepAliveTimeout = 0;
  server.on("connect", (request, socket) => {
    outside.push(request.url ?? "");
    socket.on("error", () => undefined);
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  return { url: urlOf(server), asked, outside, close: () => close(server) };
}

interface Script {
  readonly asked: AskedModel[];
  readonly outside: string[];
  readonly next: ModelBrain;
}

function followScript(steps: readonly ModelStep[]): ModelBrain {
  let at = 0;
  let used = 0;
  return () => {
    const step = steps[at];
    if (step === undefined) return { text: "There is nothing left to do." };
    used += 1;
    if (used >= lengthOf(step)) {
      at += 1;
      used = 0;
    }
    return step;
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, script: Script): Promise<void> {
  response.on("error", () => undefined);
  const path = request.url ?? "";
  // A client that uses it as a proxy for plain HTTP sends the whole address.
  if (!path.startsWith("/")) {
    script.outside.push(path);
    sendJson(response, 403, {});
    return;
  }
  const body = await readBody(request);
  const format = FORMATS.find((each) => each.path.test(path));
  if (format === undefined || request.method !== "POST") answerAside(path, response);
  else await answerModel(format, path, body, response, script);
}

async function answerModel(format: WireFormat, path: string, source: string, response: ServerResponse, { asked, next }: Script): Promise<void> {
  const body = JSON.parse(source) as unknown;
  const tools = format.tools(body);
  const results = format.results(body);
  const step = tools.length > 0 ? await next(source, tools, results) : undefined;
  asked.push({ path, tools, body: source, results, ...(step === undefined ? {} : { step }) });
  const turn: Turn = { number: asked.length, model: text(body, "model") || "scripted" };
  if (step !== undefined && "hang" in step) return;
  if (step !== undefined && "status" in step) {
    sendJson(response, step.status, format.refusal(step.status), step.headers);
    return;
  }
  const cut = step !== undefined && "cut" in step;
  const reply = cut ? ({ type: "text", text: "This answer breaks off" } as const) : replyTo(step ?? { text: "A scripted answer" }, tools);
  if (!format.streams(path, body) && !cut) {
    sendJson(response, 200, format.whole(reply, turn));
    return;
  }
  const frames = format.frames(reply, turn).map(formatFrame);
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  if (!cut) response.end(frames.join(""));
  else response.write(frames.slice(0, Math.ceil(frames.length / 2)).join(""), () => { response.destroy(); });
}

/** What clients ask besides: how many tokens a text has, which models there are, whether anybody is there. */
function answerAside(path: string, response: ServerResponse): void {
  if (/count_?tokens/i.test(path)) sendJson(response, 200, { input_tokens: 100, totalTokens: 100 });
  else if (/\/models(?:[/?]|$)/.test(path)) sendJson(response, 200, { object: "list", data: [], models: [] });
  else sendJson(response, 404, { error: { message: `nothing is scripted for ${path}` } });
}

function sendJson(response: ServerResponse, status: number, body: object, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the scripted model server has no port");
  return `http://127.0.0.1:${String(address.port)}`;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
  server.closeAllConnections();
  await closed;
}
