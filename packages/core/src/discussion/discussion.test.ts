import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePhaseNumber } from "../ids/phase-number.js";
import { oneLine } from "../markdown/escape-line.js";
import { readContext } from "../planning/context-file.js";
import { readContextDocument } from "../results/context-document.js";
import type { QuestionSet } from "../results/question-set.js";
import { applyEdits } from "../text/edit.js";
import { contextEdits, type DiscussionResult, renderContext, resultOf } from "./context-edits.js";
import { changeDiscussion, type Discussion, type DiscussionAnswer, discussionPath, isForeignDiscussion, openQuestions, readDiscussion, renderDiscussion } from "./discussion-file.js";

const phase = parsePhaseNumber("3")!;
const AT = "2026-05-01T12:00:00.000Z";
const FILE = "phases/03-auth/03-DISCUSS-CHECKPOINT.json";

const nasty = fc.constantFrom("</decisions>", "<!-- ", "a\nb", "```", "- x", "# H", "(assumed)", "\\", "`code`", "**D-01:** no", "é", "<deferred>", "None.", "1. x", "[a]: b", "word ", " ");
const text = fc.array(nasty, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("")).filter((value) => oneLine(value) !== "");
const word = fc.oneof(text, fc.string({ minLength: 1, maxLength: 12 }).filter((value) => oneLine(value) !== ""));
const place = fc.record({ path: fc.constantFrom("src/a.ts", "docs/with blank.md", "</decisions>"), text: word.map(oneLine) });
const labels = fc.uniqueArray(word.map(oneLine), { minLength: 2, maxLength: 5 });
const questions = fc.uniqueArray(word.map(oneLine), { minLength: 1, maxLength: 6 }).chain((asked) =>
  fc.tuple(...asked.map((question, index) => fc.record({ id: fc.constant(`Q-${String(index + 1)}`), topic: word.map(oneLine), question: fc.constant(question), why: word.map(oneLine), options: labels.map((all) => all.map((label, number) => ({ label, consequence: number === 1 ? "" : `${label} follows`, recommended: number === 0 }))) }))));
const set: fc.Arbitrary<QuestionSet> = fc.record({ domain: word.map(oneLine).filter((domain) => !/^none\.?$/i.test(domain)), questions, canonicalRefs: fc.array(place, { maxLength: 3 }), codeContext: fc.array(place, { maxLength: 3 }) });
const kind = fc.record({ type: fc.constantFrom("option", "words", "assumed", "deferred" as const), text: word, option: fc.nat(4) });

function answerOf({ type, text: said, option }: { readonly type: DiscussionAnswer["type"]; readonly text: string; readonly option: number }, { options }: Discussion["questions"][number]): DiscussionAnswer {
  if (type === "option") return { type, label: options[option % options.length]?.label ?? "" };
  return type === "words" ? { type, text: said } : { type };
}

const readOk = (source: string): Discussion => {
  const { discussion, problems } = readDiscussion(source, FILE);
  expect(problems).toEqual([]);
  return discussion!;
};

const sayDecisions = (result: DiscussionResult): readonly { readonly text: string; readonly assumed: boolean }[] => result.decisions.map(({ text: said, assumed }) => ({ text: said, assumed }));

describe("whatever is answered", () => {
  it("stands in the file, one answer after the other, and in CONTEXT.md, which our readers read back", () => {
    fc.assert(fc.property(set, fc.array(kind, { minLength: 6, maxLength: 6 }), fc.array(fc.tuple(fc.constantFrom("decisions", "specifics", "deferred" as const), word), { maxLength: 4 }), (asked, kinds, extras) => {
      let source = renderDiscussion(phase, asked, AT);
      const started = readOk(source);
      expect({ domain: started.domain, canonicalRefs: started.canonicalRefs, codeContext: started.codeContext }).toEqual({ domain: asked.domain, canonicalRefs: asked.canonicalRefs, codeContext: asked.codeContext });
      for (const [index, question] of started.questions.entries()) {
        expect(openQuestions(readOk(source)).map(({ id }) => id)).toEqual(started.questions.slice(index).map(({ id }) => id));
        source = changeDiscussion(source, { answers: new Map([[question.id, answerOf(kinds[index]!, question)]]) }, AT);
      }
      for (const [extra, said] of extras) source = changeDiscussion(source, { extra, text: said }, AT);
      const discussion = readOk(source);
      expect(openQuestions(discussion)).toEqual([]);
      const result = resultOf(discussion);
      const written = renderContext({ number: "3", name: "Auth </domain>", on: "2026-05-01" }, result);
      const context = readContext(written);
      expect(context.decisions.map(({ text: said, assumed }) => ({ text: said, assumed }))).toEqual(sayDecisions(result));
      expect(context.decisions.map(({ id }) => id)).toEqual(result.decisions.map((_, index) => `D-0${String(index + 1)}`));
      expect({ domain: context.domain, specifics: context.specifics, deferred: context.deferred }).toEqual({ domain: result.domain, specifics: result.specifics, deferred: result.deferred });
      expect([context.canonicalRefs.length, context.codeContext.length]).toEqual([asked.canonicalRefs.length, asked.codeContext.length]);
      expect(readContextDocument([{ path: "03-CONTEXT.md", text: written }], phase).problems.filter(({ code }) => code !== "decision-not-assumed" && !(code === "result-incomplete" && result.decisions.length === 0) && code !== "result-path-outside")).toEqual([]);
    }), { numRuns: 300 });
  });

  it("is added to a CONTEXT.md by insertions alone, with the next ids", () => {
    fc.assert(fc.property(set, set, fc.boolean(), (first, second, crlf) => {
      const resultOfSet = (asked: QuestionSet): DiscussionResult => resultOf(readOk(renderDiscussion(phase, asked, AT)));
      const [before, more] = [resultOfSet(first), { ...resultOfSet(second), specifics: ["one"], deferred: ["later"] }];
      const source = renderContext({ number: "3", name: "Auth", on: "2026-05-01" }, before).replaceAll("\n", crlf ? "\r\n" : "\n");
      const edits = contextEdits(source, more);
      expect(edits.every(({ start, end }) => start === end || source.slice(start, end) === "None.")).toBe(true);
      const context = readContext(applyEdits(source, edits));
      expect(context.decisions.map(({ text: said, assumed }) => ({ text: said, assumed }))).toEqual([...sayDecisions(before), ...sayDecisions(more)]);
      expect(new Set(context.decisions.map(({ id }) => id)).size).toBe(context.decisions.length);
      expect([context.specifics, context.deferred]).toEqual([["one"], ["later"]]);
    }), { numRuns: 200 });
  });
});

const SMALL: QuestionSet = {
  domain: "Durations are read.",
  questions: [
    { id: "Q-01", topic: "Units", question: "Which units are there?", why: "People write them.", options: [{ label: "Hours", consequence: "Short.", recommended: false }, { label: "Days, too", consequence: "Longer.", recommended: true }] },
    { id: "Q-02", topic: "Errors", question: "What happens on an error", why: "", options: [{ label: "Exit 1", consequence: "", recommended: true }, { label: "A warning", consequence: "", recommended: false }] },
  ],
  canonicalRefs: [{ path: "src/a.ts", text: "takes seconds" }],
  codeContext: [],
};

it("writes CONTEXT.md in the form of formats.md 12", () => {
  const source = changeDiscussion(renderDiscussion(phase, SMALL, AT), { answers: new Map([["Q-01", { type: "option", label: "Hours" }], ["Q-02", { type: "assumed" }]]) }, AT);
  expect(renderContext({ number: "3", name: "Auth", on: "2026-05-01" }, resultOf(readOk(source)))).toBe(`# Phase 3: Auth - Context

**Gathered:** 2026-05-01
**Status:** Ready for planning

<domain>
Durations are read.
</domain>

<decisions>
- **D-01:** Which units are there? Hours (Short)
- **D-02:** What happens on an error: Exit 1 (assumed)
</decisions>

<specifics>
None.
</specifics>

<canonical_refs>
- \`src/a.ts\`: takes seconds
</canonical_refs>

<code_context>
None.
</code_context>

<deferred>
None.
</deferred>
`);
  expect(discussionPath("phases/03-auth" as never, parsePhaseNumber("03")!)).toBe(FILE);
});

describe("a file that a person edited", () => {
  const edited = (change: (file: Record<string, unknown>) => void): string => {
    const file = JSON.parse(renderDiscussion(phase, SMALL, AT)) as Record<string, unknown>;
    change(file);
    return JSON.stringify(file);
  };
  const first = (file: Record<string, unknown>): Record<string, unknown> => (file["questions"] as Record<string, unknown>[])[0]!;
  it.each<readonly [string, unknown, unknown]>([
    ["a plain text", "only minutes", { type: "words", text: "only minutes" }],
    ["the label of an option", "Hours", { type: "option", label: "Hours" }],
    ["an option that is not offered", { type: "option", label: "Weeks" }, { type: "words", text: "Weeks" }],
    ["nothing", "", undefined],
    ["null", null, undefined],
  ])("may say %s", (_, answer, wanted) => {
    expect(readOk(edited((file) => { first(file)["answer"] = answer; })).questions[0]?.answer).toEqual(wanted);
  });

  it("may lack what is only read, be of a phase that has another number by now, and have more in it, which stays", () => {
    const source = `\ufeff${edited((file) => { file["phase"] = "4"; delete file["domain"]; delete file["more"]; delete first(file)["why"]; delete first(file)["options"]; file["note"] = "mine"; first(file)["ask"] = "Ada"; })}`;
    const after = changeDiscussion(changeDiscussion(source, { answers: new Map([["Q-01", { type: "assumed" }]]) }, AT), { extra: "deferred", text: "later" }, AT);
    expect(JSON.parse(after)).toMatchObject({ note: "mine", more: { deferred: ["later"] }, questions: [{ ask: "Ada", answer: { type: "assumed" } }, { answer: null }] });
    expect(resultOf(readOk(after)).decisions[0]).toEqual({ text: "Which units are there? the planner decides", assumed: true });
  });

  it("is another tool's where it has no questions, and ours where it is broken", () => {
    expect(isForeignDiscussion('{ "phase": "3", "areas_completed": ["Layout"] }')).toBe(true);
    expect([renderDiscussion(phase, SMALL, AT), "{", "", "[]", "null", '{ "questions": 1 }'].map(isForeignDiscussion)).toEqual([false, false, false, false, false, false]);
  });

  it.each<readonly [string, string, string]>([
    ["is cut off", renderDiscussion(phase, SMALL, AT).slice(0, 300), "discussion-unread"],
    ["is empty", "", "discussion-unread"],
    ["is something else", "[]", "discussion-unread"],
    ["has an answer of another kind", edited((file) => { first(file)["answer"] = { type: "maybe" }; }), "discussion-unread"],
    ["has a number for an answer", edited((file) => { first(file)["answer"] = 2; }), "discussion-unread"],
    ["has two questions of one id", edited((file) => { first(file)["id"] = "Q-02"; }), "discussion-unread"],
    ["has no list of what was added", edited((file) => { file["more"] = { decisions: "x" }; }), "discussion-unread"],
  ])("%s: is told with its place", (_, source, code) => {
    const { discussion, problems } = readDiscussion(source, FILE);
    expect(discussion).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toContain(code);
    expect(problems.every(({ path, at }) => path === FILE && at !== undefined)).toBe(true);
  });
});

describe("a CONTEXT.md that people wrote", () => {
  const more: DiscussionResult = { domain: "", decisions: [{ text: "New", assumed: false }], specifics: [], canonicalRefs: [{ path: "src/a.ts", text: "known" }, { path: "src/b.ts", text: "new" }], codeContext: [], deferred: ["Later"] };
  it.each([
    ["with groups in its part", "<decisions>\n## Implementation Decisions\n\n- **D-02:** Old\n  goes on\n\n### Claude's Discretion\n- the rest\n\n</decisions>\n", "<decisions>\n## Implementation Decisions\n\n- **D-02:** Old\n  goes on\n\n### Claude's Discretion\n- the rest\n\n### Added\n\n- **D-03:** New\n\n</decisions>\n"],
    ["with headings instead of tags", "# C\n\n## Decisions\n\n- D-07: Old\n\n## Deferred\n\nNone\n", "# C\n\n## Decisions\n\n- D-07: Old\n- **D-08:** New\n\n## Deferred\n\n- Later\n"],
    ["with everything on one line", "<decisions>- **D-01:** Old</decisions>", "<decisions>- **D-01:** Old\n- **D-02:** New\n</decisions>"],
    ["without decisions", "words", "words\n\n<decisions>\n- **D-01:** New\n</decisions>\n"],
    ["with a part that is not closed", "<decisions>\n- **D-01:** Old\n", "<decisions>\n- **D-01:** Old\n\n<decisions>\n- **D-02:** New\n</decisions>\n"],
    ["with an example in a fence", "<decisions>\n```\n- **D-09:** no\n```\n- **D-01 [informational]:** Old\n</decisions>\n", "<decisions>\n```\n- **D-09:** no\n```\n- **D-01 [informational]:** Old\n- **D-02:** New\n</decisions>\n"],
  ])("%s", (_, source, wanted) => {
    const after = applyEdits(source, contextEdits(source, more));
    expect(after.startsWith(wanted)).toBe(true);
    expect(readContext(after).decisions.map(({ text: said }) => said)).toContain("New");
    expect(readContext(after).decisions.length).toBe(readContext(source).decisions.length + 1);
    expect(readContext(after).deferred).toEqual(["Later"]);
  });

  it("gets only the places that it does not name", () => {
    const source = "See `src/a.ts`.\n\n<canonical_refs>\n- x\n</canonical_refs>\n";
    const after = applyEdits(source, contextEdits(source, { ...more, decisions: [], deferred: [] }));
    expect(after).toBe("See `src/a.ts`.\n\n<canonical_refs>\n- x\n- `src/b.ts`: new\n</canonical_refs>\n");
  });
});

const shared = path.resolve(fileURLToPath(new URL("../../../../", import.meta.url)), "../shared");
const contexts = ["corpus", "peer-sample/folder"].map((folder) => path.join(shared, folder)).filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /(?:^|[-/])CONTEXT\.md$/.test(file)).map((file) => path.join(folder, file)));

describe.skipIf(contexts.length === 0)("the CONTEXT.md files of the corpus (skipped where ../shared/corpus is missing)", () => {
  it.each(contexts.map((file) => [path.relative(shared, file), readFileSync(file, "utf8")] as const))("%s is added to by insertions alone, and what stood there is read as before", (_, source) => {
    const more: DiscussionResult = { domain: "", decisions: [{ text: "New", assumed: true }], specifics: ["So"], canonicalRefs: [], codeContext: [], deferred: ["Later"] };
    const edits = contextEdits(source, more);
    expect(edits.every(({ start, end }) => start === end || /^none\.?$/i.test(source.slice(start, end)))).toBe(true);
    const [before, after] = [readContext(source), readContext(applyEdits(source, edits))];
    expect(after.decisions.map(({ text: said }) => said)).toEqual([...before.decisions.map(({ text: said }) => said), "New"]);
    expect(before.decisions.map(({ id }) => id)).not.toContain(after.decisions.at(-1)?.id);
    expect([after.specifics.at(-1), after.deferred.at(-1)]).toEqual(["So", "Later"]);
    expect([after.specifics.length, after.deferred.length]).toEqual([before.specifics.length + 1, before.deferred.length + 1]);
  });
});
