import { addRepoEdits, type Config, type FileChange, type Git, ignoreFolderEdits, joinPath, type PlanningPath, readRepos, renderDefaultConfig, renderRepos, type Repo, REPOS_FILE } from "@dgs/core";
import { basename, relative, resolve, sep } from "node:path";
import { createDisk, isErrno, listFolder } from "../disk.js";
import { createPlanningFiles } from "../planning-files.js";
import { describe, type FoundAround, lookAround, type LookInput } from "../project/look-around.js";
import { starters } from "../project/starters.js";
import { fileRefusal, isFileRefusal, isRefusal, problemRefusal, refuse, type Refusal } from "../refusal.js";
import type { InitReport } from "./reports.js";

/** What `dgs init` is told, on the command line or by a person who was asked. */
export interface InitInput extends LookInput {
  /** Folders of repos that belong to the product besides the one that the folder is in, relative to the working folder. */
  readonly repos?: readonly string[];
  /** Whether planning files are committed, or git leaves them out; absent: as it is, and committed where nothing says otherwise. */
  readonly planning?: "commit" | "ignore";
  readonly branching?: Config["git.branching_strategy"];
  /** Whether the files of a first milestone are made, too. Absent: they are. */
  readonly starters?: boolean;
}

/** What `dgs init` needs. */
export interface InitPorts {
  readonly git: Pick<Git, "topLevel" | "headState" | "listIgnored">;
}

/** Makes a planning folder with what a first milestone needs. A file that is there already is left alone; a second call adds what is missing and nothing else. */
export async function init(ports: InitPorts, input: InitInput): Promise<InitReport | Refusal> {
  const found = await lookAround(ports, input);
  if (isRefusal(found)) return found;
  const repos = await reposOf(ports, found, input);
  if (isRefusal(repos)) return repos;
  const made = makeFolder(found.root);
  if (made !== undefined) return made;
  const { changes, created, registered } = planFiles(found, input, repos);
  if (registered !== undefined) return registered;
  const files = createPlanningFiles({ root: found.root });
  const written = await files.write(changes);
  if (written !== "written") return fileRefusal(written);
  const ignored = input.planning === "ignore" && !found.isIgnored ? await ignore(found) : undefined;
  if (isRefusal(ignored)) return ignored;
  return {
    ...{ type: "initialised", root: found.root, created },
    found: { ...(found.repo === undefined ? {} : { repo: found.repo }), others: found.others, isIgnored: found.isIgnored, ...(found.tests === undefined ? {} : { tests: found.tests }) },
    ...(repos.length === 0 ? {} : { repos }),
    ...(ignored === undefined ? {} : { ignoredIn: ignored }),
    assumed: assumptions(found, input),
  };
}

function makeFolder(root: string): Refusal | undefined {
  try {
    createDisk().makeFolder(root);
    return undefined;
  } catch (error) {
    if (!isErrno(error, "EACCES", "EPERM", "EROFS", "EEXIST", "ENOTDIR", "ENOSPC")) throw error;
    return refuse("root-not-made", `the folder cannot be made: ${error instanceof Error ? error.message : String(error)}`, "Give yourself the right to write there, or choose another folder.", { at: root });
  }
}

/** The repos that are to be registered: the one that the folder is in, and those that were named. One alone needs no registry. */
async function reposOf({ git }: InitPorts, { base, repo }: FoundAround, { cwd, repos = [] }: InitInput): Promise<readonly Repo[] | Refusal> {
  const all: Repo[] = [];
  const add = (path: string): void => {
    const { name, path: at, description } = describe(base, path);
    if (!all.some((each) => each.path === at)) all.push({ name: freeName(name, all), path: at, url: undefined, description, setup: undefined });
  };
  if (repos.length > 0 && repo !== undefined) add(resolve(base, repo.path));
  for (const named of repos) {
    const folder = resolve(cwd, named);
    const top = listFolder(folder) === undefined ? undefined : await git.topLevel(folder);
    if (typeof top !== "string") return refuse("repo-not-found", `${named} is no git repository: ${folder}`, "Clone it there, or correct --repo.", { at: folder });
    add(top);
  }
  return all.length === 1 && all[0]?.path === "." ? [] : all;
}

function freeName(name: string, taken: readonly Repo[]): string {
  const isTaken = (text: string): boolean => taken.some((each) => each.name.toLowerCase() === text.toLowerCase());
  let free = name;
  for (let number = 2; isTaken(free); number++) free = `${name}-${String(number)}`;
  return free;
}

interface PlannedFiles {
  readonly changes: readonly FileChange[];
  readonly created: readonly string[];
  /** Why the repos cannot be registered. */
  readonly registered?: Refusal;
}

function planFiles(found: FoundAround, input: InitInput, repos: readonly Repo[]): PlannedFiles {
  const existing = listFolder(found.root) ?? [];
  const wanted: Record<string, string> = input.starters === false ? {} : starters(basename(found.base));
  if (!found.hasConfig) wanted["config.json"] = renderDefaultConfig(configOf(found, input));
  if (repos.length > 0 && !found.hasRegistry) wanted[REPOS_FILE] = renderRepos(repos);
  const created = Object.entries(wanted).filter(([name]) => !existing.includes(name));
  const changes = created.map(([name, text]): FileChange => ({ type: "create", path: joinPath(name), text }));
  const more = found.hasRegistry && repos.length > 0 ? registerMore(found, repos) : [];
  return isRefusal(more) ? { changes: [], created: [], registered: more } : { changes: [...changes, ...more], created: created.map(([name]) => name) };
}

/** The repos that a registry does not have yet; what it says of the others stays. */
function registerMore({ root }: FoundAround, repos: readonly Repo[]): readonly FileChange[] | Refusal {
  const path = joinPath(REPOS_FILE);
  const before = createPlanningFiles({ root }).read(path);
  if (typeof before === "object") return fileRefusal(before);
  if (before === undefined) return [];
  const registry = readRepos(before, REPOS_FILE);
  const refusal = problemRefusal(registry.problems);
  if (refusal !== undefined) return refusal;
  const missing = repos.filter((repo) => !registry.repos.some((each) => each.path === repo.path));
  const known = [...registry.repos];
  const named = missing.map((repo) => {
    const free = { ...repo, name: freeName(repo.name, known) };
    known.push(free);
    return free;
  });
  const edits = addRepoEdits(before, named) ?? [];
  return edits.length === 0 ? [] : [{ type: "edit", path, before, edits }];
}

function configOf({ isIgnored }: FoundAround, { planning, branching }: InitInput): Partial<Config> {
  const commits = planning === undefined ? !isIgnored : planning === "commit";
  return { ...(commits ? {} : { commit_docs: false }), ...(branching === undefined ? {} : { "git.branching_strategy": branching }) };
}

/** Adds the line to the `.gitignore` beside the planning folder; says where. */
async function ignore({ base, root, repo }: FoundAround): Promise<string | undefined | Refusal> {
  if (repo === undefined) return undefined;
  const files = createPlanningFiles({ root: base });
  const path: PlanningPath = joinPath(".gitignore");
  const before = files.read(path);
  if (isFileRefusal(before)) return fileRefusal(before);
  const folder = relative(base, root).split(sep).join("/");
  const edits = ignoreFolderEdits(before ?? "", folder);
  if (edits.length === 0) return undefined;
  const written = await files.write([before === undefined ? { type: "create", path, text: edits.map(({ text }) => text).join("") } : { type: "edit", path, before, edits }]);
  return written === "written" ? path : fileRefusal(written);
}

/** What was taken because nobody said otherwise: always what loses nothing and can be changed later. */
function assumptions({ repo, others, hasConfig, hasRegistry, isIgnored }: FoundAround, { repos, planning, branching }: InitInput): readonly string[] {
  if (hasConfig) return [];
  return [
    ...(planning !== undefined || repo === undefined ? [] : [isIgnored ? "planning files are not committed, as git ignores their folder" : "planning files are committed (--ignore-planning leaves them out)"]),
    ...(repos !== undefined || hasRegistry || others.length === 0 ? [] : [`${repo === undefined ? "none of the repos in it is" : "no other repo is"} registered (--repo ${others[0]?.path ?? ""} adds one)`]),
    ...(branching !== undefined || repo === undefined ? [] : ["each milestone gets a branch and a worktree of its own (--branching chooses another way)"]),
  ];
}
