import { setTimeout as sleep } from "node:timers/promises";
import type { ModelBrain } from "../model-server/start-model-server.js";
import type { TestedClient } from "./tested-client.js";

/** The call of a tool of DGS's server. */
export interface AgentMove {
  readonly tool: string;
  readonly input?: object;
}

/** An agent as a function: each move is answered by what its model is told came of it, and its last words are returned. */
export type ScriptedAgent = () => Generator<AgentMove, string, string>;

/** How often a tool is looked for that is not there, and how long in between: a client may begin before its servers are ready. */
const LOOKING = { times: 100, betweenMs: 200 };

/** Makes a model that plays an agent in a client; what the client keeps back is looked for first, as its model would. */
export function createScriptedAgent(client: TestedClient, agent: ScriptedAgent): ModelBrain {
  const playing = agent();
  const found = new Set<string>();
  let wanted: (AgentMove & { looked: number }) | undefined;
  return async (_body, tools, results) => {
    const last = results.at(-1) ?? "";
    if (wanted === undefined) {
      const move = playing.next(last);
      if (move.done === true) return { text: move.value };
      wanted = { ...move.value, looked: 0 };
    } else if (last.includes(JSON.stringify(client.call(wanted.tool, {}).tool))) found.add(wanted.tool);
    const call = client.call(wanted.tool, wanted.input ?? {});
    if (client.find === undefined || found.has(wanted.tool) || tools.includes(call.tool) || wanted.looked >= LOOKING.times) {
      wanted = undefined;
      return { call };
    }
    if (wanted.looked > 0) await sleep(LOOKING.betweenMs);
    wanted.looked += 1;
    return { call: client.find(wanted.tool) };
  };
}
