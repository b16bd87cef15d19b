import { dirname, join, resolve } from "node:path";
import { ADAPTERS, type AdapterName, createCommandAgents, createProgramAgents, createReplayAgents, keepPlayedRuns, readTape } from "@dgs/agents";
import { jobsFolder, placeOf, type Agents, type Config, type Files, type Processes } from "@dgs/core";
import { isRefusal, loadConfig, type Place, type Refusal } from "@dgs/runtime";
import type { Asked } from "./asked.js";
import { agentEnvironment } from "./environment.js";
import { refuse, refuseUsage } from "./refuse.js";

/** Which agents a run has. */
export type AgentChoice =
  | { readonly adapter: "command"; readonly command: readonly string[] }
  | { readonly adapter: "replay"; readonly tape: string }
  | { readonly adapter: AdapterName; readonly program: string };

/** Makes the agents that the command line asks for, or else the configuration. */
export function createAgents(call: Asked, place: Place, files: Files, processes: Processes): Agents | Refusal {
  const loaded = loadConfig(files, place);
  return isRefusal(loaded) ? loaded : makeAgents(call, loaded.config, place.base, processes, playedFolder(place));
}

/** Where a product keeps what was played of its tapes, beside its locks: a second runner goes on where the first one stopped. */
function playedFolder(place: Place): string {
  return join(place.root, dirname(jobsFolder(place.project, "pending")), ".tapes");
}

/** The same with a configuration that was read; `base` is the folder that its paths count from, and `played` the one that keeps what was played of a tape. */
export function makeAgents(call: Asked, config: Config, base: string, processes: Processes, played?: string): Agents | Refusal {
  const choice = chooseAgents(call, config, { cwd: call.io.cwd, base });
  if (isRefusal(choice)) return choice;
  if (choice.adapter === "replay") return playTape(choice.tape, played);
  if (choice.adapter === "command") return createCommandAgents({ command: choice.command, env: agentEnvironment(call.io.env, config["agents.env"]), processes });
  return driveProgram(choice.adapter, choice.program, config, call, processes);
}

function driveProgram(name: AdapterName, program: string, config: Config, call: Asked, processes: Processes): Agents {
  const adapter = ADAPTERS[name];
  const models = { opus: config["agents.models.opus"], sonnet: config["agents.models.sonnet"], haiku: config["agents.models.haiku"] };
  return createProgramAgents({
    adapter,
    program,
    processes,
    models: Object.fromEntries(Object.entries(models).filter(([, model]) => model !== undefined)),
    programArguments: config["agents.arguments"],
    allowedCommands: config["agents.allowed_commands"],
    obeysRepository: config["agents.obey_repository"],
    env: agentEnvironment(call.io.env, [...adapter.variables, ...config["agents.env"]]),
  });
}

function playTape(file: string, played: string | undefined): Agents | Refusal {
  const read = readTape(file);
  if ("tape" in read) return createReplayAgents({ tape: read.tape, ...(played === undefined ? {} : { played: keepPlayedRuns(played, read.tape) }) });
  const [first] = read.problems;
  return first === undefined
    ? refuse("tape-unreadable", "the tape cannot be read", "Check the tape.", file)
    : { ...refuse(first.code, first.message, first.remedy, placeOf(first)), problems: read.problems };
}

type AgentCall = Pick<Asked, "values" | "program">;
type AgentConfig = Pick<Config, "agents.adapter" | "agents.command" | "agents.tape" | "agents.program">;

/** Folders that relative paths count from: the working folder on the command line, the base in the configuration. */
interface Folders {
  readonly cwd: string;
  readonly base: string;
}

/** Chooses the agents of a run. What is on the command line counts before the configuration; a tape or a program there says which adapter is meant. */
export function chooseAgents(call: AgentCall, config: AgentConfig, { cwd, base }: Folders): AgentChoice | Refusal {
  const { agent, tape } = call.values;
  const kinds = [agent, tape === undefined ? undefined : "replay", call.program.length === 0 ? undefined : "command"].filter((kind) => kind !== undefined);
  if (new Set(kinds).size > 1) {
    return refuseUsage("agents-contradict", "the command line asks for two kinds of agents at once", "Give a tape, or a program behind --, not both.");
  }
  const adapter = kinds[0] ?? config["agents.adapter"];
  if (adapter === "replay") return chooseTape(tape === undefined ? within(base, config["agents.tape"]) : resolve(cwd, tape));
  if (adapter === "command") return call.program.length > 0 ? chooseProgram(call.program, cwd) : chooseProgram(config["agents.command"], base);
  const name = (Object.keys(ADAPTERS) as AdapterName[]).find((each) => each === adapter);
  if (name !== undefined) {
    const own = programOf(name, config);
    return own === "" ? notConfigured(`the ${name} adapter has no program`, "Name it as agents.program in the configuration, with what it is started with as agents.arguments.") : { adapter: name, program: named(own, base) };
  }
  return notConfigured("no agents are configured", `Set agents.adapter in the configuration (${Object.keys(ADAPTERS).join(", ")}, or command with agents.command), or give a program behind \`--\`.`);
}

/** The program of the configuration is that of the adapter it chooses: another adapter would start it with words it does not know. */
function programOf(name: AdapterName, config: AgentConfig): string {
  const isMeant = config["agents.adapter"] === undefined || config["agents.adapter"] === name;
  return (isMeant ? config["agents.program"] : undefined) ?? ADAPTERS[name].program;
}

function chooseTape(tape: string | undefined): AgentChoice | Refusal {
  return tape === undefined ? notConfigured("the replay adapter has no tape", "Give one with --tape, or as agents.tape in the configuration.") : { adapter: "replay", tape };
}

function chooseProgram(command: readonly string[], folder: string): AgentChoice | Refusal {
  const [program, ...args] = command;
  if (program === undefined || program === "") return notConfigured("the command adapter has no program", "Give one behind --, or as agents.command in the configuration.");
  return { adapter: "command", command: [named(program, folder), ...args] };
}

/** A name alone is looked for in PATH; agents work in other folders, where a relative path would mean something else. */
function named(program: string, folder: string): string {
  return /[\\/]/.test(program) ? resolve(folder, program) : program;
}

function within(folder: string, path: string | undefined): string | undefined {
  return path === undefined || path === "" ? undefined : resolve(folder, path);
}

function notConfigured(message: string, remedy: string): Refusal {
  return refuse("agents-not-configured", message, remedy, "config.json");
}
