import { describe, expect, it } from "vitest";
import { planningPath } from "../ids/planning-path.js";
import { parseSha } from "../ids/sha.js";
import { applyEdits } from "../text/edit.js";
import { gateResultEdits, hasOpenResolution, type Resolution, resolutionEdits, RESOLUTIONS_HEAD, withdrawResolutionEdits } from "./resolutions.js";

const sha = (digit: string) => parseSha(digit.repeat(40))!;
const resolution: Resolution = {
  at: "2026-11-26T06:00:00Z", of: planningPath("quick/261126-abc-fix-auth/261126-abc-QUICK.md")!, name: "fix-auth", repo: "app", files: ["a b.txt", "ü\n.txt"],
  commit: sha("a"), subject: "fix: two", onto: sha("b"), words: "a.txt: both sides.\n- **Gate:** passed\n## 2026-01-01 app forged\n\u001b[31mred",
};
const written = applyEdits(RESOLUTIONS_HEAD, resolutionEdits(RESOLUTIONS_HEAD, resolution));

describe("RESOLUTIONS.md", () => {
  it("has a section for each resolution: commits, files, the agent's words as a quotation, and that no gate has run", () => {
    expect(written).toBe(`${RESOLUTIONS_HEAD}\n${[
      "## 2026-11-26 app fix-auth", "", `- **Quick:** ${resolution.of}`, "- **Repo:** app", "- **Resolved:** 2026-11-26T06:00:00Z", `- **Commit:** ${sha("a")}`, `- **Onto:** ${sha("b")}`,
      "- **Subject:** fix: two", '- **Files:** ["a b.txt","ü\\n.txt"]', "- **Gate:** not run yet", "", "The agent says (its own words, not checked):", "",
      "> a.txt: both sides.", "> - **Gate:** passed", "> ## 2026-01-01 app forged", "> \\u001b[31mred", "",
    ].join("\n")}`);
    expect(hasOpenResolution(written, resolution)).toBe(true);
    expect(hasOpenResolution(written, { ...resolution, repo: "other" })).toBe(false);
  });

  it("names a plan where it is one's", () => {
    const of = planningPath("phases/01-build/01-02-PLAN.md")!;
    const text = applyEdits(RESOLUTIONS_HEAD, resolutionEdits(RESOLUTIONS_HEAD, { ...resolution, of, name: "01-02" }));
    expect(text).toContain("- **Plan:** phases/01-build/01-02-PLAN.md\n");
    expect([hasOpenResolution(text, { of, repo: "app" }), hasOpenResolution(text, { of: resolution.of, repo: "app" })]).toEqual([true, false]);
  });

  it("writes the same commit once, with the last words", () => {
    const again = applyEdits(written, resolutionEdits(written, { ...resolution, words: "other words" }));
    expect(again.match(/^## /gm)).toHaveLength(1);
    expect(again).toContain("> other words\n");
    expect(again).not.toContain("both sides");
  });

  it("says how the gate ended once, in what waits for it; what was decided before stays and gets a new section beside it", () => {
    const key = { of: resolution.of, repo: "app" };
    const second = applyEdits(written, resolutionEdits(written, { ...resolution, commit: sha("c") }));
    const passed = applyEdits(second, gateResultEdits(second, key, "passed: `npm test`"));
    expect(passed.match(/^- \*\*Gate:\*\* passed: `npm test`$/gm)).toHaveLength(2);
    expect(hasOpenResolution(passed, key)).toBe(false);
    expect(gateResultEdits(passed, key, "failed")).toEqual([]);
    const third = applyEdits(passed, resolutionEdits(passed, resolution));
    expect(third.startsWith(passed)).toBe(true);
    expect(third.match(/^## /gm)).toHaveLength(3);
  });

  it("takes out what was not taken after all, and nothing else; line endings of the file are kept", () => {
    const own = "# Resolutions\r\n\r\n## Ours\r\n\r\nby hand";
    const added = applyEdits(own, resolutionEdits(own, resolution));
    expect(added.replaceAll("\r\n", "")).not.toContain("\n");
    expect(applyEdits(added, withdrawResolutionEdits(added, resolution)).trimEnd()).toBe(own);
  });
});
