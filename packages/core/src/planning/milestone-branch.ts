import { slugify } from "../ids/slug.js";
import { branchSafe } from "./branch-name.js";

/** What the branch of a milestone is made of. */
export interface MilestoneBranchInput {
  readonly strategy: "none" | "phase" | "milestone";
  /** `git.milestone_branch_template`, with `{milestone}` and `{slug}`. */
  readonly template: string | undefined;
  /** What names the milestone in its repo: the version, after the project where there is one. */
  readonly label: string;
  readonly version: string;
  readonly name: string;
}

/**
 * The branch that a milestone's code is changed on: `milestone/{label}`, or what the template says under the strategy
 * `milestone`; `undefined` under `phase`, where each phase has its own. The version names it, not the title: a title
 * that is edited half-way must not lead to a second branch. (Seed 004, "handle_branching"; design 3.2)
 */
export function milestoneBranch(input: MilestoneBranchInput): string | undefined {
  switch (input.strategy) {
    case "phase":
      return undefined;
    case "none":
      return `milestone/${input.label}`;
    case "milestone": {
      const slug = slugify(input.name === "" ? input.version : input.name);
      return branchSafe((input.template ?? "dgs/{milestone}-{slug}").replaceAll("{milestone}", () => input.label).replaceAll("{slug}", () => slug));
    }
  }
}
