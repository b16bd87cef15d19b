import { applyEdits, type TextEdit } from "@dgs/core";
import { foldersMadeWith } from "../fresh-file.js";
import { addEntry, formatDocument } from "./add-entry.js";
import { findEntry, type FoundEntry } from "./find-entry.js";
import { type JsonDocument, membersOf, parseJson, rangeOf } from "./json-document.js";
import type { EntryValue } from "./layout.js";
import { removeMember } from "./remove-member.js";

/** How an entry goes away: the whole file with folders that were made for it, or parts of the text. */
export type TakenEntry = { readonly type: "take-away"; readonly folders: number } | { readonly type: "edit"; readonly edits: readonly TextEdit[] };

/**
 * Takes an entry away again, and what was made for it: whatever is left is the text from which adding the entry leads here, to the last character. Where there is
 * no such text (somebody has changed the file since, or another program wrote it anew), the entry alone goes.
 * @param value What install writes for the entry as it stands there; `undefined` where install never writes such an entry.
 */
export function takeEntry(document: JsonDocument, found: Required<FoundEntry>, containerName: string, value: EntryValue | undefined): TakenEntry {
  const alone = removeMember(document, found.container, found.member);
  if (value === undefined) return { type: "edit", edits: alone };
  const folders = foldersMadeWith(document.text, formatDocument(containerName, value, "file", "\n"));
  if (folders !== undefined) return { type: "take-away", folders };
  const isWayBack = (edits: readonly TextEdit[]): boolean => leadsTo(applyEdits(document.text, edits), containerName, value, document.text);
  return { type: "edit", edits: [...waysBack(document, found)].find(isWayBack) ?? alone };
}

/** What may have been made for an entry, the most first. */
function* waysBack(document: JsonDocument, { root, container, containerMember }: Required<FoundEntry>): Generator<readonly TextEdit[]> {
  if (membersOf(container).length > 1) return;
  const [start, end] = rangeOf(root);
  const { length } = document.lineEnding;
  if (membersOf(root).length === 1) yield [{ start, end, text: "" }];
  if (membersOf(root).length === 1 && start >= length) yield [{ start: start - length, end: Math.min(end + length, document.text.length), text: "" }];
  yield removeMember(document, root, containerMember);
}

function leadsTo(before: string, containerName: string, value: EntryValue, after: string): boolean {
  const document = parseJson(before);
  if ("type" in document) return false;
  const found = findEntry(document, containerName);
  return !("type" in found) && found.member === undefined && applyEdits(before, addEntry(document, found, containerName, value)) === after;
}
