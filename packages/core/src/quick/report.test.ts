import { describe, expect, it } from "vitest";
import { joinPath } from "../ids/planning-path.js";
import { conflictCommands } from "./conflict-commands.js";
import { abandonRefusal, completeRefusal, createRefusal, quickKind } from "./kind.js";
import { readQuick } from "./read.js";
import { formatQuickEnd } from "./report.js";
import type { Quick } from "./types.js";

const path = joinPath("quick", "261121-000-fix-auth", "261121-000-QUICK.md");

function quick(status: string, steps: readonly string[], kind = "product-level"): Quick {
  const text = `# Quick\n\n- **Title:** Fix auth\n- **Kind:** ${kind}\n- **Status:** ${status}\n- **Branch:** quick/fix-auth\n- **Base:** main\n- **Worktree:** {repo}--quick-fix-auth\n\n## Steps\n\n${steps.map((step) => `- ${step}\n`).join("")}`;
  return readQuick({ path, texts: new Map([[path, text]]) });
}

const forward = (repo: string, commits: number): string => `[x] fast-forward \`${repo}\`\n  - commits: ${String(commits)}\n  - before: ${"1".repeat(40)}\n  - after: ${"2".repeat(40)}`;
const work = ["[x] create worktree `app`", "[x] run agent", "[x] commit `app`"];

describe("formatQuickEnd", () => {
  it("says the line of the seed", () => {
    const end = quick("completed", [...work, "[x] fetch `app`", forward("app", 3), "[x] push `app`\n  - remote: origin"]);
    expect(end.problems).toEqual([]);
    expect(formatQuickEnd(end)).toBe("Quick 'fix-auth' merged to main (3 commits). Worktree cleaned up. Pushed to origin.");
  });

  it.each<[string, Quick, string | undefined]>([
    ["one commit, no remote", quick("completed", [...work, "[x] fetch `app`", forward("app", 1), "[x] push `app`"]), "Quick 'fix-auth' merged to main (1 commit). Worktree cleaned up. Not pushed: there is no remote."],
    ["two repos", quick("completed", [...work, "[x] create worktree `lib`", "[x] fetch `app`", forward("app", 2), forward("lib", 1), "[x] push `app`\n  - remote: origin", "[x] push `lib`\n  - remote: origin"]), "Quick 'fix-auth' merged to main (app: 2 commits, lib: 1 commit). Worktree cleaned up. Pushed to origin."],
    ["nothing", quick("completed", [...work, "[x] fetch `app`"]), "Quick 'fix-auth' had nothing to merge. Worktree cleaned up."],
    ["abandoned", quick("abandoned", [...work, "[x] keep `app`\n  - ref: refs/dgs/keep/x"]), "Quick 'fix-auth' abandoned. Worktree and branch removed. Its work is kept under refs/dgs/keep/x."],
    ["milestone-context", quick("completed", ["[x] run agent"], "milestone-context"), "Quick 'fix-auth' done on quick/fix-auth. It is merged with the milestone."],
    ["not ended", quick("ready", work), undefined],
  ])("says %s", (_, end, line) => {
    expect(formatQuickEnd(end)).toBe(line);
  });
});

describe("what may be asked of a quick", () => {
  it("its kind is told by the milestone and --main", () => {
    expect([quickKind({ main: false, milestoneActive: true }), quickKind({ main: true, milestoneActive: true }), quickKind({ main: false, milestoneActive: false })]).toEqual(["milestone-context", "product-level", "product-level"]);
  });

  it("one product-level quick at a time", () => {
    expect(createRefusal("product-level", [quick("ready", work)])?.code).toBe("quick-already-active");
    expect(createRefusal("product-level", [quick("completed", work), quick("abandoned", work), quick("in-progress", work, "milestone-context")])).toBeUndefined();
    expect(createRefusal("milestone-context", [quick("ready", work)])).toBeUndefined();
    expect(createRefusal("product-level", [quick("no word", work)])?.code).toBe("quick-already-active");
  });

  it.each<[string, Quick, string | undefined, string | undefined]>([
    ["ready", quick("ready", work), undefined, undefined],
    ["milestone-context, unfinished: it can be given up", quick("in-progress", work, "milestone-context"), "quick-not-product-level", undefined],
    ["milestone-context, done", quick("completed", work, "milestone-context"), "quick-not-product-level", "quick-not-product-level"],
    ["completed", quick("completed", work), "quick-ended", "quick-ended"],
    ["at work", quick("in-progress", work), "quick-not-ready", undefined],
    ["failed at work", quick("failed", ["[x] create worktree `app`", "[!] run agent"]), undefined, undefined],
    ["without a worktree", quick("failed", ["[!] create worktree `app`", "[ ] run agent"]), "quick-without-worktree", undefined],
    ["pushed in one repo", quick("failed", [...work, "[x] fetch `app`", "[x] push `app`", "[!] push `lib`"]), undefined, "quick-landed"],
    ["perhaps pushed", quick("completing", [...work, "[x] fetch `app`", "[>] push `app`"]), undefined, "quick-landed"],
    ["being abandoned", quick("failed", [...work, "[!] keep `app`"]), "quick-ended", undefined],
    ["unreadable", quick("ready", [...work, "[ ] deploy"]), "quick-unreadable", "quick-unreadable"],
  ])("%s", (_, asked, complete, abandon) => {
    expect([completeRefusal(asked)?.code, abandonRefusal(asked)?.code]).toEqual([complete, abandon]);
  });
});

describe("conflictCommands", () => {
  it("can be copied whatever the names are", () => {
    expect(conflictCommands({ worktree: "/w/it's here", onto: "main", files: ["a b.ts", "-x", "n\n$(y)"] })).toEqual(["cd '/w/it'\\''s here'", "git rebase main", "# edit, then: git add -- 'a b.ts' '-x' $'n\\x0a$(y)'", "git rebase --continue", "dgs complete-quick"]);
  });
});
