import type { PlanningPath } from "../ids/planning-path.js";
import type { Problem } from "../problem.js";
import { pathProblem } from "./problems.js";
import type { Listings } from "./wanted-folders.js";

/** Says of a gsd-2 milestone folder that DGS leaves it alone, and how much lies in it. */
export function reportGsd2Milestone(listings: Listings, folder: PlanningPath): Problem {
  let [plans, summaries] = [0, 0];
  const below = `${folder}/`;
  for (const [path, names] of listings) {
    if (path !== folder && !path.startsWith(below)) continue;
    for (const name of names ?? []) {
      if (name.endsWith("-PLAN.md")) plans++;
      else if (name.endsWith("-SUMMARY.md")) summaries++;
    }
  }
  const message = `This is a milestone of gsd-2 (slices and tasks) with ${String(plans)} plan files and ${String(summaries)} summary files; DGS does not run it and counts none of them.`;
  return pathProblem(folder, "gsd2-milestone", message, "Write a ROADMAP.md with phases for what DGS shall carry out.");
}
