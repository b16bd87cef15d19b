import { join } from "node:path";
import { gitOf } from "../crash/git-of.js";
import type { Scenario } from "../crash/scenario.js";
import { dirty } from "./dirty.js";
import { makeQuickProduct, QUICK, QUICK_RUN } from "./quick-product.js";
import { START_QUICK } from "./quick.js";

/** A quick is thrown away whose worktrees hold commits, staged, changed, deleted and untracked files of a person. */
export const abandonQuickScenario: Scenario = {
  name: "abandon-quick with work in the worktrees",
  leastStates: 80,
  make: (folder) => { makeQuickProduct(folder, { repos: ["api", "web"] }); },
  root: "plan",
  tape: () => [QUICK_RUN],
  before: [START_QUICK],
  meanwhile: (folder) => {
    dirty(join(folder, QUICK.worktree("api")));
    dirty(join(folder, QUICK.worktree("web")));
    gitOf(join(folder, QUICK.worktree("web")), ["commit", "--quiet", "--message", "What was staged"]);
  },
  swept: { name: "abandonQuick", input: {} },
  wrong: (end, report) => [
    ...(report["status"] === "abandoned" ? [] : ["the quick is not abandoned"]),
    ...(end["beside the planning files"]?.includes("--quick-") === false ? [] : ["a worktree is there"]),
    ...["api", "web"].flatMap((repo) => (end[`${repo}: refs`]?.includes(QUICK.branch) === false ? [] : [`${repo}: the branch is there`])),
  ],
};
