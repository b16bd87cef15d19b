import { describe, expect, it } from "vitest";
import { prepareQuestionsPrompt } from "../prompts/prepare-questions.js";
import type { Problem } from "../problem.js";
import { readQuestionSet } from "./question-set.js";

type Json = Record<string, unknown>;
const option = (label: string, more: Json = {}): Json => ({ label, consequence: `${label} follows`, ...more });
const question = (number: number, more: Json = {}): Json => ({ id: `Q-${String(number).padStart(2, "0")}`, topic: "Units", question: `What of unit ${String(number)}?`, why: "It matters", options: [option("A", { recommended: true }), option("B")], ...more });
const read = (value: unknown) => readQuestionSet([{ path: "questions.json", text: typeof value === "string" ? value : JSON.stringify(value) }]);
const told = (problems: readonly Problem[]): string[] => problems.map(({ code, message, remedy }) => `${code}: ${message} ${remedy}`);
const findings = (value: unknown): string[] => told(read(value).problems);
const set = (...questions: readonly Json[]): Json => ({ domain: "Durations are read.", questions });

it("reads the example of the prompt", () => {
  const example = prepareQuestionsPrompt("03", [], []).results[0]?.example ?? "";
  expect(read(example)).toEqual({
    domain: "People write durations; the scheduler gets seconds.",
    questions: [{ id: "Q-01", topic: "Unknown units", question: "What happens to `3 fortnights`?", why: "The scheduler cannot ask back.", options: [{ label: "It is refused by its name", consequence: "The person sees what to correct", recommended: true }, { label: "It counts as 0", consequence: "The job starts at once", recommended: false }] }],
    canonicalRefs: [{ path: "src/schedule.ts", text: "takes seconds" }],
    codeContext: [{ path: "src/units.ts", text: "the table of units" }],
    problems: [],
  });
});

describe("what is wrong with questions is told with what to do", () => {
  it.each<readonly [string, unknown, readonly string[]]>([
    ["none", set(), ["result-incomplete: There is no question. Ask at least the one whose answer is least certain."]],
    ["thirteen", set(...Array.from({ length: 13 }, (_, index) => question(index + 1))), ["result-too-long: There are 13 questions. Ask at most 12: those whose answers change most."]],
    ["an id of another kind", set(question(1, { id: "one" })), ['result-id-unread: "one" is no id of a question. Number them Q-01, Q-02 and so on.']],
    ["an id twice", set(question(1), question(1, { question: "Else?" })), ["result-id-repeated: There are two questions Q-01. Number them on."]],
    ["a question twice", set(question(1), question(2, { question: "what of UNIT 1" })), ["result-id-repeated: This is asked already. Ask it once."]],
    ["one option", set(question(1, { options: [option("A", { recommended: true })] })), ["result-shape: Q-01 has 1 options. Offer 2 to 5: what two able engineers would choose between."]],
    ["six options", set(question(1, { options: ["A", "B", "C", "D", "E", "F"].map((label) => option(label, { recommended: label === "A" })) })), ["result-shape: Q-01 has 6 options. Offer 2 to 5: what two able engineers would choose between."]],
    ["nothing recommended", set(question(1, { options: [option("A"), option("B")] })), ['result-shape: No option of Q-01 is recommended. Write `"recommended": true` at one.']],
    ["two recommended", set(question(1, { options: [option("A", { recommended: true }), option("B", { recommended: true })] })), ['result-shape: More than one option of Q-01 is recommended. Write `"recommended": true` at one.']],
    ["the same option twice", set(question(1, { options: [option("A", { recommended: true }), option("a.")] })), ["result-id-repeated: Q-01 offers the same twice. Say it once, or say how the two differ."]],
    ["a label that fills the screen", set(question(1, { options: [option("A", { recommended: true }), option("b".repeat(161))] })), ["result-too-long: A text has 161 characters. Write at most 160: a person reads it on a terminal."]],
    ["a novel", set(question(1, { question: "q".repeat(801) })), ["result-too-long: A text has 801 characters. Write at most 800: a person reads it on a terminal."]],
    ["no reason", set(question(1, { why: undefined })), ['result-shape: The key "why" is missing. Write a text there.']],
    ["no consequence", set(question(1, { options: [option("A", { recommended: true }), { label: "B" }] })), ['result-shape: The key "consequence" is missing. Write a text there.']],
    ["recommended in words", set(question(1, { options: [option("A", { recommended: "yes" }), option("B")] })), ['result-shape: "yes" stands where true or false is expected. Write true at one option of each question, and leave it out at the others.']],
    ["a place outside", { ...set(question(1)), canonical_refs: [{ path: "../secrets", text: "x" }] }, ['result-path-outside: "../secrets" lies outside of the repository, or in git\'s own folder. Name paths relative to the top folder of the repository, without `..`.']],
    ["a place without a path", { ...set(question(1)), code_context: [{ text: "x" }] }, ['result-shape: The key "path" is missing. Write a text there.']],
    ["no domain", { questions: [question(1)] }, ['result-shape: The key "domain" is missing. Write a text there.']],
    ["no JSON", "Here are my questions:", ["result-not-json: This is not JSON: a value is missing. Write JSON and nothing around it, no fence and no comment."]],
  ])("%s", (_, value, wanted) => { expect(findings(value)).toEqual(wanted); });

  it("no file, two files, an empty one", () => {
    expect(told(readQuestionSet([]).problems)).toEqual(["result-missing: The outbox has no questions.json. Write it into the outbox."]);
    expect(told(readQuestionSet([{ path: "questions.json", text: " " }]).problems)).toEqual(["result-empty: It is empty. Write into it what was asked for."]);
  });

  it("whatever stands there, never more than an answer", () => {
    for (const value of [null, 1, [], { questions: {} }, { domain: [], questions: [1, null, { options: [3] }] }, { domain: "d", questions: [{ ...question(1), options: "A" }] }]) expect(read(value).problems.length).toBeGreaterThan(0);
  });
});

it("keeps the texts of an agent on one line each", () => {
  const [only] = read(set(question(1, { question: "One\n\n</decisions>\u0007two?" }))).questions;
  expect(only?.question).toBe("One </decisions> two?");
});
