import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Everything that a run leaves, by name, without times and run ids. */
export type EndState = Readonly<Record<string, string>>;

/** Reads what a job left: planning files, both work trees, commits, refs. */
export function endStateOf(folder: string): EndState {
  const repo = join(folder, "app");
  const worktree = join(folder, "app--v1");
  const planning = join(repo, ".planning");
  const files = Object.fromEntries(filesBelow(planning).filter((path) => !path.startsWith("jobs/.locks/")).map((path) => [`.planning/${path}`, timeless(readFileSync(join(planning, path), "utf8"))]));
  if (!existsSync(worktree)) return { ...files, worktree: "missing" };
  return {
    ...files,
    "beside the repository": readdirSync(folder).filter((name) => !name.startsWith("log-")).sort().join("\n"),
    "repository status": git(repo, "status", "--porcelain"),
    "repository head": git(repo, "rev-parse", "HEAD"),
    "worktree status": git(worktree, "status", "--porcelain", "--ignored"),
    "worktree tree": git(worktree, "rev-parse", "HEAD^{tree}"),
    "worktree commits": git(worktree, "log", "--reverse", "--format=%s%n%b", "main..HEAD").replace(/DGS-Run: .*/g, "DGS-Run: RUN"),
    "merge commits": git(worktree, "log", "--merges", "--format=%H", "main..HEAD"),
    branches: git(repo, "for-each-ref", "--format=%(refname)", "refs/heads"),
    "attempts still open": git(repo, "for-each-ref", "--format=%(refname)", "refs/dgs/attempts"),
  };
}

/** Commits of plans that no ref reaches any more: lost work. */
export function lostCommits(folder: string): string[] {
  const repo = join(folder, "app");
  const unreachable = git(repo, "fsck", "--unreachable", "--no-reflogs", "--no-progress").split("\n").flatMap((line) => /^unreachable commit ([0-9a-f]+)$/.exec(line)?.[1] ?? []);
  return unreachable.filter((sha) => git(repo, "log", "-1", "--format=%B", sha).includes("DGS-Plan:")).map((sha) => `commit ${sha} of a plan is not reachable from any ref`);
}

function git(cwd: string, ...args: string[]): string {
  return execFileSync("git", ["-C", cwd, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => statSync(join(folder, path)).isFile()).sort();
}

function timeless(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
    .replace(/\d{4}-\d\d-\d\d/g, "DAY")
    .replace(/\| *(?:\d[\d.hms ]*|-) *\|$/gm, "| D |")
    .replace(/(\*\*Duration:\*\*) .*/g, "$1 D")
    .replace(/\b\d+(?:\.\d+)? ?m?s\b/g, "D");
}
