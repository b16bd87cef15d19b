import { CODEBASE_MAPPERS } from "@dgs/core";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EndState } from "../crash/end-of-product.js";
import type { LogEvent, Scenario } from "../crash/scenario.js";
import { makeRepo } from "./make-repo.js";

/** The folder of the phase. */
export const PHASE = ".planning/phases/01-build";

/** A phase that nobody has looked at yet, and the code that is there. */
export const FILES: Readonly<Record<string, string>> = {
  "README.md": "# app\n",
  "package.json": '{ "name": "app", "scripts": { "test": "node --test" } }\n',
  "src/app.js": "export const app = 1;\n",
  ".planning/config.json": '{\n  "model_profile": "budget",\n  "parallelization": { "max_concurrent_agents": 4 }\n}\n',
  ".planning/STATE.md": "---\nmilestone: v1\n---\n\n# Project State\n",
  ".planning/ROADMAP.md": "# Roadmap\n\n## Milestones\n\n- 🚧 **v1 App** - Phases 1-1 (in progress)\n\n## Phases\n\n- [ ] **Phase 1: Build** - all of it\n\n### Phase 1: Build\n**Goal**: It is built\n**Plans**: TBD\n",
};

/** A run of an agent that reads, and leaves documents. */
export const left = (purpose: string, ...outbox: readonly { readonly path: string; readonly text: string }[]): object => ({ purpose, changes: [], outbox, result: { type: "completed" } });

/** What agents were asked for, in a run that came far enough. */
export const asked = (log: readonly LogEvent[]): string[] => log.filter((event) => event["type"] === "agent-started").map((event) => String(event["purpose"]));

/** Which of some files are missing. */
export const has = (end: EndState, ...files: readonly string[]): string[] => files.filter((file) => end[file] === undefined).map((file) => `${file} is not there`);

const MAPPERS = Object.entries(CODEBASE_MAPPERS);
const documents = MAPPERS.flatMap(([, names]) => names.map((name) => `.planning/codebase/${name}`));

/** Four mappers side by side, their documents, and the commit of these. */
export const mapCodebaseScenario: Scenario = {
  name: "map-codebase by four agents",
  leastStates: 20,
  make: (folder) => { makeRepo(join(folder, "app"), FILES); },
  root: "app",
  tape: () => MAPPERS.map(([mapper, names]) => left(`map-codebase ${mapper}`, ...names.map((name) => ({ path: name, text: `# ${name.slice(0, -3)}\n\n\`src/app.js\` is all there is.\n` })))),
  swept: { name: "mapCodebase", input: { again: false } },
  wrong: (end, report) => [...(report["type"] === "codebase-mapped" ? [] : ["the code base was not mapped"]), ...has(end, ...documents)],
  completed: (folder) => MAPPERS.filter(([, names]) => names.every((name) => existsSync(join(folder, "app", ".planning/codebase", name)))).map(([mapper]) => `map-codebase ${mapper}`),
  done: asked,
};

const CONTEXT = "# Phase 1 Context\n\n**Status:** Ready for planning\n\n<decisions>\n- **D-01:** One file is enough (assumed)\n</decisions>\n\n<deferred>\nNothing.\n</deferred>\n";

/** An agent decides alone, its decisions become CONTEXT.md, and that is committed. */
export const discussPhaseScenario: Scenario = {
  name: "discuss-phase --auto",
  leastStates: 10,
  make: (folder) => { makeRepo(join(folder, "app"), FILES); },
  root: "app",
  tape: () => [left("discuss-phase 1", { path: "01-CONTEXT.md", text: CONTEXT })],
  swept: { name: "discussPhase", input: { phase: "1", auto: true } },
  wrong: (end, report) => [...(report["type"] === undefined || report["error"] !== undefined ? ["the phase was not discussed"] : []), ...has(end, `${PHASE}/01-CONTEXT.md`)],
  completed: (folder) => (existsSync(join(folder, "app", PHASE, "01-CONTEXT.md")) ? ["discuss-phase 1"] : []),
  done: asked,
};
