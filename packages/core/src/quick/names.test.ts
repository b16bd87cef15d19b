import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isBranchName, isQuickPath, isWorktreeName, quickBranch, quickId, quickPath, quickWorktree, slugOfQuickPath } from "./names.js";
import { formatStage, isRepoName, parseStage } from "./stage.js";

const HOSTILE = ["$(touch x)", "; rm -rf /", "--upload-pack=evil", "..", "../../etc/passwd", "-x", "a".repeat(300), "überfällig 🚀", "日本語", "", "\n- [ ] keep `app`", "a\u0000b", "x.lock", "@{-1}", "HEAD"];
const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary" }));

describe("names of a quick", () => {
  it.each([
    ["2026-11-21T00:00:00.000Z", "261121-000"],
    ["2026-11-21T00:00:03.999Z", "261121-001"],
    ["2026-11-21T23:59:59.000Z", "261121-xbz"],
  ])("%s has the id %s", (at, id) => {
    expect(quickId(at)).toBe(id);
  });

  it("say the title and nothing else", () => {
    expect(quickPath("", "261121-000", "Fix auth: token!")).toBe("quick/261121-000-fix-auth-token/261121-000-QUICK.md");
    expect(slugOfQuickPath(quickPath("", "261121-000", "fix auth"))).toBe("fix-auth");
    expect(quickBranch("261121-000", "fix auth")).toBe("quick/fix-auth");
    expect(quickBranch("261121-000", "fix auth", "q/{num}-{slug}")).toBe("q/261121-000-fix-auth");
    expect(quickWorktree("fix auth")).toBe("{repo}--quick-fix-auth");
  });

  it("are safe whatever title and template are", () => {
    fc.assert(
      fc.property(text, fc.option(text, { nil: undefined }), (title, template) => {
        const path = quickPath("", "261121-000", title);
        expect(isQuickPath(path)).toBe(true);
        expect(path.length).toBeLessThan(120);
        const branch = quickBranch("261121-000", title, template);
        expect(isBranchName(branch)).toBe(true);
        expect(branch).toMatch(/^[A-Za-z0-9._/-]+$/);
        expect(isWorktreeName(quickWorktree(title))).toBe(true);
      }),
    );
  });

  it.each(["", "-b", "--upload-pack=x", "a..b", "/a", "a/", "a//b", "a/.b", "a.lock", "a b", "a~1", "a^", "a:b", "a?", "a*", "a[", "a\\b", "@", "HEAD", "a@{1}", "a\u0007"])("%j is no branch", (name) => {
    expect(isBranchName(name)).toBe(false);
  });

  it.each(["", "app", "{repo}", "../{repo}--x", "{repo}--../x", "{repo}--a/b", "{repo}--a..b", "{repo}---x", "/tmp/{repo}--x"])("%j is no worktree", (name) => {
    expect(isWorktreeName(name)).toBe(false);
  });

  it.each(["app", "my repo", "überbau", "__proto__", "a.b"])("a stage of the repo %j reads as it is written", (repo) => {
    expect(parseStage(formatStage({ stage: "fast-forward", repo }))).toEqual({ stage: "fast-forward", repo });
  });

  it.each(["fetch", "fetch `..`", "fetch ../x", "run agent `app`", "fetch `a/b`", "fetch `-x`", "fetched `app`", "deploy `app`"])("%j names no stage", (line) => {
    expect(parseStage(line)).toBeUndefined();
    expect(isRepoName("a\nb")).toBe(false);
  });
});
