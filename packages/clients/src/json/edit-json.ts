import { applyEdits, type ClientEdit, type ClientFault, type ClientText, type ClientWish, type ServerStart } from "@dgs/core";
import { differenceOf } from "../difference.js";
import { differsFault } from "../faults.js";
import { freshEnding } from "../fresh-file.js";
import { fulfils, serveTheSame, wordsOf } from "../server-words.js";
import { addEntry, formatDocument, spotOfEntry } from "./add-entry.js";
import { findEntry, type FoundEntry } from "./find-entry.js";
import { type JsonDocument, parseJson, rangeOf, valueOf } from "./json-document.js";
import { type EntryValue, formatEntry } from "./layout.js";
import { takeEntry } from "./take-entry.js";

/** What the entries of a client look like. */
export interface JsonShape {
  /** The key of the object that holds the servers by their names. */
  readonly container: string;
  toEntry(start: ServerStart): EntryValue;
  /** The start that an entry stands for; `undefined` where it is none that {@link toEntry} makes. */
  readEntry(value: unknown): ServerStart | undefined;
}

/** Whether there is an entry of DGS in a text; not where it cannot be read. */
export function hasJsonEntry(text: string, { container }: Pick<JsonShape, "container">): boolean {
  const document = parseJson(text);
  if ("type" in document) return false;
  const found = findEntry(document, container);
  return !("type" in found) && found.member !== undefined;
}

/** Says what has to be done to a configuration in JSON. */
export function editJson(text: ClientText, wish: ClientWish, shape: JsonShape): ClientEdit {
  if (text.type === "missing") return wish.type === "remove" ? { type: "same" } : { type: "make", text: formatDocument(shape.container, shape.toEntry(wish.start), "file", "\n") + freshEnding(text.folders) };
  const document = parseJson(text.text);
  if ("type" in document) return document;
  const found = findEntry(document, shape.container);
  if ("type" in found) return found;
  if (isWhole(found)) return changeEntry(document, found, wish, shape);
  return wish.type === "remove" ? { type: "same" } : { type: "edit", edits: addEntry(document, found, shape.container, shape.toEntry(wish.start)) };
}

function isWhole(found: FoundEntry): found is Required<FoundEntry> {
  return found.member !== undefined;
}

function changeEntry(document: JsonDocument, found: Required<FoundEntry>, wish: ClientWish, shape: JsonShape): ClientEdit {
  const there = shape.readEntry(valueOf(found.member.value));
  const no = wish.replaces ? undefined : refuseForeign(document, found, wish, there);
  if (no !== undefined) return no;
  if (wish.type === "install" && there !== undefined && fulfils(there, wish.start)) return { type: "same" };
  const taken = takeEntry(document, found, shape.container, there === undefined ? undefined : shape.toEntry(there));
  if (wish.type === "remove") return taken;
  const value = shape.toEntry(wish.start);
  // An entry of DGS's own is taken away and made anew, so that the way back stays; a person's is written over where it stands.
  if (there === undefined) return { type: "edit", edits: overwrite(document, found, value) };
  const anew = taken.type === "take-away" ? formatDocument(shape.container, value, "file", "\n") + freshEnding(taken.folders) : addAgain(applyEdits(document.text, taken.edits), shape.container, value);
  return { type: "edit", edits: anew === undefined ? overwrite(document, found, value) : differenceOf(document.text, anew) };
}

function refuseForeign({ text }: JsonDocument, { member }: Required<FoundEntry>, wish: ClientWish, there: ServerStart | undefined): ClientFault | undefined {
  const { start: offset } = member;
  if (there === undefined) return differsFault(text, offset, wish.type, "it is not as DGS writes it");
  if (wish.type === "remove" || serveTheSame(there, wish.start)) return undefined;
  return differsFault(text, offset, wish.type, `it starts \`${wordsOf(there).join(" ")}\`, the server of another product`);
}

function overwrite(document: JsonDocument, { root, container, member }: Required<FoundEntry>, value: EntryValue): ReturnType<typeof addEntry> {
  const [start, end] = rangeOf(member.value);
  return [{ start, end, text: formatEntry(value, "entry", spotOfEntry(document, root, container)) }];
}

function addAgain(text: string, container: string, value: EntryValue): string | undefined {
  const document = parseJson(text);
  if ("type" in document) return undefined;
  const found = findEntry(document, container);
  return "type" in found ? undefined : applyEdits(text, addEntry(document, found, container, value));
}
