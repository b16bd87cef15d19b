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
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) => statSync(join(root, path)).isFile() && !/(^|\/)\.(?:locks|usage|history|reports)\//.test(path)).sort();
  return Object.fromEntries(files.map((path) => [`.planning/${timeless(path)}`, comparable(path, timeless(readFileSync(join(root, path), "utf8")))]));
}

/**
 * The names of commits that a second run has made differ, as its id is in their message; which they are is told by their trees. That a run once
 * halted at a lock stays written down, and a stage that was cut off may say that it found its work done, or found less to say.
 */
function comparable(path: string, text: string): string {
  const plain = text.replace(/\b[0-9a-f]{40}\b/g, "COMMIT").replace(/^- \*\*Halted:\*\* .*\n/gm, "");
  if (/^jobs\/[^/]*\/milestone-[^/]*\.md$/.test(path)) return plain.replace(/^( {2}- note: \d+ plans) are there already$/gm, "$1");
  return /-(?:QUICK|EXECUTION|COMPLETION)\.md$/.test(path) ? plain.replace(/^ {2}- (?:started|note|ref|skipped|before|after): .*\n/gm, "") : plain;
}

/**
 * Commits are told by what they change, and refs by the place of their commit in that list: planning files that are committed hold times.
 * What a run that was killed has kept is one more ref, and so is a mark of a quick that could not be taken away at a lock.
 *
 * One kind of planning commit is passed over: that of an execution that halted. A run that was killed inside of git halts at the lock, with the files
 * committed as they are then. The commit of an execution that came to its end counts.
 *
 * An audit of a milestone that was killed behind its commit is carried out again as a whole: its second commit right behind the first counts as one with it.
 */
function repoEnd(repo: string, name: string): EndState {
  const log = gitOf(repo, ["log", "--exclude=refs/dgs/*", "--all", "--topo-order", "--reverse", "-m", "--raw", "--no-abbrev", "--no-renames", "--format=%x00%H %P%n%s%n%b"]).split("\0").slice(1).map(parseEntry);
  const counted: LogEntry[] = [];
  const places = new Map<string, string>();
  for (const entry of log.filter(({ text }) => !/^docs\(phase-[^)]*\): record phase execution$/m.test(text))) {
    if (!isAuditAgain(entry, counted.at(-1))) counted.push(entry);
    places.set(entry.sha, `commit ${String(counted.length)}`);
  }
  const refs = gitOf(repo, ["for-each-ref", "--format=%(refname) %(objectname)"]).split("\n").filter((line) => line !== "" && !/^refs\/dgs\/(?:keep|quick)\//.test(line));
  const merges = new Set(log.filter(({ parents }) => parents > 1).map(({ sha }) => sha)).size;
  return {
    [`${name}: refs`]: refs.map((line) => timeless(line.replace(/[0-9a-f]{40}$/, (sha) => places.get(sha) ?? "another commit"))).join("\n"),
    [`${name}: commits`]: timeless(counted.map(({ text }) => text).join("\n\n")),
    [`${name}: merge commits`]: String(merges),
  };
}

function isAuditAgain({ text }: LogEntry, before: LogEntry | undefined): boolean {
  return text.startsWith("docs(milestone): audit ") && before !== undefined && timeless(before.text) === timeless(text);
}

interface LogEntry {
  readonly sha: string;
  readonly parents: number;
  /** Its message, and what it changes besides planning files. */
  readonly text: string;
}

function parseEntry(entry: string): LogEntry {
  const [names = "", ...lines] = entry.split("\n");
  const [sha = "", ...parents] = names.split(" ").filter((each) => each !== "");
  return { sha, parents: parents.length, text: lines.filter((line) => line !== "" && !/^:.*\t"?\.planning\//.test(line)).join("\n") };
}

function treeEnd(tree: string, name: string): EndState {
  const status = gitOf(tree, ["status", "--porcelain", "--branch", "--ignored", "--untracked-files=all"]).split("\n").filter((line) => !/\/\.(?:locks|usage|history|reports)\//.test(line));
  // What differs is asked for where something does: most trees are clean at the end.
  const has = (pattern: RegExp): boolean => status.some((line) => pattern.test(line));
  return {
    [`${name}: head`]: [gitOf(tree, ["log", "-1", "--format=%s"]), ...status.filter((line) => line.startsWith("## "))].join(""),
    [`${name}: status`]: timeless(status.filter((line) => !line.startsWith("## ")).join("\n")),
    [`${name}: staged`]: has(/^[^ ?!#]/) ? gitOf(tree, ["diff", "--cached"]) : "",
    // Planning files are compared one by one, without times.
    [`${name}: changed`]: has(/^[^?!#][^ ]/) ? gitOf(tree, ["diff", "--", ".", ":(exclude).planning"]) : "",
  };
}
