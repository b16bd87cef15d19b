import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type AgentDetector, type Config, DEFAULT_CONFIG, type Files, type FoundAgent } from "@dgs/core";
import { loadConfig } from "../load-config.js";
import type { Place } from "../place.js";
import { isRefusal, type Refusal } from "../refusal.js";
import type { AdapterReport, AgentsReport } from "./agent-reports.js";

/** What `dgs agents` needs. */
export interface ListAgentsPorts {
  readonly detector: AgentDetector;
  /** The programs that DGS knows: by the name of their adapter, the name that is looked for on PATH. */
  readonly programs: Readonly<Record<string, string>>;
}

/** Where the configuration is read; absent: there is no planning folder, and the defaults hold. */
export interface ConfiguredPlace {
  readonly files: Files;
  readonly place: Place;
}

/** Lists every adapter with what is known of it: what is installed, who is signed in, what was tried, and what the configuration chooses. No model is called. */
export async function listAgents(ports: ListAgentsPorts, where: ConfiguredPlace | undefined): Promise<AgentsReport | Refusal> {
  const loaded = where === undefined ? undefined : loadConfig(where.files, where.place);
  if (isRefusal(loaded)) return loaded;
  const config = loaded?.config ?? DEFAULT_CONFIG;
  const chosen = config["agents.adapter"];
  const base = where?.place.base ?? "";
  const programs = programsOf(ports.programs, config, base);
  // An adapter without a program of its own has none until the configuration names one.
  const found = await ports.detector.detect(Object.fromEntries(Object.entries(programs).filter(([, program]) => program !== "")));
  const known = Object.keys(programs).map((name) => {
    const seen = found.find(({ adapter }) => adapter === name);
    return seen === undefined ? ({ name, kind: "program", chosen: name === chosen, state: "not-configured" } as const) : programReport(seen, chosen);
  });
  return { type: "agents", ...(chosen === undefined ? {} : { chosen }), agents: [...known, await commandReport(ports.detector, config, base), tapeReport(config, base)] };
}

/** The programs to look for: the configuration's own counts for the adapter that it chooses, and for no other. */
export function programsOf(programs: Readonly<Record<string, string>>, config: Pick<Config, "agents.adapter" | "agents.program">, base: string): Readonly<Record<string, string>> {
  const [chosen, own] = [config["agents.adapter"], config["agents.program"]];
  return chosen === undefined || own === undefined ? programs : { ...programs, ...(Object.hasOwn(programs, chosen) ? { [chosen]: within(base, own) } : {}) };
}

function programReport({ adapter, ...found }: FoundAgent, chosen: string | undefined): AdapterReport {
  const { version, tried } = found;
  return { name: adapter, kind: "program", chosen: adapter === chosen, ...found, ...(version === undefined ? {} : { isTried: version === tried }) };
}

async function commandReport(detector: AgentDetector, config: Config, base: string): Promise<AdapterReport> {
  const chosen = config["agents.adapter"] === "command";
  const [program] = config["agents.command"];
  if (program === undefined) return { name: "command", kind: "command", chosen, state: "not-configured" };
  const path = await detector.find(within(base, program));
  return { name: "command", kind: "command", chosen, program, ...(path === undefined ? { state: "not-found" } : { state: "found", path }) };
}

function tapeReport(config: Config, base: string): AdapterReport {
  const chosen = config["agents.adapter"] === "replay";
  const tape = config["agents.tape"];
  if (tape === undefined) return { name: "replay", kind: "tape", chosen, state: "not-configured" };
  const path = resolve(base, tape);
  return { name: "replay", kind: "tape", chosen, program: tape, ...(existsSync(path) ? { state: "found", path } : { state: "not-found" }) };
}

/** A name alone is looked for on PATH; a path counts from the folder that holds the planning folder. */
function within(base: string, program: string): string {
  return /[\\/]/.test(program) ? resolve(base, program) : program;
}
