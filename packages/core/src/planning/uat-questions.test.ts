import { describe, expect, it } from "vitest";
import { readSummary } from "./summary.js";
import { readUat } from "./uat.js";
import { newQuestions, type UatQuestion, uatQuestions } from "./uat-questions.js";

const summary = (plan: string, front: string, body = "") => readSummary(`---\nphase: 05-security\nplan: ${plan}\n${front}---\n\n# Phase 5 Plan ${plan}: Name Summary\n\n${body}`, `phases/05-security/05-${plan}-SUMMARY.md`);

const covered = `coverage:
  - id: D1
    description: "The sign-in page shows an error for a wrong password"
    verification:
      - kind: automated
        ref: test/sign-in.test.ts
        status: passed
    human_judgment: false
  - id: D2
    description: The page looks like the rest of the product
    human_judgment: true
    rationale: taste
  - id: D3
    description: Mails arrive
`;

describe("uatQuestions", () => {
  it("asks by the coverage, and leaves out what needs no human judgment there", () => {
    expect(uatQuestions([summary("01", covered, "## Accomplishments\n\n- Not asked: the coverage says more\n")])).toEqual([
      { name: "The page looks like the rest of the product", expected: "The page looks like the rest of the product (taste)", source: "05-01-SUMMARY.md#D2" },
      { name: "Mails arrive", expected: "Mails arrive", source: "05-01-SUMMARY.md#D3" },
    ]);
  });

  it("asks nothing of a summary whose coverage needs nobody", () => {
    expect(uatQuestions([summary("01", "coverage:\n  - description: A\n    human_judgment: false\n", "**One line.**\n")])).toEqual([]);
  });

  it.each(["maybe", '"no idea"', "[]", ""])("asks where human_judgment is %j: only a plain no is one", (word) => {
    expect(uatQuestions([summary("01", `coverage:\n  - description: A\n    human_judgment: ${word}\n`)])).toHaveLength(1);
  });

  it("takes what was accomplished, else the one line, in the order of the summaries, the same words once", () => {
    const first = summary("01", "", "**One line**\n\n## Accomplishments\n\n- **Sign-in** works with `a@b`. It remembers you\n- Mails arrive\n");
    const second = summary("02", "", "**Mails  arrive!**\n");
    const third = summary("03", "", "**Rate limits hold**\n");
    expect(uatQuestions([first, second, third, summary("04", "")])).toEqual([
      { name: "Sign-in works with a@b", expected: "Sign-in works with `a@b`. It remembers you", source: "05-01-SUMMARY.md#1" },
      { name: "Mails arrive", expected: "Mails arrive", source: "05-01-SUMMARY.md#2" },
      { name: "Rate limits hold", expected: "Rate limits hold", source: "05-03-SUMMARY.md#1" },
    ]);
  });

  it("cuts a long title at a word", () => {
    const [question] = uatQuestions([summary("01", "", `**${"word ".repeat(60).trim()}**\n`)]);
    expect(question?.name).toMatch(/^(?:word )+word…$/);
    expect(question?.name.length).toBeLessThanOrEqual(101);
    expect(question?.expected).toBe("word ".repeat(60).trim());
  });
});

describe("newQuestions", () => {
  const questions: UatQuestion[] = [
    { name: "A new thing", expected: "A new thing", source: "05-01-SUMMARY.md#1" },
    { name: "Sign-in works", expected: "Sign-in works with a@b", source: "05-01-SUMMARY.md#2" },
    { name: "Mails arrive", expected: "Mails arrive", source: "05-01-SUMMARY.md#3" },
  ];
  const uat = (tests: string) => readUat(`---\nstatus: testing\n---\n\n## Tests\n\n${tests}`, "05-UAT.md");

  it("adds nothing twice", () => {
    const text = questions.map(({ name, expected, source }, index) => `### ${String(index + 1)}. ${name}\nexpected: ${expected}\nresult: pass\nsource: ${source}\n`).join("\n");
    expect(newQuestions(uat(text), questions)).toEqual([]);
  });

  it("knows a test by its words where the summary got another item before it, and by its place where somebody reworded it", () => {
    const text = "### 1. sign-in WORKS\nexpected: x\nresult: pass\nsource: 05-01-SUMMARY.md#1\n\n### 2. Post comes\nexpected: the post comes\nresult: [pending]\nsource: 05-01-SUMMARY.md#3\n";
    expect(newQuestions(uat(text), questions)).toEqual([{ name: "A new thing", expected: "A new thing", source: "05-01-SUMMARY.md#1", result: "pending" }]);
  });

  it("never takes a test command for the answer of a person", () => {
    expect(newQuestions(uat("### 1. Mails arrive\nexpected: exit 0\ncommand: `npm test`\nresult: pass\n"), questions.slice(2))).toHaveLength(1);
  });
});
