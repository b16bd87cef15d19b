import { appendFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CRASH_TAPE } from "../crash-product.js";
import { gitOf } from "../crash/git-of.js";
import type { Scenario } from "../crash/scenario.js";
import { jobScenario, makeJobProduct } from "./job.js";
import { commitAll, writeFiles } from "./make-repo.js";

/** A finished job is rolled back while its worktree holds a commit of a person's, and staged, changed, deleted and untracked files. */
export const rollbackJobScenario: Scenario = {
  name: "rollback-job with work in the worktree",
  leastStates: 45,
  make: makeJobProduct,
  root: "app",
  tape: () => CRASH_TAPE.entries,
  before: [jobScenario.swept],
  meanwhile: (folder) => {
    const tree = join(folder, "app--v1");
    writeFiles(tree, { "by-hand.txt": "by hand\n" });
    commitAll(tree, "By hand");
    writeFiles(tree, { "staged.txt": "staged\n", "untracked/ünï \"quoted\".txt": "untracked\n" });
    gitOf(tree, ["add", "staged.txt"]);
    appendFileSync(join(tree, "staged.txt"), "and changed\n");
    appendFileSync(join(tree, "result.txt"), "changed\n");
    rmSync(join(tree, "one.txt"));
  },
  swept: { name: "rollbackJob", input: { version: "v1" }, preview: "previewRollback" },
  wrong: (end, report) => [
    ...(report["type"] === "rolled-back" ? [] : ["the job is not rolled back"]),
    ...(end[".planning/jobs/completed/milestone-v1.md"]?.includes("**Status:** rolled_back") === true ? [] : ["the job's file does not say so"]),
    ...(end["app--v1: status"]?.includes("staged.txt") === false ? [] : ["the worktree is not reset"]),
  ],
};
