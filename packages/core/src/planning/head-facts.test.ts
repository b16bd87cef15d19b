import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findFrontMatter } from "../markdown/front-matter-range.js";
import { readFrontMatter } from "../markdown/front-matter.js";
import { headStatus, readHeadFacts } from "./head-facts.js";

/** What the reader of front matter says, without a shortcut. */
function closeLook(head: string): string | undefined {
  const range = findFrontMatter(head);
  if (range === undefined || !/^["']?status["']?[ \t]*:/m.test(head.slice(range.start, range.end))) return undefined;
  const value = readFrontMatter(head).entries.get("status")?.value;
  return value?.kind === "scalar" ? value.text.trim().toLowerCase() : "";
}

const LINES = ["---", "--- ", "----", "status: passed", "status: Gaps_Found ", "status:", "status: in", "  progress", "status: done # yes", '"status": halted', "other_status: x", "  status: nested", "phase: 1", "- a", "", "# Title", "words about status: none", "words alone", "a: 1\r---\rb"];

describe("headStatus", () => {
  it("says what the reader of front matter says", () => {
    let found = 0;
    fc.assert(
      fc.property(fc.constantFrom("", "\uFEFF"), fc.array(fc.constantFrom(...LINES), { maxLength: 8 }), fc.constantFrom("\n", "\n", "\r\n"), fc.constantFrom("", "\n"), (mark, lines, ending, end) => {
        const head = `${mark}${["---", ...lines].join(ending)}${end}`;
        const status = headStatus(head);
        expect(status).toBe(closeLook(head));
        if (status !== undefined) found++;
      }),
      { numRuns: 5000 },
    );
    expect(found).toBeGreaterThan(500);
  });

  it("is not taken in by a body, though its fence has blanks behind it and a rule follows", () => {
    expect(headStatus("---\na: 1\n--- \nstatus: halted\n---\n")).toBeUndefined();
  });
});

describe("readHeadFacts", () => {
  it.each(["To be filled", "TO BE FILLED", "*To Be Filled by the agent*", "- to be filled"])("takes %j for a template", (line) => {
    expect(readHeadFacts(`# Summary\n\n${line}\n`).verdict).toBe("template");
  });
});
