import type { TextEdit } from "@dgs/core";
import type { Node } from "jsonc-parser";
import { ENTRY_NAME } from "../server-words.js";
import type { FoundEntry } from "./find-entry.js";
import { insertMember, spotIn } from "./insert-member.js";
import type { JsonDocument } from "./json-document.js";
import { type EntryValue, formatEntry, type Made, type Spot } from "./layout.js";

const UNIT = "  ";

/** Adds an entry where there is none, with what is missing around it. */
export function addEntry(document: JsonDocument, { root, container }: FoundEntry, containerName: string, value: EntryValue): readonly TextEdit[] {
  if (root === undefined) return addDocument(document, containerName, value);
  const outer = spotIn(document, root);
  if (container === undefined) return insertMember(document, root, outer, formatContainer(containerName, value, outer));
  const spot = spotIn(document, container, outer);
  return insertMember(document, container, spot, `${JSON.stringify(ENTRY_NAME)}: ${formatEntry(value, "entry", spot)}`);
}

/** Where the value of an entry is that is there already. */
export function spotOfEntry(document: JsonDocument, root: Node, container: Node): Spot {
  return spotIn(document, container, spotIn(document, root));
}

/** Writes the whole of a configuration that holds nothing but the entry. */
export function formatDocument(containerName: string, value: EntryValue, made: Made, lineEnding: string): string {
  const [outer, inner] = [UNIT, UNIT + UNIT];
  const entry = formatEntry(value, made, { isInline: false, indent: inner, unit: UNIT, lineEnding });
  return ["{", `${outer}${JSON.stringify(containerName)}: {`, `${inner}${JSON.stringify(ENTRY_NAME)}: ${entry}`, `${outer}}`, "}"].join(lineEnding);
}

function formatContainer(name: string, value: EntryValue, outer: Spot): string {
  const inner: Spot = { ...outer, indent: outer.indent + outer.unit };
  const entry = `${JSON.stringify(ENTRY_NAME)}: ${formatEntry(value, "container", inner)}`;
  return `${JSON.stringify(name)}: {${outer.isInline ? entry : `${outer.lineEnding}${inner.indent}${entry}${outer.lineEnding}${outer.indent}`}}`;
}

/** Into a text of blanks and comments. */
function addDocument({ text, tokens, lineEnding }: JsonDocument, containerName: string, value: EntryValue): readonly TextEdit[] {
  const body = formatDocument(containerName, value, "document", lineEnding);
  const last = tokens.at(-1);
  const isOpen = last?.type === "line-comment" && last.end === text.length;
  return [{ start: text.length, end: text.length, text: isOpen ? lineEnding + body + lineEnding : body }];
}
