import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gitOf } from "./git-of.js";
import { productFolders } from "./product-folders.js";
import { timeless } from "./timeless.js";

/** Everything that a run leaves, by name, without times and ids. */
export type EndState = Readonly<Record<string, string>>;

/**
 * Reads what is left of a product: planning files, what lies beside them, and of each repository its refs, commits, stashes and work
 * trees. What is kept under `refs/dgs/keep` may differ: a run that was killed has more to keep.
 */
export function endOfProduct(product: string, planning: string): EndState {
  const { repos, trees, all } = productFolders(product);
  const ends: EndState[] = [
    planningFiles(join(product, planning)),
    { "beside the planning files": all.join("\n") },
    ...repos.map((repo) => repoEnd(join(product, repo), repo)),
    ...trees.map((tree) => treeEnd(join(product, tree), tree)),
  ];
  return Object.fromEntries(ends.flatMap((end) => Object.entries(end)));
}

function planningFiles(root: string): EndState {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) => statSync(join(root, path)).isFile() && !/(^|\/)\.locks\//.test(path)).sort();
  return Object.fromEntries(files.map((path) => [`.planning/${timeless(path)}`, comparable(path, timeless(readFileSync(join(root, path), "utf8")))]));
}

/**
 * The names of commits that a second run has made differ, as its id is in their message; which they are is told by their trees. That a run once
 * halted at a lock stays written down, and a stage that was cut off may say that it found its work done, or found less to say.
 */
function comparable(path: string, text: string): string {
  const plain = text.replace(/\b[0-9a-f]{40}\b/g, "COMMIT").replace(/^- \*\*Halted:\*\* .*\n/gm, "");
  return /-(?:QUICK|EXECUTION)\.md$/.test(path) ? plain.replace(/^ {2}- (?:started|note|ref|skipped|commits|before|after): .*\n/gm, "") : plain;
}

/**
 * Commits are told by what they change, and refs by the place of their commit in that list: planning files that are committed hold times.
 * What a run that was killed has kept is one more ref, and so is a mark of a quick that could not be taken away at a lock.
 */
function repoEnd(repo: string, name: string): EndState {
  const log = gitOf(repo, ["log", "--exclude=refs/dgs/*", "--all", "--topo-order", "--reverse", "-m", "--raw", "--no-abbrev", "--no-renames", "--format=%x00%H%n%s%n%b"]).split("\0").slice(1);
  // A run that halts at a lock commits the planning files once more than one that does not.
  const isPlanning = (entry: string): boolean => /^docs\(phase-[^)]*\): /.test(entry.slice(entry.indexOf("\n") + 1)) && entry.split("\n").every((line) => !line.startsWith(":") || /\t"?\.planning\//.test(line));
  const places = new Map(log.map((entry, index) => [entry.slice(0, entry.indexOf("\n")), `commit ${String(log.slice(0, index + 1).filter((each) => !isPlanning(each)).length)}`]));
  const commits = log.filter((entry) => !isPlanning(entry)).map((entry) => entry.split("\n").slice(1).filter((line) => line !== "" && !/^:.*\t"?\.planning\//.test(line)).join("\n"));
  const refs = gitOf(repo, ["for-each-ref", "--format=%(refname) %(objectname)"]).split("\n").filter((line) => line !== "" && !/^refs\/dgs\/(?:keep|quick)\//.test(line));
  const merges = gitOf(repo, ["rev-list", "--count", "--exclude=refs/dgs/*", "--all", "--merges"]);
  return {
    [`${name}: refs`]: refs.map((line) => timeless(line.replace(/[0-9a-f]{40}$/, (sha) => places.get(sha) ?? "another commit"))).join("\n"),
    [`${name}: commits`]: timeless(commits.join("\n\n")),
    [`${name}: merge commits`]: merges,
  };
}

function treeEnd(tree: string, name: string): EndState {
  return {
    [`${name}: head`]: gitOf(tree, ["log", "-1", "--format=%s"]) + gitOf(tree, ["rev-parse", "--abbrev-ref", "HEAD"]),
    [`${name}: status`]: timeless(gitOf(tree, ["status", "--porcelain", "--ignored", "--untracked-files=all"]).split("\n").filter((line) => !line.includes("/.locks/")).join("\n")),
    [`${name}: staged`]: gitOf(tree, ["diff", "--cached"]),
    // Planning files are compared one by one, without times.
    [`${name}: changed`]: gitOf(tree, ["diff", "--", ".", ":(exclude).planning"]),
  };
}
