import type { Command, Scenario } from "../crash/scenario.js";
import { makeQuickProduct, QUICK, QUICK_RUN, TITLE } from "./quick-product.js";

/** Starts the quick of all scenarios. */
export const START_QUICK: Command = { name: "quick", input: { title: TITLE, main: false, guidance: [] } };

/** A product-level quick in two repos: worktrees, their setup, an agent, commits. */
export const quickScenario: Scenario = {
  name: "quick in two repos",
  make: (folder) => { makeQuickProduct(folder, { repos: ["api", "web"], setup: "sh setup.sh" }); },
  root: "plan",
  tape: () => [QUICK_RUN],
  swept: START_QUICK,
  wrong: (end, report) => [
    ...(report["status"] === "ready" ? [] : ["the quick is not ready"]),
    ...(/^(!! (deps|\.dgs)\/.*\n?)+$/.test(end[`${QUICK.worktree("web")}: status`] ?? "") ? [] : ["the worktree is not clean and set up"]),
    ...(end["api: commits"]?.includes("raise the limit") === true ? [] : ["there is no commit"]),
  ],
};
