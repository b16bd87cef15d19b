import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { AgentRequest, Agents } from "@dgs/core";
import { createMilestoneJob, isRefusal, runJob, type RunEvent, type RunJobReport } from "@dgs/runtime";
import type { AgentTools } from "./agent-tools.js";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "./test-ports.js";

/** One plan of the scene's only phase. */
export interface ScenePlan {
  /** `01-02`. */
  readonly id: string;
  readonly wave?: number;
  readonly after?: readonly string[];
  /** What `files_modified` says; the first is what its task writes, and what its verify command looks for. */
  readonly files: readonly string[];
  /** Instead of `test -s <first file>`. */
  readonly verify?: string;
  /** More tasks, each with its file. */
  readonly more?: readonly string[];
}

/** A product with one phase whose plans run by a job, on disk. */
export interface WavesScene {
  readonly repo: string;
  /** The worktree of the milestone. */
  readonly home: string;
  /** Runs the job, or goes on with it. */
  readonly run: (script: ScriptedAgent, signal?: AbortSignal) => Promise<WavesRun>;
  /** The same with other agents than scripted ones. */
  readonly runWith: (agents: Agents) => Promise<Omit<WavesRun, "asked">>;
  readonly git: (...args: string[]) => string;
  readonly planning: (...path: string[]) => string;
  /** Subjects on the milestone's branch above main, oldest first. */
  readonly subjects: () => readonly string[];
  /** Plans in the order of their commits on the milestone's branch. */
  readonly landed: () => readonly string[];
  /** What must hold after every run: a straight history, no worktree but the milestone's, no branch of a plan, no commit lost. */
  readonly faults: () => readonly string[];
}

/** One run of the scene's job. */
export interface WavesRun {
  readonly report: RunJobReport;
  readonly events: readonly RunEvent[];
  readonly asked: readonly AgentRequest[];
}

/** What the files of a scene say besides its plans. */
export interface WavesOptions {
  readonly config?: object;
  readonly files?: Readonly<Record<string, string>>;
}

/** Makes the product below a folder and plans its job. */
export async function makeWavesScene(folder: string, plans: readonly ScenePlan[], options: WavesOptions = {}): Promise<WavesScene> {
  const repo = join(folder, "app");
  const files = {
    "README.md": "# app\n",
    ...options.files,
    ".planning/config.json": `${JSON.stringify({ parallelization: { max_concurrent_agents: 4 }, workflow: { verifier: false }, ...options.config })}\n`,
    ".planning/STATE.md": "---\nmilestone: v1\n---\n\n# Project State\n",
    ".planning/ROADMAP.md": `# Roadmap\n\n## Milestones\n\n- 🚧 **v1 App** - Phases 1-1 (in progress)\n\n## Phases\n\n- [ ] **Phase 1: Build** - all of it\n\n### Phase 1: Build\n**Goal**: It is built\n\nPlans:\n${plans.map(({ id }) => `- [ ] ${id}-PLAN.md\n`).join("")}`,
    ...Object.fromEntries(plans.map((plan) => [`.planning/phases/01-build/${plan.id}-PLAN.md`, planText(plan)])),
  };
  for (const [name, text] of Object.entries(files)) put(join(repo, name), text);
  const git = (...args: string[]): string => execFileSync("git", ["-C", repo, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
  git("init", "--quiet", "--initial-branch=main");
  for (const [key, value] of [["user.name", "DGS test"], ["user.email", "test@example.invalid"], ["commit.gpgsign", "false"], ["gc.auto", "0"], ["maintenance.auto", "false"]] as const) git("config", key, value);
  git("add", "--all");
  git("commit", "--quiet", "--message", "Start");
  const { ports, place } = createTestPorts(repo, createScriptedAgents(() => "crashed"));
  const created = await createMilestoneJob(ports, place, { check: false });
  if (isRefusal(created)) throw new Error(created.message);
  const start = git("rev-parse", "main");
  const log = (format: string): readonly string[] => git("log", "--reverse", `--format=${format}`, `${start}..milestone/v1`).split("\n").filter((line) => line !== "");
  return {
    repo,
    home: join(folder, "app--v1"),
    git,
    planning: (...path) => join(repo, ".planning", ...path),
    run: async (script, signal) => {
      const agents = createScriptedAgents(script);
      return { ...(await runScene(repo, agents, signal)), asked: agents.asked };
    },
    runWith: (agents) => runScene(repo, agents),
    subjects: () => log("%s"),
    landed: () => [...new Set(log("%(trailers:key=DGS-Plan,valueonly,separator=%x2C)"))],
    faults: () => faultsOf(folder, repo, git),
  };
}

async function runScene(repo: string, agents: Agents, signal = new AbortController().signal): Promise<Omit<WavesRun, "asked">> {
  const events: RunEvent[] = [];
  const { ports, place } = createTestPorts(repo, agents);
  const report = await runJob(ports, place, { version: "v1", dryRun: false, signal, onEvent: (event) => { events.push(event); } });
  if (isRefusal(report)) throw new Error(`${report.code}: ${report.message}`);
  return { report, events };
}

function faultsOf(folder: string, repo: string, git: WavesScene["git"]): readonly string[] {
  const merges = git("log", "--merges", "--format=%h %s", "--branches");
  const folders = readdirSync(folder).filter((name) => name.startsWith("app--") && name !== "app--v1");
  const branches = git("for-each-ref", "--format=%(refname:short)", "refs/heads").split("\n").filter((name) => name.includes("--"));
  const refs = git("for-each-ref", "--format=%(refname)", "refs/dgs/attempts", "refs/dgs/accepted");
  const lost = git("fsck", "--unreachable", "--no-reflogs", "--no-progress").split("\n").flatMap((line) => /^unreachable commit ([0-9a-f]+)$/.exec(line)?.[1] ?? []);
  const dirty = existsSync(join(folder, "app--v1")) ? execFileSync("git", ["-C", join(folder, "app--v1"), "status", "--porcelain"], { encoding: "utf8" }).trim() : "";
  return [
    ...(merges === "" ? [] : [`merge commits: ${merges}`]),
    ...folders.map((name) => `the worktree ${name} is left`),
    ...branches.map((name) => `the branch ${name} is left`),
    ...(refs === "" ? [] : [`refs are left: ${refs}`]),
    ...lost.map((sha) => `lost: ${git("log", "-1", "--format=%h %s", sha)}`),
    ...(dirty === "" ? [] : [`the milestone's worktree is dirty: ${dirty}`]),
    ...(existsSync(join(repo, ".git", "index.lock")) ? ["a lock is left"] : []),
  ];
}

function planText({ id, wave = 1, after = [], files, verify, more = [] }: ScenePlan): string {
  const [file = "file.txt"] = files;
  const task = (name: string, number: number, command: string): string => `<task type="auto">\n  <name>Task ${String(number)}: ${name}</name>\n  <files>${name}</files>\n  <action>Write it.</action>\n  <verify><automated>${command}</automated></verify>\n  <done>it is there</done>\n</task>\n\n`;
  const tasks = [task(file, 1, verify ?? `test -s ${file}`), ...more.map((name, index) => task(name, index + 2, `test -s ${name}`))];
  return `---\nphase: 01-build\nplan: ${id.slice(-2)}\ntype: execute\nwave: ${String(wave)}\ndepends_on: [${after.map((each) => JSON.stringify(each)).join(", ")}]\nfiles_modified: [${[...files, ...more].map((each) => JSON.stringify(each)).join(", ")}]\nautonomous: true\n---\n\n<objective>\nWrite ${file}.\n</objective>\n\n<tasks>\n\n${tasks.join("")}</tasks>\n`;
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The plan that an executor was asked to carry out; `undefined` for any other agent. */
export function planOf({ role, purpose }: AgentRequest): string | undefined {
  return role === "executor" ? purpose.split(" ")[1] : undefined;
}

/** Leaves the summary of a plan. */
export function leaveSummary(id: string, tools: AgentTools, more: { readonly created?: readonly string[]; readonly deviations?: string } = {}): void {
  tools.leave(`${id}-SUMMARY.md`, `---\nphase: 01-build\nplan: ${id.slice(-2)}\nstatus: complete\nkey-files:\n  created: [${(more.created ?? []).join(", ")}]\n---\n\n# Phase 1 Plan ${id.slice(-2)} Summary\n\n**Written**\n\n## Deviations from Plan\n\n${more.deviations ?? "None."}\n`);
}

/** Reads a file of a scene. */
export function textAt(...path: string[]): string {
  return readFileSync(join(...path), "utf8");
}

/** Runs git in a folder as a person or an agent would. */
export function gitIn(folder: string, ...args: string[]): string {
  return execFileSync("git", ["-C", folder, "-c", "user.name=Agent", "-c", "user.email=agent@example.invalid", ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}
