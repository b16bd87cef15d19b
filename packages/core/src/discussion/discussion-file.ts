import { formatPhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import { joinPath, type PlanningPath } from "../ids/planning-path.js";
import { type Finding, placeFindings } from "../planning/problems.js";
import type { Problem } from "../problem.js";
import { fieldOf, type JsonPlace, type JsonReader, listField, openJson, tell, textField, textOf } from "../results/json-result.js";
import { type DiscussionQuestion, type NamedPlace, type QuestionSet, readQuestions } from "../results/question-set.js";

/** What a person says to a question: one of its options, something in own words, "decide for me", or "not in this phase". */
export type DiscussionAnswer =
  | { readonly type: "option"; readonly label: string }
  | { readonly type: "words"; readonly text: string }
  /** The option that the agent recommended, without anybody having decided it. */
  | { readonly type: "assumed" }
  | { readonly type: "deferred" };

/** A question with what was said to it; `undefined`: it is open. */
export interface AnsweredQuestion extends DiscussionQuestion {
  readonly answer: DiscussionAnswer | undefined;
}

/** What is said at the end of a discussion, of no question: a part of CONTEXT.md. */
export type DiscussionExtra = "decisions" | "specifics" | "deferred";

const DISCUSSION_EXTRAS: readonly DiscussionExtra[] = ["decisions", "specifics", "deferred"];

/** A discussion that goes on: the questions, the answers so far, and what was added. */
export interface Discussion extends QuestionSet {
  readonly questions: readonly AnsweredQuestion[];
  readonly more: Readonly<Record<DiscussionExtra, readonly string[]>>;
}

/** What a file says of a discussion; absent where it cannot be gone on with, and then there is a problem that says why. */
export interface DiscussionReading {
  readonly discussion: Discussion | undefined;
  readonly problems: readonly Problem[];
}

/** Characters of a discussion's file: a person may write long answers. */
const MOST_TEXT = 4 * 1024 * 1024;

/** Returns the path of the file that holds a discussion while it goes on. (formats.md 12) */
export function discussionPath(folder: PlanningPath, phase: PhaseNumber): PlanningPath {
  return joinPath(folder, `${phase}-DISCUSS-CHECKPOINT.json`);
}

/** Writes the file of a discussion that begins. `at`: ISO 8601. */
export function renderDiscussion(phase: PhaseNumber, set: QuestionSet, at: string): string {
  const places = (all: readonly NamedPlace[]): readonly NamedPlace[] => all.map(({ path, text }) => ({ path, text }));
  return format({
    ...{ phase: formatPhaseNumber(phase), started: at, updated: at, domain: set.domain },
    questions: set.questions.map((question) => ({ ...question, answer: null })),
    ...{ canonical_refs: places(set.canonicalRefs), code_context: places(set.codeContext), more: Object.fromEntries(DISCUSSION_EXTRAS.map((extra) => [extra, []])) },
  });
}

/**
 * Reads the file of a discussion. People edit it: an answer may be a plain text, and one that names no option of its question counts as the person's own words. What cannot
 * be understood at all is a problem, so that no answer is passed over. Which phase it is of its folder says: phases get other numbers.
 */
export function readDiscussion(source: string, path: string): DiscussionReading {
  const reader = openJson(source, MOST_TEXT);
  if (!("root" in reader)) return { discussion: undefined, problems: placeFindings(path, source, asUnread(reader)) };
  const set = readQuestions(reader, "as a person edits it");
  const places = listField(reader, reader.root, "questions", "be left out");
  const questions = set.questions.map((question, index) => ({ ...question, answer: readAnswer(reader, places[index], question) }));
  questions.forEach(({ id }, index) => {
    if (questions.findIndex((other) => other.id === id) < index) tell(reader, ["questions", String(index), "id"], { code: "result-id-repeated", message: `There are two questions ${id}.`, remedy: "Number them on." });
  });
  const more = fieldOf(reader, reader.root, "more");
  const extras = Object.fromEntries(DISCUSSION_EXTRAS.map((extra) => [extra, more === undefined ? [] : readTexts(reader, more, extra)])) as Discussion["more"];
  const problems = placeFindings(path, source, asUnread(reader.findings));
  return { discussion: problems.length > 0 ? undefined : { ...set, questions, more: extras }, problems };
}

/** One code for all of it: what is wrong says the sentence, and what follows is the same. */
function asUnread(findings: readonly Finding[]): readonly Finding[] {
  return findings.map((finding) => ({ ...finding, code: "discussion-unread" }));
}

/** Whether the file of a discussion is of another tool, which says under the same name how far its talk is: without questions. It is left as it is. (formats.md 12) */
export function isForeignDiscussion(source: string): boolean {
  const reader = openJson(source, MOST_TEXT);
  const value = "root" in reader ? reader.root.value : undefined;
  return typeof value === "object" && value !== null && !Array.isArray(value) && !Object.hasOwn(value, "questions");
}

function readTexts(reader: JsonReader, more: JsonPlace, key: string): readonly string[] {
  return listField(reader, more, key, "be left out").map((place) => textOf(reader, place, "be left out")).filter((text) => text !== "");
}

function readAnswer(reader: JsonReader, place: JsonPlace | undefined, question: DiscussionQuestion): DiscussionAnswer | undefined {
  const field = place === undefined ? undefined : fieldOf(reader, place, "answer");
  if (field === undefined || field.value === null || field.value === "") return undefined;
  if (typeof field.value === "string") return wordsOrOption(textOf(reader, field), question);
  const type = fieldOf(reader, field, "type")?.value;
  switch (type) {
    case "assumed":
    case "deferred":
      return { type };
    case "option":
      return wordsOrOption(textField(reader, field, "label"), question);
    case "words":
      return { type, text: textField(reader, field, "text") };
    default:
      tell(reader, [...field.path, "type"], { code: "result-shape", message: "This is no answer.", remedy: 'Write a text, or `{"type": "option", "label": "…"}`, `{"type": "words", "text": "…"}`, `{"type": "assumed"}` or `{"type": "deferred"}`; null asks again.' });
      return undefined;
  }
}

function wordsOrOption(text: string, { options }: DiscussionQuestion): DiscussionAnswer {
  return options.some(({ label }) => label === text) ? { type: "option", label: text } : { type: "words", text };
}

/** What is to be written down of a discussion. */
export type DiscussionChange = { readonly answers: ReadonlyMap<string, DiscussionAnswer> } | { readonly extra: DiscussionExtra; readonly text: string };

/** Returns the file with answers or something more in it. Everything else that stands there stays, keys that DGS does not know among it. `source` can be read. */
export function changeDiscussion(source: string, change: DiscussionChange, at: string): string {
  const file = JSON.parse(source.charCodeAt(0) === 0xfeff ? source.slice(1) : source) as Record<string, unknown>;
  if ("answers" in change) {
    for (const question of file["questions"] as Record<string, unknown>[]) {
      const answer = change.answers.get(String(question["id"]).replace(/[\p{Cc}\s]+/gu, " ").trim());
      if (answer !== undefined) question["answer"] = answer;
    }
  } else {
    const more = (file["more"] ??= {}) as Record<string, unknown[]>;
    (more[change.extra] ??= []).push(change.text);
  }
  return format({ ...file, updated: at });
}

function format(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** The questions that have no answer yet, in their order. */
export function openQuestions({ questions }: Pick<Discussion, "questions">): readonly AnsweredQuestion[] {
  return questions.filter(({ answer }) => answer === undefined);
}
