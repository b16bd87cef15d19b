import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitOf } from "../crash/git-of.js";
import type { EndState } from "../crash/end-of-product.js";
import type { Scenario } from "../crash/scenario.js";
import { commitAll, writeFiles } from "./make-repo.js";
import { makeQuickProduct, QUICK, QUICK_RUN } from "./quick-product.js";
import { START_QUICK } from "./quick.js";

const CONFIG = { "workflow.test_command": "sh test.sh" };

/** Somebody else pushes to the remote of a repo what conflicts with the quick. */
function pushedByOthers(folder: string, repo: string, limit: string): void {
  const clone = join(folder, "clone");
  gitOf(folder, ["clone", "--quiet", join(folder, `${repo}-origin.git`), clone]);
  for (const [key, value] of [["user.name", "Somebody"], ["user.email", "somebody@example.invalid"]] as const) gitOf(clone, ["config", key, value]);
  writeFileSync(join(clone, "limit.txt"), limit);
  commitAll(clone, "Change the limit, too");
  gitOf(clone, ["push", "--quiet"]);
  rmSync(clone, { recursive: true, force: true });
}

/** What the conflict agent does: its purpose names the commit of the quick that does not apply. */
function resolution(folder: string, repo: string): readonly object[] {
  const commits = gitOf(join(folder, repo), ["log", "--format=%H", QUICK.branch, "--not", "main", "--", "limit.txt"]).split("\n");
  return commits.filter((sha) => sha !== "").map((sha) => ({
    purpose: `resolve-conflict raise-the-limit ${repo} ${sha.slice(0, 10)}`,
    changes: [{ path: "limit.txt", text: "first\nlimit 20\nlast, and a word more\n" }],
    outbox: [{ path: "resolution.md", text: "limit.txt: the limit of the quick, the last line of main.\n" }],
    result: { type: "completed" },
  }));
}

function isBranchThere(folder: string, repo: string): boolean {
  return gitOf(join(folder, repo), ["for-each-ref", `refs/heads/${QUICK.branch}`]) !== "";
}

function notMerged(end: EndState, repo: string): string[] {
  const main = (name: string): string | undefined => /^refs\/heads\/main .*$/m.exec(end[name] ?? "")?.[0];
  return [
    ...(main(`${repo}: refs`) === main(`${repo}-origin.git: refs`) ? [] : [`${repo}: not pushed`]),
    ...(end[`${repo}: refs`]?.includes(QUICK.branch) === false ? [] : [`${repo}: the branch is there`]),
    ...(end["beside the planning files"]?.includes("--quick-") === false ? [] : ["a worktree is there"]),
  ];
}

/** A quick whose commits conflict with what somebody has pushed meanwhile: a conflict agent, a gate, a push. The checkout has work of a person's in it. */
export const completeQuickScenario: Scenario = {
  name: "complete-quick with a conflict and a remote",
  make: (folder) => { makeQuickProduct(folder, { repos: ["app"], remotes: true, config: CONFIG }); },
  root: "plan",
  tape: (folder) => [QUICK_RUN, ...(isBranchThere(folder, "app") ? resolution(folder, "app") : [])],
  before: [START_QUICK],
  meanwhile: (folder) => {
    pushedByOthers(folder, "app", "first\nlimit 15\nlast, and a word more\n");
    writeFiles(join(folder, "app"), { "setup.sh": "# a person works on this\n", "untracked ünï.txt": "mine\n", "staged.txt": "staged\n" });
    gitOf(join(folder, "app"), ["add", "staged.txt"]);
  },
  swept: { name: "completeQuick", input: {} },
  wrong: (end, report) => [...(report["status"] === "completed" ? [] : ["the quick is not completed"]), ...notMerged(end, "app")],
};

const THREE = ["api", "web", "docs"];

/** A quick with commits in three repos, each with a remote: all are rebased and gated, then all are forwarded, then all are pushed. */
export const completeThreeScenario: Scenario = {
  name: "complete-quick in three repos",
  make: (folder) => { makeQuickProduct(folder, { repos: THREE, remotes: true, config: CONFIG }); },
  root: "plan",
  tape: () => [QUICK_RUN],
  before: [START_QUICK],
  meanwhile: (folder) => {
    for (const repo of ["web", "docs"]) {
      writeFiles(join(folder, QUICK.worktree(repo)), { "by-hand.txt": `${repo}\n` });
      commitAll(join(folder, QUICK.worktree(repo)), `By hand in ${repo}`);
    }
    pushedByOthers(folder, "web", "first\nlimit 15\nlast\n");
    // Not fetched yet, and not on the remote either.
    writeFiles(join(folder, "docs"), { "local.txt": "local\n" });
    commitAll(join(folder, "docs"), "Local");
  },
  swept: { name: "completeQuick", input: {} },
  wrong: (end, report) => [...(report["status"] === "completed" ? [] : ["the quick is not completed"]), ...THREE.flatMap((repo) => notMerged(end, repo))],
};
