import { oneLine } from "../markdown/escape-line.js";
import { placeFindings, quote } from "../planning/problems.js";
import { type NewRequirement, type ProjectIdea, REQUIREMENT_ID } from "../planning/project-idea.js";
import type { OutboxFile } from "../ports/agents.js";
import type { Problem } from "../problem.js";
import { findResult } from "./find-result.js";
import { type JsonPlace, type JsonReader, listField, openJson, tell, textField, textOf } from "./json-result.js";

/** What a project is to be, as an agent read it out of a document. */
export interface ProjectPart {
  readonly idea: ProjectIdea;
  readonly problems: readonly Problem[];
}

/** Requirements of one version; more than that nobody plans at once. */
const MOST_REQUIREMENTS = 150;
/** Characters of a requirement, and of the words that it goes back to. */
const MOST_TEXT = 600;
const LEAST_SOURCE = 8;

/**
 * Reads `project.json`: the parts of PROJECT.md and the requirements. Ids are of one form and unique, every requirement has a category, and each of those of the first
 * version goes back to words that stand in the document. (formats.md 11)
 * @param document The text that it was made from.
 */
export function readProjectPart(files: readonly OutboxFile[], document: string): ProjectPart {
  const found = findResult(files, "project.json");
  if (found.type === "problems") return { idea: NOTHING, problems: found.problems };
  const { path, text } = found.file;
  const reader = openJson(text);
  if (!("root" in reader)) return { idea: NOTHING, problems: placeFindings(path, text, reader) };
  const words = flat(document);
  const taken = new Map<string, string>();
  const { root } = reader;
  const requirements = requirementsAt(reader, "requirements", taken, words);
  const later = requirementsAt(reader, "later", taken, words);
  if (requirements.length === 0) tell(reader, ["requirements"], { code: "result-incomplete", message: "There is no requirement of the first version.", remedy: "Write down what the document says it must do; where it says nothing, refuse." });
  for (const [key, list] of Object.entries({ requirements, later })) {
    if (list.length > MOST_REQUIREMENTS) tell(reader, [key], { code: "result-too-long", message: `There are ${String(list.length)} of them.`, remedy: `Write at most ${String(MOST_REQUIREMENTS)}: what belongs together is one requirement.` });
  }
  const idea: ProjectIdea = {
    ...{ name: textField(reader, root, "name"), what: textField(reader, root, "what"), coreValue: textField(reader, root, "core_value"), context: textField(reader, root, "context", "be left out") },
    ...{ requirements, later, constraints: listField(reader, root, "constraints", "be left out").map((entry) => textOf(reader, entry)).filter((entry) => entry !== "") },
    outOfScope: listField(reader, root, "out_of_scope", "be left out").map((entry) => ({ what: textField(reader, entry, "what"), why: textField(reader, entry, "why", "be left out") })),
    decisions: listField(reader, root, "decisions", "be left out").map((entry) => ({ decision: textField(reader, entry, "decision"), why: textField(reader, entry, "why", "be left out") })),
  };
  return { idea, problems: placeFindings(path, text, reader.findings) };
}

const NOTHING: ProjectIdea = { name: "", what: "", coreValue: "", requirements: [], later: [], outOfScope: [], constraints: [], context: "", decisions: [] };

/** `taken`: the ids so far, in capital letters, each with the text it stands for. */
function requirementsAt(reader: JsonReader, key: "requirements" | "later", taken: Map<string, string>, words: string): readonly NewRequirement[] {
  return listField(reader, reader.root, key, key === "later" ? "be left out" : "not be left out").map((place) => {
    const [id, category, text, source] = [textField(reader, place, "id"), textField(reader, place, "category"), textField(reader, place, "text"), textField(reader, place, "source")] as const;
    checkId(reader, place, id, taken);
    if (text.length > MOST_TEXT) tell(reader, [...place.path, "text"], { code: "result-too-long", message: `A requirement has ${String(text.length)} characters.`, remedy: `Say one thing in at most ${String(MOST_TEXT)}; two things are two requirements.` });
    if (source !== "") checkSource(reader, place, source, words);
    return { id, category, text };
  });
}

function checkId(reader: JsonReader, place: JsonPlace, id: string, taken: Map<string, string>): void {
  if (id === "") return;
  if (!REQUIREMENT_ID.test(id)) tell(reader, [...place.path, "id"], { code: "result-id-unread", message: `${quote(id)} is no id of a requirement.`, remedy: "Write capital letters, a hyphen and a number: AUTH-01." });
  else if (taken.has(id)) tell(reader, [...place.path, "id"], { code: "result-id-repeated", message: `${id} is there twice.`, remedy: "Give every requirement an id of its own." });
  taken.set(id, id);
}

/** Whatever an agent adds on its own is a wish of nobody. */
function checkSource(reader: JsonReader, place: JsonPlace, source: string, words: string): void {
  const wanted = flat(source);
  if (wanted.length >= LEAST_SOURCE && words.includes(wanted)) return;
  const message = wanted.length < LEAST_SOURCE ? `${quote(source)} is too short to be found again.` : `${quote(source)} does not stand in the document.`;
  tell(reader, [...place.path, "source"], { code: "result-id-unknown", message, remedy: "Copy the words of the document that ask for it, letter by letter; leave the requirement out where there are none." });
}

/** Line ends, list marks and emphasis do not count: a sentence may go on over lines. */
function flat(text: string): string {
  return oneLine(text.replace(/^[ \t]*(?:[-*+>]|\d+[.)]|#{1,6})[ \t]+/gm, "").replace(/[*_`~]/g, "")).toLowerCase();
}
