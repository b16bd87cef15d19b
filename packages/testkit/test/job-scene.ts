import type { AgentRequest } from "@dgs/core";
import { createMilestoneJob, isRefusal, runJob, type RunEvent, type RunJobReport, type Refusal } from "@dgs/runtime";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCrashProduct } from "../src/crash-product.js";
import type { AgentTools } from "../src/agent-tools.js";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";

/** How a run is asked for. */
export interface RunOptions {
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

/** A product in a folder of its own, whose job can be created and run. */
export interface JobScene {
  readonly folder: string;
  readonly repo: string;
  readonly planning: (...path: string[]) => string;
  /** The text of the job file in a folder of `jobs/`. */
  readonly job: (where: string) => string;
  /** Git in the milestone's worktree. */
  readonly git: (...args: string[]) => string;
  readonly create: (check?: boolean) => Promise<void>;
  /** Runs the job; a refusal is thrown. */
  readonly run: (script: ScriptedAgent, options?: RunOptions) => Promise<{ readonly report: RunJobReport; readonly asked: readonly AgentRequest[] }>;
  readonly tryRun: (script: ScriptedAgent, options?: RunOptions) => Promise<{ readonly report: RunJobReport | Refusal; readonly asked: readonly AgentRequest[] }>;
}

/** Makes the product. */
export function makeJobScene(): JobScene {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs run job ")));
  const { repo } = makeCrashProduct(folder);
  const planning = (...path: string[]): string => join(repo, ".planning", ...path);
  const tryRun: JobScene["tryRun"] = async (script, options = {}) => {
    const agents = createScriptedAgents(script);
    const { ports, place } = createTestPorts(repo, agents);
    const report = await runJob(ports, place, { version: "v1", dryRun: options.dryRun ?? false, signal: options.signal ?? new AbortController().signal, onEvent: options.onEvent ?? (() => undefined) });
    return { report, asked: agents.asked };
  };
  return {
    ...{ folder, repo, planning, tryRun },
    job: (where) => readFileSync(planning("jobs", where, "milestone-v1.md"), "utf8"),
    git: (...args) => execFileSync("git", ["-C", join(folder, "app--v1"), ...args], { encoding: "utf8" }).trim(),
    async create(check = true) {
      const { ports, place } = createTestPorts(repo, createScriptedAgents(good));
      const created = await createMilestoneJob(ports, place, { check });
      if (isRefusal(created)) throw new Error(created.message);
    },
    async run(script, options = {}) {
      const { report, asked } = await tryRun(script, options);
      if (isRefusal(report)) throw new Error(`${report.code}: ${report.message}`);
      return { report, asked };
    },
  };
}

/** Leaves the summary of the plan that is asked for. */
export function summary(request: AgentRequest, tools: AgentTools): void {
  const id = request.purpose.replace("execute-plan ", "");
  tools.leave(`${id}-SUMMARY.md`, `---\nphase: ${id.slice(0, 2)}\nplan: ${id.slice(-2)}\nstatus: complete\n---\n\n# Summary\n\n**Done**\n`);
}

/** An agent that does everything right the first time. */
export const good: ScriptedAgent = (request, tools) => {
  if (request.purpose === "execute-plan 01-01") tools.write("one.txt", "one\n");
  if (request.purpose === "execute-plan 01-02") tools.write("result.txt", "result good\n");
  if (request.role === "executor") summary(request, tools);
  if (request.role === "verifier") tools.leave("01-VERIFICATION.md", "---\nstatus: passed\n---\n\n# Verification\n");
  if (request.role === "integration-checker") tools.leave("findings.json", '{"gaps": []}');
  return "completed";
};
