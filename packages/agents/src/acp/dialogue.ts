import type { AgentEvent, AgentRequest, ProcessInput } from "@dgs/core";
import type { Dialogue, LaunchSetup } from "../program/adapter.js";
import { isObject } from "../shape/shape.js";
import { listAt, numberAt, objectAt, textAt } from "../program/json-fields.js";
import { sessionTold } from "../program/session-told.js";
import { createUpdateReader } from "./events.js";
import { type FileAnswer, readFor, writeFor } from "./files.js";
import { chooseModel } from "./model-choice.js";
import { answerTo, isCovered, type Scope } from "./permission.js";
import { acpEnd, acpFailure } from "./result.js";

/** The version of the protocol that DGS speaks. */
const VERSION = 1;

/** JSON-RPC's numbers for a method that is not there, and for a request that cannot be carried out. */
const [NO_METHOD, NOT_DONE] = [-32601, -32603];

/** Where a dialogue stands: which answer it waits for. */
type Stage = "initialize" | "session/new" | "model" | "session/prompt" | "over";

/**
 * Talks to a program that speaks the Agent Client Protocol: one session, one prompt, one answer.
 *
 * The program asks before it uses a tool, and gets a yes for what its permission covers and for nothing else. It is offered neither files nor
 * terminals: programs work on the folder themselves, as their sandbox lets them. One that asks for a file all the same gets it, inside of the folder.
 */
export function createAcpDialogue(request: AgentRequest, setup: LaunchSetup): Dialogue {
  const scope: Scope = { permission: setup.permission, cwd: request.cwd, outbox: request.outbox, allowedCommands: setup.allowedCommands };
  const updates = createUpdateReader();
  let input: ProcessInput | undefined;
  let stage: Stage = "initialize";
  let lastId = 0;
  let sessionId: string | undefined;
  let isCancelled = false;

  const say = (message: object): void => { input?.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`); };
  const ask = (next: Stage, method: string, params: object): readonly AgentEvent[] => {
    stage = next;
    lastId += 1;
    say({ id: lastId, method, params });
    return [];
  };
  const end = (events: readonly AgentEvent[]): readonly AgentEvent[] => {
    stage = "over";
    input?.end();
    return [...updates.flush(), ...events];
  };
  const prompt = (): readonly AgentEvent[] => ask("session/prompt", "session/prompt", { sessionId, prompt: [{ type: "text", text: request.prompt }] });

  const begin = (session: unknown): readonly AgentEvent[] => {
    sessionId = textAt(session, "sessionId");
    if (sessionId === undefined) return end([{ type: "end", end: { ok: false, trouble: "failed", message: "the program made a session and told no id of it" } }]);
    if (setup.model === "") return [...sessionTold(sessionId), ...prompt()];
    const choice = chooseModel(session, setup.model);
    if (choice.type === "message") return [...sessionTold(sessionId), ...ask("model", choice.method, choice.params)];
    const offered = choice.offered.length === 0 ? "no model to choose" : choice.offered.slice(0, 20).join(", ");
    return end([{ type: "end", end: { ok: false, trouble: "failed", message: `the program does not offer the model ${setup.model}; it offers ${offered}` } }]);
  };

  const answered = (message: unknown): readonly AgentEvent[] => {
    if (stage === "over" || numberAt(message, "id") !== lastId) return [];
    if (isObject(message) && "error" in message) return end([acpFailure(message["error"], stage === "model" ? "the model could not be set" : stage)]);
    const result = objectAt(message, "result");
    switch (stage) {
      case "initialize":
        if (numberAt(result, "protocolVersion") !== VERSION) return end([{ type: "end", end: { ok: false, trouble: "failed", message: `the program speaks another version of the protocol than ${String(VERSION)}` } }]);
        return ask("session/new", "session/new", { cwd: request.cwd, mcpServers: [] });
      case "session/new":
        return begin(result);
      case "model":
        return prompt();
      case "session/prompt":
        return end(acpEnd(result, updates));
    }
  };

  const permission = (id: unknown, params: unknown): readonly AgentEvent[] => {
    const call = updates.merge(objectAt(params, "toolCall"));
    const isAllowed = !isCancelled && isCovered(call, scope);
    say({ id, result: isCancelled ? { outcome: { outcome: "cancelled" } } : answerTo(listAt(params, "options"), isAllowed) });
    return isAllowed || isCancelled ? [] : [updates.deny(call)];
  };

  const file = (id: unknown, name: string, answer: FileAnswer): readonly AgentEvent[] => {
    if (answer.type === "done") {
      say({ id, result: answer.result });
      return answer.path === undefined ? [] : [{ type: "file", path: answer.path }];
    }
    say({ id, error: { code: NOT_DONE, message: answer.type === "denied" ? `not allowed: ${answer.path}` : answer.message } });
    return answer.type === "denied" ? [{ type: "tool", name, detail: answer.path, state: "denied" }] : [];
  };

  const asked = (id: unknown, method: string, params: unknown): readonly AgentEvent[] => {
    switch (method) {
      case "session/request_permission":
        return permission(id, params);
      case "fs/read_text_file":
        return file(id, method, readFor(params, scope));
      case "fs/write_text_file":
        return file(id, method, isCancelled ? { type: "failed", message: "the turn was cancelled" } : writeFor(params, scope));
      default:
        say({ id, error: { code: NO_METHOD, message: `${method} is not offered` } });
        return [];
    }
  };

  return {
    open(channel) {
      input = channel;
      ask("initialize", "initialize", { protocolVersion: VERSION, clientInfo: { name: "dgs", version: "1" }, clientCapabilities: { fs: { readTextFile: false, writeTextFile: false }, terminal: false } });
    },
    cancel() {
      isCancelled = true;
      if (stage !== "session/prompt") return false;
      say({ method: "session/cancel", params: { sessionId } });
      return true;
    },
    isOver: () => stage === "over",
    read(message) {
      const method = textAt(message, "method");
      if (method === undefined) return answered(message);
      if (isObject(message) && "id" in message) return stage === "over" ? [] : asked(message["id"], method, objectAt(message, "params"));
      return method === "session/update" && stage !== "over" ? updates.read(objectAt(message, "params", "update")) : [];
    },
    readCut(beginning) {
      const id = /^[^{]*\{[^{]*?"id"\s*:\s*(\d+|"[^"\\]{0,200}")/.exec(beginning)?.[1];
      const method = /^[^{]*\{[^{]*?"method"\s*:\s*"([^"\\]{1,200})"/.exec(beginning)?.[1];
      if (id === undefined || method === undefined) return [];
      say({ id: JSON.parse(id) as unknown, error: { code: NOT_DONE, message: "the message is too long" } });
      return [{ type: "tool", name: method, detail: "a message that is too long", state: "denied" }];
    },
    finish: () => updates.flush(),
  };
}
