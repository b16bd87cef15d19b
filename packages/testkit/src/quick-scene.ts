import { createProcesses } from "@dgs/process";
import { createGit } from "@dgs/git";
import { type Agents, type Git, planningPath, type Quick, quickMachine, renderQuick } from "@dgs/core";
import { completeQuick, isRefusal, type Place, type Ports, type QuickReport, type RunEvent } from "@dgs/runtime";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createSandbox, type Sandbox, type SandboxOptions } from "./git-contract/sandbox.js";
import { createTestPorts } from "./test-ports.js";

/** A repo of a scene. */
export interface SceneRepo {
  readonly name: string;
  readonly path: string;
  /** The quick's worktree. */
  readonly tree: string;
}

/** How a scene is made. */
export interface QuickSceneOptions extends SandboxOptions {
  readonly repos?: readonly string[];
  readonly config?: Readonly<Record<string, unknown>>;
  /** Whether each repo has a bare remote `origin` beside it; in a folder, so over `file://`. */
  readonly remote?: boolean;
}

/** A product with a quick whose work is done and committed: `ready` to be completed. */
export interface QuickScene extends Sandbox {
  readonly repos: readonly SceneRepo[];
  /** The first repo. */
  readonly app: SceneRepo;
  readonly engine: Git;
  readonly events: RunEvent[];
  readonly quickFile: string;
  readonly place: Place;
  /** The bare remote of a repo. */
  readonly bare: (repo: SceneRepo) => string;
  readonly ports: (agents?: Agents) => Ports;
  /** Commits a file in a tree. */
  readonly change: (tree: string, file: string, text: string, message: string) => void;
  readonly complete: (options?: CompleteOptions) => Promise<QuickReport>;
  readonly quick: () => Quick;
}

/** How a scene's quick is completed. */
export interface CompleteOptions {
  readonly agents?: Agents;
  readonly signal?: AbortSignal;
  readonly git?: Git;
}

const QUICK = "quick/261126-abc-fix-auth/261126-abc-QUICK.md";

/** Makes a scene: repos `a.txt`, `b.txt`; three commits on `quick/fix-auth` that change `a.txt` once and add two files. */
export async function createQuickScene(options: QuickSceneOptions = {}): Promise<QuickScene> {
  const sandbox = createSandbox(options);
  const { folder, git, write, repo: makeRepo } = sandbox;
  const engine = createGit({ processes: createProcesses({ leftovers: "leave" }), env: sandbox.env });
  const root = path.join(folder, "product", ".planning");
  const quickFile = path.join(root, QUICK);
  mkdirSync(path.dirname(quickFile), { recursive: true });
  const names = options.repos ?? ["app"];
  writeFileSync(path.join(root, "config.json"), JSON.stringify(options.config ?? {}));
  writeFileSync(path.join(root, "REPOS.md"), ["| Name | Path |", "|---|---|", ...names.map((name) => `| ${name} | ../${name} |`), ""].join("\n"));
  const change = (tree: string, file: string, text: string, message: string): void => {
    write(tree, file, text);
    git(tree, "add", "--all");
    git(tree, "commit", "--quiet", "--message", message);
  };
  const repos: SceneRepo[] = [];
  for (const name of names) {
    const repo = { name, path: makeRepo(name, { "a.txt": "one\ntwo\nthree\n", "b.txt": "b\n" }), tree: path.join(folder, `${name}--quick-fix-auth`) };
    if (options.remote === true) addRemote(sandbox, repo);
    const added = await engine.addWorktree({ repo: repo.path, path: repo.tree, branch: "quick/fix-auth", base: sandbox.sha(repo.path, "main") });
    if (added.type !== "added") throw new Error(JSON.stringify(added));
    change(repo.tree, "a.txt", "one\nTWO by quick\nthree\n", "fix(quick): two");
    change(repo.tree, "new.txt", "new\n", "fix(quick): new");
    change(repo.tree, "more.txt", "more\n", "fix(quick): more");
    repos.push(repo);
  }
  writeFileSync(quickFile, readyQuick(names));
  const { place } = createTestPorts(root, NO_AGENTS);
  const ports = (agents: Agents = NO_AGENTS): Ports => ({ ...createTestPorts(root, agents).ports, git: engine });
  const events: RunEvent[] = [];
  const [app] = repos;
  if (app === undefined) throw new Error("a scene has a repo");
  const scene = { ...sandbox, repos, app, engine, events, quickFile, place, change, ports, bare: (repo: SceneRepo) => `${repo.path}.git` };
  return {
    ...scene,
    quick: () => readQuickFile(quickFile),
    complete: async ({ agents, signal, git: other } = {}) => {
      const { agents: _none, ...without } = ports();
      const report = await completeQuick({ ...without, git: other ?? engine, ...(agents === undefined ? {} : { agents }) }, place, { signal: signal ?? new AbortController().signal, onEvent: (event) => { events.push(event); } });
      if (isRefusal(report)) throw new Error(`${report.code}: ${report.message} ${report.remedy}`);
      return report;
    },
  };
}

const NO_AGENTS: Agents = { run: () => Promise.reject(new Error("nobody expected an agent")) };

function addRemote({ git, folder }: Sandbox, repo: SceneRepo): void {
  git(folder, "clone", "--quiet", "--bare", repo.path, `${repo.path}.git`);
  git(repo.path, "remote", "add", "origin", `file://${encodeURI(repo.path)}.git`);
  git(repo.path, "config", "remote.origin.url", `file://${repo.path}.git`);
  git(repo.path, "fetch", "--quiet", "origin");
  git(repo.path, "branch", "--quiet", "--set-upstream-to=origin/main", "main");
}

/** The file of a quick as it is when its work is committed. */
function readyQuick(repos: readonly string[]): string {
  const text = renderQuick({ title: "Fix auth", kind: "product-level", branch: "quick/fix-auth", base: "main", worktree: "{repo}--quick-fix-auth", guidance: [], created: "2026-11-26T05:00:00Z", repos });
  return text.replace("- **Status:** pending", "- **Status:** ready").replaceAll("- [ ]", "- [x]");
}

function readQuickFile(file: string): Quick {
  const at = planningPath(QUICK);
  if (at === undefined) throw new Error(`${QUICK} is no planning path`);
  return quickMachine.read({ path: at, texts: new Map([[at, readFileSync(file, "utf8")]]) });
}
