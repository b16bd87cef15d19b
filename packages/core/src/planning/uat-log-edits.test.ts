import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../text/edit.js";
import { clearUatLogEdits, readUatLog, uatLogEdits } from "./uat-log-edits.js";
import { renderUatLog, type UatLogEntry } from "./uat-log.js";

const entry = (test: number, more: Partial<UatLogEntry> = {}): UatLogEntry => ({ test, command: `npm test ${String(test)}`, exit: 1, started: "2026-01-01T00:00:00Z", durationMs: 100, output: "bad\n## Test 9\n", ...more });
const write = (text: string, each: UatLogEntry): string => applyEdits(text, uatLogEdits(text, each));
const names = (text: string): string[] => readUatLog(text).map(({ test, run }) => `${String(test)}${run === undefined ? "" : ` ${run}`}`);
const fresh = renderUatLog("phase 05", [entry(1), entry(2), entry(4)]);

describe("uatLogEdits", () => {
  it("writes what a fresh log would say, and the same again changes nothing", () => {
    expect(uatLogEdits(fresh, entry(2))).toEqual([]);
    expect(write(renderUatLog("phase 05", [entry(1)]), entry(2))).toBe(renderUatLog("phase 05", [entry(1), entry(2)]));
    expect(write(write(write(fresh, entry(2, { run: "run 2" })), entry(2, { run: "on the base" })), entry(3))).toBe(renderUatLog("phase 05", [entry(1), entry(2), entry(2, { run: "run 2" }), entry(2, { run: "on the base" }), entry(3), entry(4)]));
    expect(write(renderUatLog("phase 05", [entry(2)]), entry(1))).toBe(renderUatLog("phase 05", [entry(1), entry(2)]));
  });

  it("takes the later runs of a command out with its first one, and no other", () => {
    const all = renderUatLog("phase 05", [entry(1), entry(1, { run: "run 2" }), entry(1, { run: "on the base" }), entry(2), entry(2, { run: "run 2" })]);
    expect(write(all, entry(1, { exit: 0, output: "" }))).toBe(renderUatLog("phase 05", [entry(1, { exit: 0, output: "" }), entry(2), entry(2, { run: "run 2" })]));
  });

  it("keeps what a person wrote, in front, behind, and inside of a section", () => {
    const mine = fresh
      .replace("# Test log of phase 05", "---\nowner: me\n---\n\n# My title\n\nSee the ticket.")
      .replace("- **Exit:** 1\n", "- **Exit:** 1\n- my own fact\n")
      .replace("## Test 2", "> fails on Tuesdays\n\n### Thoughts\n\n```js\nmine()\n```\n\n## Test 2") + "\n## Notes\n\n- mine, without a line ending";
    const after = write(mine, entry(1, { exit: 0, output: "good\n" }));
    expect(after).toBe(mine.replace(/(## Test 1\n\n[^]*?\n\n)- \*\*Exit:\*\* 1\n- my own fact\n([^]*?)(`{3,}text\n)bad\n## Test 9\n(`{3,}\n)/, "$1- **Exit:** 0\n$2$3good\n$4- my own fact\n"));
    expect(names(after)).toEqual(["1", "2", "4"]);
    for (const line of ["owner: me", "See the ticket.", "> fails on Tuesdays", "### Thoughts", "mine()", "- my own fact"]) expect(after).toContain(line);
    expect(after.endsWith("- mine, without a line ending")).toBe(true);
  });

  it("loses no line of a person wherever it stands, with any line ending, and reads back what it wrote", () => {
    const lines = fresh.split("\n");
    const note = fc.constantFrom("my note", "- my item", "> my quote", "### my heading", "## my part", "   my indented text");
    fc.assert(fc.property(fc.nat(lines.length), note, fc.constantFrom("\n", "\r\n"), fc.constantFrom(1, 2, 3, 4), fc.constantFrom(undefined, "run 2"), (place, text, ending, test, run) => {
      const isInFence = ((lines.slice(0, place).join("\n").match(/^`{3,}/gm) ?? []).length % 2) === 1;
      fc.pre(!isInFence);
      const source = [...lines.slice(0, place), text, ...lines.slice(place)].join(ending);
      const each = entry(test, { exit: 0, output: "good", ...(run === undefined ? {} : { run }) });
      const once = write(source, each);
      expect(once.split(ending)).toContain(text);
      expect(once.replaceAll("\r\n", "").includes("\r") || (ending === "\r\n" && once.replaceAll("\r\n", "").includes("\n"))).toBe(false);
      expect(names(once)).toContain(`${String(test)}${run === undefined ? "" : " run 2"}`);
      expect(write(once, each)).toBe(once);
    }), { numRuns: 400 });
  });
});

describe("clearUatLogEdits", () => {
  const clear = (text: string): string => applyEdits(text, clearUatLogEdits(text));

  it("takes all runs out, and leaves what a person wrote", () => {
    expect(clear(fresh).trim()).toBe("# Test log of phase 05");
    const mine = fresh.replace("- **Exit:** 1\n", "- **Exit:** 1\n- my own fact\n").replace("## Test 2", "### Thoughts\n\nmine\n\n## Test 2");
    const after = clear(mine);
    expect(names(after)).toEqual([]);
    for (const line of ["- my own fact", "### Thoughts", "mine"]) expect(after.split("\n")).toContain(line);
    expect(after).not.toContain("bad");
  });
});
