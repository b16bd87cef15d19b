import type { AgentRequest } from "@dgs/core";
import { mapRepos, type MappedCodebase, type MapWish } from "../../runtime/src/codebase/map-repos.js";
import { answerMapping } from "../src/answer-mapping.js";
import type { ScriptedAgent } from "../src/test-ports.js";
import type { PhaseScene } from "./phase-scene.js";

/** The documents of a repo, in the order of their names. */
export const DOCUMENTS = ["ARCHITECTURE.md", "CONCERNS.md", "CONVENTIONS.md", "INTEGRATIONS.md", "STACK.md", "STRUCTURE.md", "TESTING.md"];

/** What the mappers of one repo are asked, in the order of their names. */
export const PURPOSES = ["map-codebase architecture", "map-codebase concerns", "map-codebase quality", "map-codebase stack"];

/** A mapper that leaves all that it is asked for. */
export const mapper: ScriptedAgent = (request, tools) => {
  answerMapping(request, tools);
  return "completed";
};

/** What a map came to, with what its agents were asked: purposes sorted, as they run side by side. */
export interface Mapped extends MappedCodebase {
  readonly asked: readonly string[];
  readonly requests: readonly AgentRequest[];
}

/** Maps the repos of a scene, which has to come to its end. */
export async function map(scene: PhaseScene, script: ScriptedAgent = mapper, wish: Partial<MapWish> = {}): Promise<Mapped> {
  const context = scene.context(script);
  const mapped = await mapRepos(context, { again: false, ...wish });
  if ("type" in mapped) throw new Error(JSON.stringify(mapped));
  return { ...mapped, asked: context.asked.map(({ purpose }) => purpose).sort(), requests: context.asked };
}
