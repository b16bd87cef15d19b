import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, type Stats } from "node:fs";
import type { ReadPlan } from "../steps/read-plans.js";
import { failed, type WorkFailure } from "../work/context.js";
import { endsOutside } from "../work/link-end.js";
import type { PhaseContext } from "./context.js";
import { type OutsideFile, filesOutside } from "./files-outside.js";
import { planTreeOf, type PlanTree } from "./plan-tree.js";

/** A file above this many bytes is told by its size and time, not by what it holds. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Names of a folder that are looked at. */
const MOST_NAMES = 1000;

type Watched = Pick<PhaseContext, "config" | "found" | "onEvent" | "place" | "trees" | "version">;

/**
 * Remembers how the files stand that a plan names outside of its worktrees; the answer says whether one of them was touched since.
 *
 * One that was named as a file, and was made, changed or deleted, fails the plan: an agent that keeps to its plan does just that. In a folder, or behind
 * a wildcard, anybody may have done it: that is told once, and fails nothing. Nothing is put back. What lies in the planning folder or in a worktree of
 * the phase is left out: DGS and other plans work there, and it is watched over otherwise. (design 3.17)
 */
export function watchFilesOutside(context: Watched, { id, plan }: Pick<ReadPlan, "id" | "plan">, trees: readonly PlanTree[]): () => WorkFailure | undefined {
  const own = ownFolders(context);
  const files = new Map(trees.flatMap((tree) => filesOutside(plan, tree.path)).filter(({ target }) => own.every((folder) => endsOutside(folder, target))).map((file) => [file.target, file] as const));
  const before = new Map([...files.keys()].map((target) => [target, markOf(target)] as const));
  return () => {
    const touched = [...files.values()].filter(({ target }) => markOf(target) !== before.get(target));
    const [certain, open] = [touched.filter((file) => isOneFile(file, before)), touched.filter((file) => !isOneFile(file, before))];
    for (const { target } of open) {
      before.set(target, markOf(target));
      context.onEvent({ type: "note", text: `while plan ${id} ran, something in ${target} was changed, which the plan names and which lies outside of its worktree. Look whether it was the agent or you: it is in no commit, and stays there` });
    }
    if (certain.length === 0) return undefined;
    const told = certain.map((file) => `${file.target} was ${howChanged(file, before)} (named as ${file.reference.text})`).join("; ");
    return failed("conflict", `while plan ${id} ran, what the plan names outside of its worktree was touched: ${told}. Nothing was put back, and nothing of the plan lands. Look whether it was the agent or you, take the name out of the plan, then run again`);
  };
}

function ownFolders(context: Watched): readonly string[] {
  const homes = context.config["git.worktrees"] ? context.trees : [];
  return [context.place.root, ...homes.flatMap((home) => [home.path, ...context.found.phase.plans.map(({ id }) => planTreeOf(context, home, id).path)])];
}

/** A plain file, or nothing, before and after. */
function isOneFile({ target, many }: OutsideFile, before: ReadonlyMap<string, string>): boolean {
  return !many && ![before.get(target), markOf(target)].some((mark) => mark?.startsWith("folder ") === true);
}

function howChanged({ target }: OutsideFile, before: ReadonlyMap<string, string>): string {
  return before.get(target) === "none" ? "made" : markOf(target) === "none" ? "deleted" : "changed";
}

/** What tells that something at a path was touched. A pipe or a device is never read. */
function markOf(path: string): string {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return "none";
    if (stats.isDirectory()) return `folder ${namesIn(path).join("\n")}`;
    return stats.isFile() ? `file ${fileMark(path, stats)}` : `other ${String(stats.mode)}`;
  } catch (error) {
    return `unread ${error instanceof Error && "code" in error ? String(error.code) : ""}`;
  }
}

/** The plain files right in a folder; folders in it change with everything that is done below them. */
function namesIn(path: string): string[] {
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, MOST_NAMES);
  return entries.filter((entry) => entry.isFile()).map(({ name }) => {
    const stats = lstatSync(`${path}/${name}`, { throwIfNoEntry: false });
    return `${name} ${stats === undefined ? "" : `${String(stats.size)} ${String(stats.mtimeMs)}`}`;
  });
}

function fileMark(path: string, { size, mtimeMs, mode }: Stats): string {
  const held = size > MOST_BYTES ? `${String(size)} ${String(mtimeMs)}` : createHash("sha256").update(readFileSync(path)).digest("hex");
  return `${String(mode)} ${held}`;
}
