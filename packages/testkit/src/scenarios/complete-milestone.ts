import { createGit } from "@dgs/git";
import { createProcesses } from "@dgs/process";
import { join } from "node:path";
import type { EndState } from "../crash/end-of-product.js";
import { gitOf } from "../crash/git-of.js";
import type { Scenario } from "../crash/scenario.js";
import { addRemote, commitAll, makeRepo, writeFiles } from "./make-repo.js";

const PLAN = "---\nphase: 01-build\nplan: 01\nwave: 1\ndepends_on: []\nfiles_modified: [one.txt]\nautonomous: true\n---\n\n<objective>\nOne.\n</objective>\n\n<tasks>\n<task type=\"auto\">\n  <name>Task 1: one</name>\n  <files>one.txt</files>\n  <action>Write it.</action>\n  <verify><automated>grep -q one one.txt</automated></verify>\n  <done>it is there</done>\n</task>\n</tasks>\n";

/** A milestone with one phase that is done, and the beginning of the next one. */
const PLANNING: Readonly<Record<string, string>> = {
  "config.json": '{\n  "model_profile": "budget"\n}\n',
  "STATE.md": "---\nmilestone: v1.1\nstatus: executing\n---\n\n# Project State\n\n## Current Position\n\nPhase: 1 of 1 (Build)\nStatus: In progress\n",
  "ROADMAP.md": "# Roadmap\n\n## Milestones\n\n- 🚧 **v1.1 Security** - Phases 1-1 (in progress)\n- 📋 **v1.2 Speed** - Phase 2 (planned)\n\n## Phases\n\n- [x] **Phase 1: Build** - all of it\n- [ ] **Phase 2: Fast** - later\n\n### Phase 1: Build\n**Goal**: It is built\n\n### Phase 2: Fast\n**Goal**: It is fast\n",
  "REQUIREMENTS.md": "# Requirements\r\n\r\n- [x] **A-01**: odd bytes \u00e9\r\n",
  "phases/01-build/01-01-PLAN.md": PLAN,
  "phases/01-build/01-01-SUMMARY.md": "---\nphase: 01-build\nplan: 01\nstatus: complete\n---\n\n# Summary\n\n**One is there**\n",
  "phases/01-build/01-VERIFICATION.md": "---\nstatus: passed\n---\n",
  "phases/02-fast/02-CONTEXT.md": "# Later\n",
};

const BRANCH = "milestone/v1.1";

/** The product of a milestone whose code lies in worktrees of all its repos, one commit in each. The planning files lie in the first one. */
async function makeProduct(folder: string, repos: readonly string[], remotes: boolean): Promise<void> {
  const engine = createGit({ processes: createProcesses({ leftovers: "leave" }), env: { ...process.env, GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z", GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z" } });
  for (const [index, name] of repos.entries()) {
    const repo = join(folder, name);
    const listed = repos.length === 1 ? {} : { "REPOS.md": `| Name | Path |\n|---|---|\n${repos.map((each, at) => `| ${each} | ${at === 0 ? "." : `../${each}`} |\n`).join("")}` };
    const planning = Object.entries<string>({ ...PLANNING, ...listed }).map(([file, text]) => [`.planning/${file}`, text] as const);
    makeRepo(repo, { "a.txt": "a\n", ...(index === 0 ? Object.fromEntries(planning) : {}) });
    if (remotes) addRemote(repo);
    const base = await engine.resolve(repo, "refs/heads/main");
    if (typeof base !== "string") throw new Error(JSON.stringify(base));
    const added = await engine.addWorktree({ repo, path: `${repo}--v1.1`, branch: BRANCH, base });
    if (added.type !== "added") throw new Error(JSON.stringify(added));
    writeFiles(`${repo}--v1.1`, { "one.txt": "one\n" });
    commitAll(`${repo}--v1.1`, "feat: one");
  }
  // An audit names the commits that it has looked at, so it is made behind them. It is younger than every file, whenever these were written.
  const heads = repos.map((name) => `  ${name}: ${gitOf(join(folder, `${name}--v1.1`), ["rev-parse", "HEAD"]).trim()}\n`).join("");
  const first = join(folder, repos[0] ?? "");
  writeFiles(first, { ".planning/v1.1-MILESTONE-AUDIT.md": `---\nmilestone: v1.1\naudited: 2099-01-01T00:00:00Z\nstatus: passed\nheads:\n${heads}---\n` });
  commitAll(first, "docs: audit");
}

/** Work of a person's in the checkout that the merge goes into. */
function dirtyCheckout(folder: string): void {
  writeFiles(join(folder, "app"), { "a.txt": "a person works on this\n", "staged.txt": "staged\n", "untracked ünï.txt": "mine\n" });
  gitOf(join(folder, "app"), ["add", "staged.txt"]);
}

function wrong(end: EndState, report: Readonly<Record<string, unknown>>, repos: readonly string[]): string[] {
  const roadmap = end[".planning/ROADMAP.md"] ?? "";
  return [
    ...(report["status"] === "completed" && report["exit"] === "ok" ? [] : ["the milestone is not completed"]),
    ...(roadmap.includes("- ✅ **v1.1 Security**") ? [] : ["the roadmap does not say that it is shipped"]),
    ...[".planning/milestones/v1.1-ROADMAP.md", ".planning/milestones/v1.1-phases/01-build/01-01-PLAN.md", ".planning/milestones/v1.1-MILESTONE-AUDIT.md", ".planning/MILESTONES.md"].filter((file) => end[file] === undefined).map((file) => `${file} is not there`),
    ...(end[".planning/phases/02-fast/02-CONTEXT.md"] === undefined ? ["the next milestone's phase is gone"] : []),
    ...repos.filter((repo) => !/^refs\/tags\/v1\.1 /m.test(end[`${repo}: refs`] ?? "")).map((repo) => `${repo} has no tag`),
    ...repos.filter((repo) => end[`${repo}: refs`]?.includes(BRANCH) !== false).map((repo) => `${repo}: the branch is there`),
    ...(end["beside the planning files"]?.includes("--v1.1") === false ? [] : ["a worktree is there"]),
    ...(/^A {2}staged\.txt$/m.test(end["app: status"] ?? "") && /^\?\? .*mine|^\?\? "?untracked/m.test(end["app: status"] ?? "") ? [] : ["what a person has staged is not staged any more"]),
  ];
}

function scenarioOf(name: string, repos: readonly string[], remotes: boolean): Scenario {
  return {
    name,
    leastStates: 70,
    make: (folder) => makeProduct(folder, repos, remotes),
    root: "app",
    tape: () => [],
    meanwhile: dirtyCheckout,
    swept: { name: "completeMilestone", input: { version: "v1.1" }, preview: "previewCompletion" },
    wrong: (end, report) => wrong(end, report, repos),
  };
}

/** One repo without a remote, which holds the planning files too. */
export const completeMilestoneScenario: Scenario = scenarioOf("complete-milestone without a remote", ["app"], false);

/** Two repos with remotes: both are rebased and gated, then both are forwarded, then both are pushed; then the archive, and a tag in each. */
export const completeMilestoneInTwoScenario: Scenario = scenarioOf("complete-milestone in two repos", ["app", "lib"], true);
