import type { AgentEvent, AgentRequest, AgentResult, Agents, Processes, ProcessResult } from "@dgs/core";
import { agentResult } from "../agent-result.js";
import { agentEnvironment } from "../command/agent-environment.js";
import { makeReady } from "../command/make-ready.js";
import { takeResultFile } from "../command/result-file.js";
import type { Dialogue, LaunchSetup, ProgramAdapter, StreamEnding, StreamReader } from "./adapter.js";
import { endDialogue } from "./end-dialogue.js";
import { instructionsIn } from "./instructions-in.js";
import { outcomeOf } from "./outcome.js";
import { withoutSecrets } from "../without-secrets.js";
import { parseLine } from "./parse-line.js";
import { addEvent, NO_FACTS, type RunFacts } from "./run-facts.js";
import { clearUsageFile, takeUsageFile } from "./usage-file.js";
import { watchRun } from "./watch-run.js";

/** Characters from which on a line that cannot be read may be one that was cut. */
const CUT_LENGTH = 100_000;

/** What {@link createProgramAgents} needs. */
export interface ProgramAgentsOptions extends Omit<LaunchSetup, "model" | "permission"> {
  readonly adapter: ProgramAdapter;
  readonly processes: Processes;
  /** Models that are to be used instead of the adapter's own. */
  readonly models?: Partial<ProgramAdapter["models"]>;
}

/** Makes agents of an agent program, driven by its adapter: each run a process of its own with a fresh context. */
export function createProgramAgents(options: ProgramAgentsOptions): Agents {
  return { run: (request) => withoutSecrets(options.env, request, (hidden) => runProgram(options, hidden)) };
}

async function runProgram(options: ProgramAgentsOptions, request: AgentRequest): Promise<AgentResult> {
  const { adapter, processes, models } = options;
  const objection = await objectionTo(options, request);
  if (objection !== undefined) return agentResult("refused", { durationMs: 0 }, { message: objection });
  await makeReady(request);
  if (adapter.readUsageFile !== undefined) await clearUsageFile(request);
  const model = models?.[request.tier] ?? adapter.models[request.tier];
  const setup = { ...options, model, permission: request.permission ?? "edit", env: agentEnvironment(options.env, request) };
  const launch = adapter.launch(request, setup);
  const run = followRun(adapter.createDialogue?.(request, setup) ?? adapter.createReader(), request);
  try {
    const ended = await processes.run({
      program: launch.program,
      args: launch.args,
      cwd: request.cwd,
      env: launch.env,
      stdin: launch.stdin,
      deadlineMs: request.limits.timeMs,
      logPath: request.logPath,
      signal: run.signal,
      onLine: run.line,
      ...(run.open === undefined ? {} : { onStart: run.open }),
    });
    if (adapter.readUsageFile !== undefined) run.take(await takeUsageFile(request, adapter.readUsageFile));
    run.over({ code: ended.type === "exited" ? ended.code : undefined, tail: ended.tail });
    // Who is talked to is a server: once it has answered, how its process ends says nothing.
    const judged: ProcessResult = run.hasAnswered() ? { ...ended, type: "exited", code: 0 } : ended;
    return outcomeOf({ name: adapter.name, ended: judged, facts: run.facts(), said: await takeResultFile(request.outbox), stop: run.watch.stop(), logPath: request.logPath, model });
  } finally {
    run.release();
  }
}

/** What a repository says to agents holds only where the configuration says so: a program that cannot be kept from it is not started. */
async function objectionTo({ adapter: { name, alwaysObeyed = [], alwaysObeyedBelow = [] }, obeysRepository }: ProgramAgentsOptions, { cwd }: AgentRequest): Promise<string | undefined> {
  if (obeysRepository || alwaysObeyed.length + alwaysObeyedBelow.length === 0) return undefined;
  const otherwise = "Set agents.obey_repository to true if what the repository says to agents may hold, or use another program";
  try {
    const found = await instructionsIn(cwd, alwaysObeyed, alwaysObeyedBelow);
    return found === undefined ? undefined : `${name} was not started: it obeys ${found} of the repository and cannot be kept from it. ${otherwise}`;
  } catch (error) {
    return `${name} was not started: it obeys what the repository says to agents, and not all of it can be looked at (${error instanceof Error ? error.message : String(error)}). ${otherwise}`;
  }
}

interface FollowedRun {
  readonly watch: ReturnType<typeof watchRun>;
  /** What the process is ended by. */
  readonly signal: AbortSignal;
  /** Begins the dialogue, where it is one. */
  readonly open: Dialogue["open"] | undefined;
  readonly line: (line: string) => void;
  /** Adds what was told elsewhere than in a line. */
  readonly take: (events: readonly AgentEvent[]) => void;
  readonly over: (ending: StreamEnding) => void;
  /** Whether it is a dialogue, and the program has answered before it was stopped. */
  readonly hasAnswered: () => boolean;
  readonly facts: () => RunFacts;
  readonly release: () => void;
}

/** Follows a run by its lines: what is known grows, whoever watches is told, and the watch looks at each step. */
function followRun(reader: StreamReader | Dialogue, request: AgentRequest): FollowedRun {
  const watch = watchRun(request.limits, request.signal);
  const dialogue = "open" in reader ? reader : undefined;
  const end = dialogue === undefined ? undefined : endDialogue(dialogue, watch.signal);
  let facts = NO_FACTS;
  const take = (events: readonly AgentEvent[]): void => {
    for (const event of events) {
      facts = addEvent(facts, event);
      request.onEvent?.(event);
    }
  };
  return {
    watch,
    signal: end?.signal ?? watch.signal,
    open: dialogue?.open,
    line(line) {
      const value = parseLine(line);
      if (value !== undefined) take(reader.read(value));
      else if (line.length >= CUT_LENGTH) take(dialogue?.readCut(line.slice(0, CUT_LENGTH)) ?? []);
      watch.look(facts);
      end?.look();
    },
    take,
    over(ending) { take(reader.finish?.(ending) ?? []); },
    hasAnswered: () => end?.isClean() === true,
    facts: () => facts,
    release() {
      end?.release();
      watch.release();
    },
  };
}
