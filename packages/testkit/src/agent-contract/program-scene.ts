import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOutbox, createProgramAgents } from "@dgs/agents";
import type { AgentEvent, AgentRequest } from "@dgs/core";
import { createProcesses } from "@dgs/process";
import { gitOf } from "../crash/git-of.js";
import { type ModelServer, startModelServer } from "../model-server/start-model-server.js";
import type { ModelStep } from "../model-server/step.js";
import { makeRepo, writeFiles } from "../scenarios/make-repo.js";
import { LONG_SCRIPT } from "./long-script.js";
import { environmentOf } from "./program-environment.js";
import type { ProgramRun, TestedProgram } from "./tested-program.js";

/** A place in which a real agent program runs: a linked worktree, a HOME of its own, and a scripted model. */
export interface ProgramScene {
  readonly server: ModelServer;
  /** The linked worktree it works in. */
  readonly tree: string;
  readonly home: string;
  /** Everything of the scene lies below. */
  readonly folder: string;
  readonly run: (request?: Partial<AgentRequest>) => Promise<ProgramRun>;
  /** What git says of the worktree, a line for each file that is not as it was committed. */
  readonly status: () => readonly string[];
  /** Everything that the program printed in its last run. */
  readonly log: () => string;
  /** Ends the server and removes everything. */
  readonly remove: () => Promise<void>;
}

/** What a scene is made for. */
export interface SceneOptions {
  /** The program to start. */
  readonly path: string;
  readonly steps: (tree: string) => readonly ModelStep[];
  readonly allowedCommands?: readonly string[];
  /** More files of the repository, by the folder of the scene. */
  readonly files?: (folder: string) => Readonly<Record<string, string>>;
  /** Whether what the repository says to agents holds. */
  readonly obeysRepository?: boolean;
}

/** Where scenes are made: sandboxes let programs write in `/tmp` as well, so that what lies there is outside of nothing. */
const PLACE = existsSync("/var/tmp") ? "/var/tmp" : tmpdir();

/** Makes a scene for a program. */
export async function createProgramScene(program: TestedProgram, { path, steps, allowedCommands = [], files = () => ({}), obeysRepository = false }: SceneOptions): Promise<ProgramScene> {
  const folder = realpathSync(mkdtempSync(join(PLACE, "dgs agent ")));
  const [repo, tree, home] = [join(folder, "app"), join(folder, "app-worktree"), join(folder, "home")];
  makeRepo(repo, { "README.md": "# app\n", "fail.sh": "echo tried > tried.txt\nexit 3\n", "env.sh": "env > env.txt\n", "long.sh": LONG_SCRIPT, ...files(folder) });
  gitOf(repo, ["worktree", "add", "--quiet", "-b", "plan", tree]);
  const server = await startModelServer(steps(tree));
  const setup = program.setup({ url: server.url, home });
  writeFiles(home, setup.files ?? {});
  mkdirSync(join(home, "tmp"), { recursive: true });
  const agents = createProgramAgents({
    adapter: program.adapter,
    program: path,
    processes: createProcesses(),
    ...(setup.model === undefined ? {} : { models: { opus: setup.model, sonnet: setup.model, haiku: setup.model } }),
    ...(program.programArguments === undefined ? {} : { programArguments: program.programArguments }),
    allowedCommands,
    obeysRepository,
    env: { ...environmentOf(home, server.url), ...setup.env },
  });
  const logPath = join(folder, "run.log");
  return {
    ...{ server, tree, home, folder },
    async run(request = {}) {
      const events: AgentEvent[] = [];
      const outbox = await createOutbox().prepare(tree, "run");
      if (typeof outbox !== "string") throw new Error(outbox.message);
      const asked: AgentRequest = { ...{ role: "executor", tier: "sonnet", purpose: "execute-plan 01-01", attempt: 1, prompt: "Do what the plan says.", cwd: tree, outbox, logPath }, limits: { timeMs: 120_000 }, onEvent: (event) => events.push(event), ...request };
      return { result: await agents.run(asked), events };
    },
    status: () => gitOf(tree, ["status", "--porcelain", "--untracked-files=all"]).split("\n").filter((line) => line !== ""),
    log: () => (existsSync(logPath) ? readFileSync(logPath, "utf8") : ""),
    async remove() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
