import { milestoneLabel } from "../steps/context.js";
import type { Place } from "../place.js";

/** How a quick's file names the worktree of a milestone: it tells which milestone the quick belongs to. */
export function milestoneWorktree(place: Pick<Place, "project">, version: string): string {
  const label = milestoneLabel({ place, version }).replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/\.{2,}/g, ".").replace(/^[._-]+/, "");
  return `{repo}--${label}`;
}
