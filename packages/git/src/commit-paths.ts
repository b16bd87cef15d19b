import type { GitRefusal, StatusEntry } from "@dgs/core";
import { refuse } from "./refusal.js";

/** What a commit is made of: the files to take, and whether other changes are staged that must stay out of it. */
export interface CommitPaths {
  readonly files: readonly string[];
  /** Those of the files that have to be staged: git refuses to add what is deleted and staged so, as it then matches nothing. */
  readonly toStage: readonly string[];
  readonly othersStaged: boolean;
  /** Whether one of the files is staged with other content than it has on the disk. */
  readonly stagedOtherwise: boolean;
}

/** Codes of `git status` for paths that a merge could not unite. */
const UNMERGED = new Set(["DD", "AU", "UD", "UA", "DU", "AA", "UU"]);

/**
 * Chooses the files of a commit from what differs: those named by `paths` or below a folder named there, all when absent.
 *
 * Names are compared as text, so that no name is ever a pattern. A folder that is a repository of its own (it ends in `/`) is left out:
 * git would record a link to a commit that only this machine has.
 */
export function commitPaths(entries: readonly StatusEntry[], paths: readonly string[] | undefined): CommitPaths | GitRefusal {
  const stray = paths?.find((path) => !isInside(path));
  if (stray !== undefined) return refuse("bad-name", `not a path relative to the tree: ${JSON.stringify(stray)}`);
  const unmerged = entries.filter((entry) => UNMERGED.has(entry.code)).map((entry) => entry.path);
  if (unmerged.length > 0) return refuse("unmerged", `a merge has left conflicts in ${unmerged.slice(0, 20).join(", ")}`);
  const wanted = paths === undefined ? undefined : new Set(paths.map((path) => path.replace(/\/+$/, "")));
  const isWanted = (path: string) => !path.endsWith("/") && (wanted === undefined || withFolders(path).some((part) => wanted.has(part)));
  const chosen = entries.filter((entry) => isWanted(entry.path));
  return {
    files: chosen.map((entry) => entry.path),
    toStage: chosen.filter((entry) => entry.code !== "D ").map((entry) => entry.path),
    othersStaged: entries.some((entry) => /^[^ ?!]/.test(entry.code) && !isWanted(entry.path)),
    stagedOtherwise: entries.some((entry) => /^[MARCT][MDT]$/.test(entry.code) && isWanted(entry.path)),
  };
}

/** A path and the folders it lies in: `a/b/c` gives `a`, `a/b`, `a/b/c`. */
function withFolders(path: string): string[] {
  const segments = path.split("/");
  return segments.map((_, i) => segments.slice(0, i + 1).join("/"));
}

function isInside(path: string): boolean {
  const segments = path.replace(/\/+$/, "").split("/");
  return !path.includes("\0") && segments.every((segment) => segment !== "" && segment !== "." && segment !== "..");
}
