import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AgentEvent, type AgentLimits, type AgentResult, type Agents, type CancelSignal, checkAgentPrompt, type ModelTier, type Outbox, type Processes, renderPrompt } from "@dgs/core";
import { refuse, type Refusal } from "../refusal.js";
import type { AgentCheckReport, CheckedAgent } from "./agent-reports.js";
import { exitOfCheck, judgeCheck } from "./judge-agent-check.js";

/** What `dgs agents check` needs. */
export interface CheckAgentPorts {
  /** The agents of the adapter that is tried. */
  readonly agents: Agents;
  readonly outbox: Outbox;
  readonly processes: Processes;
  readonly newId: () => string;
  /** The environment that git is run with. */
  readonly testEnv: Readonly<Record<string, string>>;
}

/** What is tried. */
export interface CheckAgentInput extends CheckedAgent {
  /** That of executors: what works on plans is what has to work. */
  readonly tier: ModelTier;
  readonly limits: AgentLimits;
  readonly signal: CancelSignal;
  readonly onEvent: (event: AgentEvent) => void;
}

/**
 * Tries an agent program through its adapter: one small task, in a repository of its own below the folder for temporary files, and tells what
 * held of what DGS builds on. A model may be called. Where something did not hold, the folder stays, with the program's log.
 */
export async function checkAgent(ports: CheckAgentPorts, input: CheckAgentInput): Promise<AgentCheckReport | Refusal> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs-check-")));
  const began = await git(ports, folder, ["init", "--quiet"]);
  const outbox = began.type === "exited" && began.code === 0 ? await ports.outbox.prepare(folder, "check") : undefined;
  if (typeof outbox !== "string") {
    rmSync(folder, { recursive: true, force: true });
    return refuse("check-not-prepared", `no repository could be made for the check: ${outbox?.message ?? began.tail.trim()}`, "Make room in the folder for temporary files, and see that git is there.", { at: folder, exit: "internal" });
  }
  const line = `DGS was here: ${ports.newId()}`;
  const events: AgentEvent[] = [];
  const result = await ports.agents.run({
    ...{ role: "executor", tier: input.tier, purpose: "check-agent", attempt: 1, cwd: folder, outbox, permission: "edit" },
    prompt: renderPrompt(checkAgentPrompt(line), outbox),
    logPath: join(folder, ".dgs", "logs", "check-agent.log"),
    limits: input.limits,
    signal: input.signal,
    onEvent: (event) => {
      events.push(event);
      input.onEvent(event);
    },
  });
  return reportOf(ports, input, { folder, outbox, line, events, result });
}

interface Tried {
  readonly folder: string;
  readonly outbox: string;
  readonly line: string;
  readonly events: readonly AgentEvent[];
  readonly result: AgentResult;
}

async function reportOf(ports: CheckAgentPorts, input: CheckAgentInput, { folder, outbox, line, events, result }: Tried): Promise<AgentCheckReport> {
  const status = await git(ports, folder, ["status", "--porcelain", "--untracked-files=all"]);
  const left = await ports.outbox.read(outbox);
  const checks = judgeCheck({
    ...{ input, events, result, line },
    file: textOf(join(folder, "hello.txt")),
    outbox: left.type === "read" ? left.files : [],
    changed: status.stdoutTail.split("\n").filter((each) => each !== "").map((each) => each.slice(3)),
  });
  const exit = exitOfCheck(result, checks);
  if (exit === "ok") rmSync(folder, { recursive: true, force: true });
  const { logPath: _, ...usage } = result.usage;
  return {
    type: "agent-check",
    adapter: input.adapter,
    ...(input.version === undefined ? {} : { version: input.version }),
    ...{ exit, checks, outcome: result.type, usage },
    ...("message" in result ? { message: result.message } : {}),
    ...(exit === "ok" ? {} : { folder }),
  };
}

/** Runs git in the folder that was made for the check; the repository's own hooks are those of git's templates at most. */
function git({ processes, testEnv }: CheckAgentPorts, folder: string, args: readonly string[]): ReturnType<Processes["run"]> {
  return processes.run({ program: "git", args, cwd: folder, env: { ...testEnv, LC_ALL: "C" }, stdin: "", deadlineMs: 60_000 });
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
