import { jobNames, type KnownName, phaseNames, planNames, quickNames, repoNames } from "@dgs/runtime";
import type { Completes } from "../command-spec.js";
import type { AtCursor } from "./find-wanted.js";
import type { FoundProduct } from "./found-product.js";

/** Names what is not asked for with every second Tab: quicks, repos, and what only git knows. */
export async function findOtherNames(completes: Completes, { typed }: AtCursor, found: FoundProduct): Promise<readonly KnownName[]> {
  const { files, place } = found;
  if (completes === "job") return jobNames(files, place);
  // Thousands of plans are of no use before a phase is typed.
  if (completes === "target") return [...phaseNames(files, place, typed), ...(/\d/.test(typed) ? planNames(files, place, typed) : []), ...jobNames(files, place)];
  if (completes === "quick") return quickNames(files, place);
  if (completes === "repo") return repoNames(files);
  return completes === "worktree" || completes === "kept" ? (await import("./find-by-git.js")).findByGit(completes, found) : [];
}
