import { rmSync } from "node:fs";
import path from "node:path";
import type { GitRefusal, Sha } from "@dgs/core";
import { factsOf } from "./facts-of.js";
import { withScratch } from "./index-file.js";
import { keep } from "./keep.js";
import { QUOTED, quotedTarget, unquotePath } from "./parse/quoted-path.js";
import { parseRawDiff, type RawChange } from "./parse/raw-diff.js";
import { isRefusal } from "./refusal.js";
import { askGit, type RunGit } from "./run-git.js";
import { linesFrom } from "./write-tree.js";

/** The fast-forward of which a part may lie in a tree: HEAD is still at `from`. */
export interface HalfForward {
  readonly tree: string;
  readonly from: Sha;
  readonly to: Sha;
}

const RAW = ["--raw", "--no-renames", "--no-abbrev", "--ignore-submodules=none"];

/** The mode of a submodule. */
const LINK = "160000";

/**
 * Puts index and files back to where a fast-forward started of which a git that was killed has left a part; `none` when what lies there is not that.
 *
 * It is that part only where every path that the two commits have differently holds, in the index and on the disk, exactly what one of them has there:
 * then nothing is in it that the commits do not hold. It is kept all the same before it goes. Other paths are not touched.
 */
export async function undoHalfForward(run: RunGit, spec: HalfForward): Promise<"undone" | "none" | GitRefusal> {
  const { tree, from, to } = spec;
  // What `from` has at each path, as the second side.
  const printed = await askGit(run, { tree, args: [...QUOTED, "diff-tree", "-r", ...RAW, to, from, "--"], kind: "read" });
  if (isRefusal(printed)) return printed;
  const paths = parseRawDiff(printed);
  if (paths.some((change) => change.mode === LINK || change.oldMode === LINK)) return "none";
  const staged = await stagedAway(run, spec, paths);
  if (staged === "foreign" || isRefusal(staged)) return staged === "foreign" ? "none" : staged;
  const lying = await withScratch((scratch) => lyingAway(run, spec, paths, scratch));
  if (lying === "foreign" || isRefusal(lying)) return lying === "foreign" ? "none" : lying;
  if (staged.length + lying.length === 0) return "none";
  const kept = await keep(run, { tree, name: `forward/${to.slice(0, 12)}`, reason: "what a fast-forward that was cut off had left", above: to });
  if (isRefusal(kept)) return kept;
  return putBack(run, tree, staged, lying);
}

/** The paths that are staged as `to` has them; `foreign` when one is staged as neither commit has it. */
async function stagedAway(run: RunGit, { tree, from, to }: HalfForward, paths: readonly RawChange[]): Promise<readonly RawChange[] | "foreign" | GitRefusal> {
  const sides: ReadonlySet<string>[] = [];
  for (const side of [from, to]) {
    const printed = await askGit(run, { tree, args: [...QUOTED, "diff-index", "--cached", ...RAW, side, "--"], kind: "read" });
    if (isRefusal(printed)) return printed;
    sides.push(new Set(parseRawDiff(printed).map((change) => change.path)));
  }
  const [offFrom, offTo] = sides;
  if (offFrom === undefined || offTo === undefined) return "foreign";
  const away = paths.filter((change) => offFrom.has(change.path));
  return away.some((change) => offTo.has(change.path)) ? "foreign" : away;
}

/** The same for the files on the disk. */
async function lyingAway(run: RunGit, { tree, from, to }: HalfForward, paths: readonly RawChange[], scratch: string): Promise<readonly RawChange[] | "foreign" | GitRefusal> {
  const [offFrom, offTo] = [await lyingOff(run, tree, from, path.join(scratch, "from")), await lyingOff(run, tree, to, path.join(scratch, "to"))];
  if (isRefusal(offFrom)) return offFrom;
  if (isRefusal(offTo)) return offTo;
  const away: RawChange[] = [];
  for (const change of paths) {
    const isThere = factsOf(quotedTarget(tree, change.path)) !== undefined;
    // A path that one of the commits does not have is as there when nothing stands at it.
    const asFrom = change.kind === "D" ? !isThere : !offFrom.has(change.path);
    const asTo = change.kind === "A" ? !isThere : !offTo.has(change.path);
    if (!asFrom && (!asTo || isBlocked(tree, change))) return "foreign";
    if (!asFrom) away.push(change);
  }
  return away;
}

/** The paths of a commit that lie otherwise on the disk. */
async function lyingOff(run: RunGit, tree: string, sha: Sha, indexFile: string): Promise<ReadonlySet<string> | GitRefusal> {
  const filled = await askGit(run, { tree, indexFile, args: ["read-tree", sha] });
  if (isRefusal(filled)) return filled;
  // Compares the contents; its exit code says that some differ, which is asked next.
  const refreshed = await run({ tree, indexFile, args: ["update-index", "-q", "--really-refresh"] });
  if (isRefusal(refreshed)) return refreshed;
  const printed = await askGit(run, { tree, indexFile, args: [...QUOTED, "diff-files", ...RAW], kind: "read" });
  return isRefusal(printed) ? printed : new Set(parseRawDiff(printed).map((change) => change.path));
}

/** Whether something else stands in the place of a file or of one of its folders: git would take it away. */
function isBlocked(tree: string, change: RawChange): boolean {
  const whole = unquotePath(change.path);
  for (let end = whole.indexOf(0x2f); end >= 0; end = whole.indexOf(0x2f, end + 1)) {
    if (factsOf(Buffer.concat([Buffer.from(`${tree}/`), whole.subarray(0, end)]))?.isDirectory() === false) return true;
  }
  return factsOf(quotedTarget(tree, change.path))?.isDirectory() === true;
}

async function putBack(run: RunGit, tree: string, staged: readonly RawChange[], lying: readonly RawChange[]): Promise<"undone" | GitRefusal> {
  // What goes comes first: a file may stand where the other commit has a folder.
  const ordered = [...staged.filter((change) => change.kind === "D"), ...staged.filter((change) => change.kind !== "D")];
  const lines = ordered.map((change) => `${change.kind === "D" ? "0" : change.mode} ${change.blob}\t${change.path}`);
  const unstaged = lines.length === 0 ? "" : await askGit(run, { tree, args: ["update-index", "--index-info"], stdin: linesFrom(lines) });
  if (isRefusal(unstaged)) return unstaged;
  for (const change of lying) if (change.kind === "D") rmSync(quotedTarget(tree, change.path), { force: true });
  const files = lying.filter((change) => change.kind !== "D").map((change) => change.path);
  const written = files.length === 0 ? "" : await askGit(run, { tree, args: ["checkout-index", "--force", "--quiet", "--index", "--stdin"], stdin: linesFrom(files) });
  return isRefusal(written) ? written : "undone";
}
