import { placeFindings } from "../planning/problems.js";
import type { OutboxFile } from "../ports/agents.js";
import type { Problem } from "../problem.js";
import { findResult } from "./find-result.js";
import { fieldOf, type JsonPlace, type JsonReader, listField, openJson, pathOf, tell, textField } from "./json-result.js";

/** The file in which an agent leaves the questions about a phase. */
const QUESTIONS_FILE = "questions.json";

/** One of the answers that a question offers. */
export interface DiscussionOption {
  readonly label: string;
  /** What follows from it; may be empty in a file that a person edited. */
  readonly consequence: string;
  readonly recommended: boolean;
}

/** A question about a phase that a person decides before it is planned. */
export interface DiscussionQuestion {
  /** `Q-01`. */
  readonly id: string;
  /** Two or three words. */
  readonly topic: string;
  readonly question: string;
  /** What depends on the answer. */
  readonly why: string;
  readonly options: readonly DiscussionOption[];
}

/** A file or document and what is to be known of it. */
export interface NamedPlace {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

/** What an agent prepares before a person decides about a phase. */
export interface QuestionSet {
  /** What the phase delivers, and where it ends. */
  readonly domain: string;
  readonly questions: readonly DiscussionQuestion[];
  /** What the planner has to read. */
  readonly canonicalRefs: readonly NamedPlace[];
  /** What is in the code already and is to be used. */
  readonly codeContext: readonly NamedPlace[];
}

/** A question set as it was read, and what is wrong with it. */
export interface QuestionSetReading extends QuestionSet {
  readonly problems: readonly Problem[];
}

/** Questions that a person answers in one sitting; options that fit a screen. */
const [MOST_QUESTIONS, FEWEST_OPTIONS, MOST_OPTIONS, MOST_PLACES] = [12, 2, 5, 40] as const;

/** Characters of a text that stands in one line of a terminal, and of one that stands below it. */
const [MOST_LABEL, MOST_SENTENCE] = [160, 800] as const;

const NOTHING: QuestionSet = { domain: "", questions: [], canonicalRefs: [], codeContext: [] };

/** Reads the questions that an agent prepared: 1 to 12, each with 2 to 5 options of which one is recommended, none twice. */
export function readQuestionSet(files: readonly OutboxFile[]): QuestionSetReading {
  const found = findResult(files, QUESTIONS_FILE);
  if (found.type === "problems") return { ...NOTHING, problems: found.problems };
  const { path, text } = found.file;
  const reader = openJson(text);
  if (!("root" in reader)) return { ...NOTHING, problems: placeFindings(path, text, reader) };
  const set = readQuestions(reader, "as an agent leaves it");
  checkSet(reader, set);
  return { ...set, problems: placeFindings(path, text, reader.findings) };
}

/** Who wrote the file: of an agent everything is asked for; a person may have taken out what is only there to be read. */
export type QuestionsWriter = "as an agent leaves it" | "as a person edits it";

/** Reads the questions of a JSON file that was opened, by their shape alone. */
export function readQuestions(reader: JsonReader, writer: QuestionsWriter): QuestionSet {
  const may = writer === "as a person edits it" ? "be left out" : "not be left out";
  return {
    domain: textField(reader, reader.root, "domain", may),
    questions: listField(reader, reader.root, "questions").map((place) => readQuestion(reader, place, may)),
    canonicalRefs: readPlaces(reader, "canonical_refs"),
    codeContext: readPlaces(reader, "code_context"),
  };
}

function readQuestion(reader: JsonReader, place: JsonPlace, may: "be left out" | "not be left out"): DiscussionQuestion {
  return {
    id: textField(reader, place, "id"),
    topic: textField(reader, place, "topic", may),
    question: textField(reader, place, "question"),
    why: textField(reader, place, "why", may),
    options: listField(reader, place, "options", may).map((option) => ({
      label: textField(reader, option, "label"),
      consequence: textField(reader, option, "consequence", may),
      recommended: flagField(reader, option, "recommended"),
    })),
  };
}

function flagField(reader: JsonReader, place: JsonPlace, key: string): boolean {
  const field = fieldOf(reader, place, key);
  if (field === undefined || typeof field.value === "boolean") return field?.value === true;
  tell(reader, field.path, { code: "result-shape", message: `${JSON.stringify(field.value).slice(0, 80)} stands where true or false is expected.`, remedy: "Write true at one option of each question, and leave it out at the others." });
  return false;
}

function readPlaces(reader: JsonReader, key: string): readonly NamedPlace[] {
  return listField(reader, reader.root, key, "be left out").flatMap((place) => {
    const path = fieldOf(reader, place, "path");
    const text = textField(reader, place, "text", "be left out");
    if (path !== undefined) return [{ path: pathOf(reader, path).trim(), text }];
    textField(reader, place, "path");
    return [];
  });
}

function checkSet(reader: JsonReader, { domain, questions, canonicalRefs, codeContext }: QuestionSet): void {
  if (reader.findings.length > 0) return;
  checkLength(reader, ["domain"], domain, MOST_SENTENCE);
  if (questions.length === 0) tell(reader, ["questions"], { code: "result-incomplete", message: "There is no question.", remedy: "Ask at least the one whose answer is least certain." });
  if (questions.length > MOST_QUESTIONS) tell(reader, ["questions"], { code: "result-too-long", message: `There are ${String(questions.length)} questions.`, remedy: `Ask at most ${String(MOST_QUESTIONS)}: those whose answers change most.` });
  questions.forEach((question, index) => { checkQuestion(reader, question, index, questions); });
  for (const [key, places] of [["canonical_refs", canonicalRefs], ["code_context", codeContext]] as const) {
    if (places.length > MOST_PLACES) tell(reader, [key], { code: "result-too-long", message: `There are ${String(places.length)} places.`, remedy: `Name at most ${String(MOST_PLACES)}: what has to be read.` });
    places.forEach(({ text }, index) => { checkLength(reader, [key, String(index), "text"], text, MOST_SENTENCE); });
  }
}

function checkQuestion(reader: JsonReader, { id, topic, question, why, options }: DiscussionQuestion, index: number, all: readonly DiscussionQuestion[]): void {
  const at = ["questions", String(index)];
  const before = all.slice(0, index);
  if (!/^Q-\d{1,3}$/.test(id)) tell(reader, [...at, "id"], { code: "result-id-unread", message: `${JSON.stringify(id)} is no id of a question.`, remedy: "Number them Q-01, Q-02 and so on." });
  else if (before.some((other) => other.id === id)) tell(reader, [...at, "id"], { code: "result-id-repeated", message: `There are two questions ${id}.`, remedy: "Number them on." });
  if (before.some((other) => sameWords(other.question, question))) tell(reader, [...at, "question"], { code: "result-id-repeated", message: "This is asked already.", remedy: "Ask it once." });
  checkLength(reader, [...at, "topic"], topic, MOST_LABEL);
  checkLength(reader, [...at, "question"], question, MOST_SENTENCE);
  checkLength(reader, [...at, "why"], why, MOST_SENTENCE);
  if (options.length < FEWEST_OPTIONS || options.length > MOST_OPTIONS) tell(reader, [...at, "options"], { code: "result-shape", message: `${id} has ${String(options.length)} options.`, remedy: `Offer ${String(FEWEST_OPTIONS)} to ${String(MOST_OPTIONS)}: what two able engineers would choose between.` });
  const recommended = options.filter((option) => option.recommended).length;
  if (recommended !== 1) tell(reader, [...at, "options"], { code: "result-shape", message: `${recommended === 0 ? "No option" : "More than one option"} of ${id} is recommended.`, remedy: "Write `\"recommended\": true` at one." });
  options.forEach(({ label, consequence }, number) => {
    const option = [...at, "options", String(number)];
    if (options.slice(0, number).some((other) => sameWords(other.label, label))) tell(reader, [...option, "label"], { code: "result-id-repeated", message: `${id} offers the same twice.`, remedy: "Say it once, or say how the two differ." });
    checkLength(reader, [...option, "label"], label, MOST_LABEL);
    checkLength(reader, [...option, "consequence"], consequence, MOST_SENTENCE);
  });
}

function checkLength(reader: JsonReader, path: readonly string[], text: string, most: number): void {
  if (text.length > most) tell(reader, path, { code: "result-too-long", message: `A text has ${String(text.length)} characters.`, remedy: `Write at most ${String(most)}: a person reads it on a terminal.` });
}

/** Two texts that a person would take for one. */
function sameWords(one: string, other: string): boolean {
  const words = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  return words(one) === words(other) && words(one) !== "";
}
