import { createMilestoneJob, isRefusal, runJob, type RunJobReport } from "@dgs/runtime";
import { gitOf } from "../src/crash/git-of.js";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";

/** A run that is killed: at the agents of a role, or around the planning commit of a subject. */
export interface Trouble {
  readonly at?: string;
  readonly when?: "before" | "behind";
  readonly role?: string;
}

/** The job of milestone v1, whose runs can be killed. */
export interface TroubledJob {
  /** Of the commits in the checkout behind its first one. */
  readonly subjects: () => string[];
  readonly create: () => Promise<void>;
  /** Runs the job; without a report it was killed. A refusal is thrown. */
  readonly run: (trouble?: Trouble, script?: ScriptedAgent) => Promise<{ readonly report: RunJobReport | undefined; readonly asked: readonly string[] }>;
}

class Killed extends Error {}

/**
 * Makes it.
 * @param root Where DGS is called, in the repo that holds the planning files.
 * @param good Agents that do everything right the first time.
 * @param check Whether an audit of the milestone ends the job.
 */
export function createTroubledJob({ root, repo, good, check }: { readonly root: string; readonly repo: string; readonly good: ScriptedAgent; readonly check: boolean }): TroubledJob {
  return {
    subjects: () => gitOf(repo, ["log", "--reverse", "--format=%s"]).trim().split("\n").slice(1),
    async create() {
      const { ports, place } = createTestPorts(root, createScriptedAgents(good));
      const made = await createMilestoneJob(ports, place, { check });
      if (isRefusal(made)) throw new Error(made.message);
    },
    async run(trouble = {}, script = good) {
      const agents = createScriptedAgents((request, tools) => {
        if (request.role === trouble.role) throw new Killed(request.role);
        return script(request, tools);
      });
      const { ports, place } = createTestPorts(root, agents);
      const { commit } = ports.git;
      const git = { ...ports.git, commit: async (wanted: Parameters<typeof commit>[0]) => {
        const isIt = trouble.at !== undefined && wanted.message.startsWith(trouble.at);
        if (isIt && trouble.when === "before") throw new Killed(trouble.at);
        const made = await commit(wanted);
        if (isIt) throw new Killed(trouble.at);
        return made;
      } };
      const ended = await runJob({ ...ports, git }, place, { version: "v1", dryRun: false, signal: new AbortController().signal, onEvent: () => undefined }).catch((error: unknown) => {
        if (error instanceof Killed) return undefined;
        throw error;
      });
      if (ended !== undefined && isRefusal(ended)) throw new Error(`${ended.code}: ${ended.message}`);
      return { report: ended, asked: agents.asked.map(({ role }) => role) };
    },
  };
}
