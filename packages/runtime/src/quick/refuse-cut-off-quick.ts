import type { Files } from "@dgs/core";
import { quickIdOf } from "../find-quick-paths.js";
import { readOpenQuicks } from "../load-quicks.js";
import type { Place } from "../place.js";
import { fileRefusal, isFileRefusal, refuse, type Refusal } from "../refusal.js";
import { milestoneWorktree } from "./milestone-worktree.js";

/** Says no to a job while a quick is cut off in the milestone's worktree: its next run puts the tree back to where it began, and a plan's commits with it. */
export function refuseCutOffQuick(files: Files, place: Pick<Place, "project">, version: string): Refusal | undefined {
  const open = readOpenQuicks(files, place);
  if (isFileRefusal(open)) return fileRefusal(open);
  const quick = open.find((each) => each.kind === "milestone-context" && (each.status === "in-progress" || each.status === "abandoning") && each.worktree === milestoneWorktree(place, version));
  if (quick === undefined) return undefined;
  return refuse("quick-cut-off", `the quick ${JSON.stringify(quick.title)} was cut off in the milestone's worktree`, `Run \`dgs quick ${quickIdOf(quick.path)}\` until it has ended, or \`dgs abandon-quick ${quickIdOf(quick.path)}\` if you do not want it any more.`, { at: quick.path, exit: "conflict" });
}
