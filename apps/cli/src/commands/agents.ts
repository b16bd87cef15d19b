import { randomUUID } from "node:crypto";
import { ADAPTERS, createAgentDetector, createOutbox } from "@dgs/agents";
import { type AgentEvent, type Config, DEFAULT_CONFIG, type Processes, TIERS } from "@dgs/core";
import { createProcesses } from "@dgs/process";
import { type AgentCheckReport, checkAgent, type ConfiguredPlace, createPlanningFiles, isRefusal, listAgents, loadConfig, locateRoot, programsOf, type Refusal } from "@dgs/runtime";
import { agentEnvironment, makeAgents, refuse, refuseUsage, testEnvironment } from "@dgs/host";
import { type Answer, refused, reported, type Reported } from "../answer.js";
import type { Call } from "../call.js";
import type { Command } from "../command-spec.js";
import { choosePaint, plainText, renderAgentCheck, renderAgents } from "@dgs/render";
import { chooseFrom } from "../suggest.js";
import { runLive } from "../run-live.js";

/** The longest that a check may take, in minutes: its task is small. */
const MOST_MINUTES = 5;

/** The names that the programs of the adapters have. */
const PROGRAMS: Readonly<Record<string, string>> = Object.fromEntries(Object.values(ADAPTERS).map(({ name, program }) => [name, program]));

/** `dgs agents` */
export const runAgents: Command = async (call) => {
  const where = findPlace(call);
  if (isRefusal(where)) return refused(where);
  const answer = call.operands["action"] === "check" ? await check(call, where) : await list(call, where);
  if (isRefusal(answer)) return refused(answer, where?.place.root);
  return where === undefined ? answer : { ...answer, root: where.place.root };
};

/** The agents that there are can be asked for before there is a planning folder; one that was named has to be there. */
function findPlace({ io, values: { root, project } }: Call): ConfiguredPlace | Refusal | undefined {
  const named = root ?? io.env["DGS_ROOT"];
  const isNamed = named !== undefined && named !== "";
  const place = locateRoot({ cwd: io.cwd, ...(isNamed ? { root: named } : {}), ...(project === undefined ? {} : { project }) });
  if (isRefusal(place)) return place.code === "no-planning-folder" && !isNamed && project === undefined ? undefined : place;
  return { place, files: createPlanningFiles({ root: place.root }) };
}

async function list(call: Call, where: ConfiguredPlace | undefined): Promise<Reported | Refusal> {
  const { operands, flags, io } = call;
  if (flags.has("yes")) return refuseUsage("option-unfit", "dgs agents list has no use for --yes", "It belongs to `dgs agents check`.");
  if (operands["name"] !== undefined) return refuseUsage("operand-unexpected", `dgs agents list does not know what to do with ${JSON.stringify(operands["name"])}`, "It shows all agents: leave the name out.");
  const report = await listAgents({ detector: detectorOf(call, createProcesses()), programs: PROGRAMS }, where);
  return isRefusal(report) ? report : reported(report, () => renderAgents(report, choosePaint(io.stdout, io.env)));
}

async function check(call: Call, where: ConfiguredPlace | undefined): Promise<Reported | Refusal> {
  const loaded = where === undefined ? { config: DEFAULT_CONFIG } : loadConfig(where.files, where.place);
  if (isRefusal(loaded)) return loaded;
  const { config } = loaded;
  const name = call.operands["name"] ?? config["agents.adapter"];
  const wrong = refuseName(name);
  if (wrong !== undefined || name === undefined) return wrong ?? refuseNothing();
  const processes = createProcesses();
  const base = where?.place.base ?? call.io.cwd;
  const agents = makeAgents({ ...call, values: { agent: name }, program: [] }, config, base, processes);
  if (isRefusal(agents)) return agents;
  const no = call.flags.has("yes") ? undefined : await refuseUnlessConfirmed(call, name);
  if (no !== undefined) return no;
  const program = programsOf(PROGRAMS, config, base)[name];
  const [found] = program === undefined || program === "" ? [] : await detectorOf(call, processes).detect({ [name]: program });
  const report = await runLive(call, (signal, show) =>
    checkAgent({ agents, outbox: createOutbox(), processes, newId: randomUUID, testEnv: testEnvironment(call.io.env) }, {
      adapter: name,
      ...(found?.version === undefined ? {} : { version: found.version }),
      ...(found?.tried === undefined ? {} : { tried: found.tried }),
      tellsEnd: name !== "command",
      tier: config.model_overrides.executor ?? TIERS.executor[config.model_profile],
      limits: limitsOf(config),
      signal,
      onEvent: (event) => { tell(event, (text) => { show({ type: "note", text }); }); },
    }));
  return isRefusal(report) ? report : answered(report, call);
}

function refuseName(name: string | undefined): Refusal | undefined {
  if (name === "replay") return refuseUsage("agent-unfit", "a tape plays back what an agent once did: there is nothing to try", "Name an agent program: `dgs agents` shows them.");
  if (name === undefined || name === "command" || Object.hasOwn(PROGRAMS, name)) return undefined;
  return refuseUsage("operand-unknown", `there is no adapter ${JSON.stringify(name)}`, chooseFrom(name, [...Object.keys(PROGRAMS), "command"], (meant) => `dgs agents check ${meant}`));
}

function refuseNothing(): Refusal {
  return refuse("agents-not-configured", "no agents are configured, and none is named", "Name one: `dgs agents` shows which there are.", "config.json");
}

async function refuseUnlessConfirmed({ io, flags }: Call, name: string): Promise<Refusal | undefined> {
  if (io.ask === undefined || flags.has("json")) {
    return refuse("confirmation-needed", "nobody can be asked whether a model may be called, and --yes is not given", "Run the command with --yes: the check asks the model for two files of one line.", "the command line");
  }
  if (await io.ask(`Start ${name} with one small task? It calls a model, which may cost something.`)) return undefined;
  return refuse("declined", "nothing was started: the answer was no", "Run the command again when you want it.", "the command line", "cancelled");
}

function detectorOf({ io }: Call, processes: Processes): ReturnType<typeof createAgentDetector> {
  return createAgentDetector({ processes, env: agentEnvironment(io.env, []), person: io.env });
}

function limitsOf(config: Config): Parameters<typeof checkAgent>[1]["limits"] {
  const [tokens, costUsd] = [config["limits.agent_tokens"], config["limits.agent_cost_usd"]];
  return {
    timeMs: Math.min(config["limits.agent_minutes"], MOST_MINUTES) * 60_000,
    idleMs: Math.min(config["limits.agent_idle_minutes"], MOST_MINUTES) * 60_000,
    ...(tokens === undefined ? {} : { tokens }),
    ...(costUsd === undefined ? {} : { costUsd }),
  };
}

function tell(event: AgentEvent, say: (text: string) => void): void {
  if (event.type === "tool") say(plainText(`${event.name}${event.detail === undefined ? "" : ` ${event.detail}`}: ${event.state}`));
  else if (event.type === "limit" || event.type === "error") say(plainText(event.message));
}

function answered(report: AgentCheckReport, { io }: Call): Answer & Reported {
  return reported(report, () => renderAgentCheck(report, choosePaint(io.stdout, io.env)), report.exit);
}
