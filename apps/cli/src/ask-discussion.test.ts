import type { DiscussionAsked } from "@dgs/runtime";
import { describe, expect, it } from "vitest";
import { askDiscussionQuestion, createAskDiscussion } from "./ask-discussion.js";
import type { Choice } from "./io.js";
import { plainPaint, renderAssumptions, renderDiscussionPreview, renderDiscussionQuestion } from "@dgs/render";

/** A person who gives these answers, one after the other, and what was offered. */
function person(...answers: readonly (string | undefined)[]) {
  const left = [...answers];
  const offered: (readonly Choice[])[] = [];
  const said: string[] = [];
  return {
    ...{ offered, left, said },
    line: (text: string) => { said.push(text); },
    askText: () => Promise.resolve(left.shift()),
    askChoice: (_: string, choices: readonly Choice[]) => { offered.push(choices); return Promise.resolve(left.shift()); },
  };
}

const options = [
  { label: "A\u001b[2J server", consequence: "It costs", recommended: false },
  { label: "A file", consequence: "It is slow\n\nnow", recommended: true },
];
const question = { id: "Q-01", topic: "Store", question: "Where\u0007 is it kept?", why: "It grows", options, answer: undefined, phase: "3", turn: 2, of: 4 };

describe("askDiscussionQuestion", () => {
  it.each([
    [["option 0"], { type: "answer", answer: { type: "option", label: "A file" } }],
    [["option 1"], { type: "answer", answer: { type: "option", label: "A\u001b[2J server" } }],
    [["words", " my way "], { type: "answer", answer: { type: "words", text: "my way" } }],
    [["words", "", "assumed"], { type: "answer", answer: { type: "assumed" } }],
    [["words", "x".repeat(10_001), "y", "rest"], { type: "answer", answer: { type: "words", text: "y" } }],
    [["words", undefined], { type: "stop" }],
    [["deferred"], { type: "answer", answer: { type: "deferred" } }],
    [["back"], { type: "back" }],
    [["keep"], { type: "keep" }],
    [["stop"], { type: "stop" }],
    [[undefined], { type: "stop" }],
  ] as const)("makes of %j %j", async (says, reply) => {
    const who = person(...says);
    expect(await askDiscussionQuestion(who, question, who.line)).toEqual(reply);
    expect(who.left).toEqual(says.at(-1) === "rest" ? ["rest"] : []);
  });

  it("offers the recommended option first, what stands there already before it, and a way back where there is one", async () => {
    const offered = async (more: Partial<DiscussionAsked>) => {
      const who = person("stop");
      await askDiscussionQuestion(who, { ...question, ...more }, who.line);
      return who.offered[0]?.map(({ label, hint }) => `${label}${hint === undefined ? "" : ` (${hint})`}`);
    };
    expect(await offered({ turn: 1 })).toEqual(["A file (recommended)", "A server", "In your own words", "Decide for me (recorded as assumed)", "Not in this phase (goes to what is deferred)", "Stop (go on later with the same command)"]);
    expect((await offered({ answer: { type: "words", text: "mine\u001b[1m" } }))?.slice(0, 2)).toEqual(["Keep the answer (mine)", "A file (recommended)"]);
    expect(await offered({})).toContain("Back (to the question before)");
  });
});

it("shows what an agent wrote without letting it move the cursor or break a line", () => {
  expect(renderDiscussionQuestion(question, plainPaint)).toEqual(["", "Phase 3, question 2 of 4: Store", "Where is it kept?", "Why it matters: It grows", "", "  A file (recommended)", "      It is slow now", "  A server", "      It costs", ""]);
  const preview = { phase: "3", questions: [question, { ...question, topic: "", answer: { type: "words", text: "mine" } as const }], result: { domain: "", decisions: [{ text: "a\u001b[2Jb", assumed: true }], specifics: ["s"], canonicalRefs: [], codeContext: [], deferred: ["d"] } };
  expect(renderAssumptions(preview, plainPaint)).toEqual(["", "Phase 3: what would be assumed", "  Store: Where is it kept?", "      A file (assumed)", "      It is slow now", "  Where is it kept?", "      mine (your answer)", ""]);
  expect(renderDiscussionPreview(preview, plainPaint)).toEqual(["", "Phase 3: what would be written", "Decisions:", "  - ab (assumed)", "To keep in mind:", "  - s", "Deferred:", "  - d", ""]);
});

describe("createAskDiscussion", () => {
  const live = { line: () => undefined, pause: () => undefined, resume: () => undefined };
  const preview = { phase: "3", questions: [question], result: { domain: "", decisions: [], specifics: [], canonicalRefs: [], codeContext: [], deferred: [] } };
  const ask = (...says: readonly (string | undefined)[]) => createAskDiscussion(person(...says), live, plainPaint);
  it("asks nobody where there is no terminal", () => { expect(createAskDiscussion({}, live, plainPaint)).toBeUndefined(); });
  it.each([
    [["done"], { type: "done" }], [["decisions", "so it is"], { type: "add", extra: "decisions", text: "so it is" }], [["deferred", "", "specifics", "like this"], { type: "add", extra: "specifics", text: "like this" }],
    [["back"], { type: "back" }], [["deferred", undefined], { type: "stop" }], [[undefined], { type: "stop" }],
  ] as const)("more: %j is %j", async (says, reply) => { expect(await ask(...says)?.more(preview)).toEqual(reply); });
  it.each([[["write"], { type: "write" }], [["question 0"], { type: "change", id: "Q-01" }], [["more"], { type: "more" }], [["stop"], { type: "stop" }], [[undefined], { type: "stop" }]] as const)("confirm and assumptions: %j is %j", async (says, reply) => {
    expect(await ask(...says)?.confirm(preview)).toEqual(reply);
    expect(await ask(...says)?.assumptions(preview)).toEqual(reply);
  });
  it.each([["add", "add"], ["leave", "leave"], [undefined, "leave"]] as const)("existing: %j is %j", async (says, reply) => { expect(await ask(says)?.existing({ phase: "3", path: "p", decisions: [] })).toBe(reply); });
});
