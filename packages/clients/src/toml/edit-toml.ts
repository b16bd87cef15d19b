import { isDeepStrictEqual } from "node:util";
import { applyEdits, type ClientEdit, type ClientFault, type ClientText, type ClientWish, lineEndingOf, type ServerStart, type TextEdit } from "@dgs/core";
import { differenceOf } from "../difference.js";
import { differsFault, unfitFault } from "../faults.js";
import { foldersMadeWith, freshEnding } from "../fresh-file.js";
import { ENTRY_NAME, fulfils, serveTheSame, wordsOf } from "../server-words.js";
import { findSections, removeSections, type TomlSection } from "./find-section.js";
import { formatSection } from "./format-section.js";
import { isTable, parseToml, type TomlTable } from "./parse-toml.js";

/** What the entries of a client look like. */
export interface TomlShape {
  /** The key of the table that holds the servers by their names. */
  readonly container: string;
  toEntry(start: ServerStart): Readonly<Record<string, string | readonly string[]>>;
  /** The start that an entry stands for; `undefined` where it is none that {@link toEntry} makes. */
  readEntry(value: unknown): ServerStart | undefined;
}

/** Whether there is an entry of DGS in a text; not where it cannot be read. */
export function hasTomlEntry(text: string, { container }: Pick<TomlShape, "container">): boolean {
  const parsed = parseToml(text);
  return parsed.type === "parsed" && entryIn(parsed.table, container) !== undefined;
}

/** Says what has to be done to a configuration in TOML. Every edit is tried: all that is not the entry reads as before, or nothing is done. */
export function editToml(text: ClientText, wish: ClientWish, shape: TomlShape): ClientEdit {
  if (text.type === "missing") return wish.type === "remove" ? { type: "same" } : { type: "make", text: bodyOf(wish.start, shape, "\n") + freshEnding(text.folders) };
  const parsed = parseToml(text.text);
  if (parsed.type === "fault") return parsed;
  const entry = entryIn(parsed.table, shape.container);
  if (entry === undefined) return wish.type === "remove" ? { type: "same" } : tried(text.text, parsed.table, addSection(text.text, wish.start, shape), shape, shape.toEntry(wish.start));
  return changeEntry(text.text, parsed.table, entry, wish, shape);
}

function entryIn(table: TomlTable, container: string): unknown {
  const servers = table[container];
  return isTable(servers) ? servers[ENTRY_NAME] : undefined;
}

function bodyOf(start: ServerStart, shape: TomlShape, lineEnding: string): string {
  return formatSection([shape.container, ENTRY_NAME], shape.toEntry(start), lineEnding);
}

/** Behind everything else, with a blank line before it. A text without a line ending at its end has none afterwards either: so `--remove` knows which one to take. */
function addSection(text: string, start: ServerStart, shape: TomlShape): readonly TextEdit[] {
  const lineEnding = lineEndingOf(text);
  const body = bodyOf(start, shape, lineEnding);
  const isOpen = text.replace(/^\ufeff/, "") !== "" && !text.endsWith("\n");
  return [{ start: text.length, end: text.length, text: isOpen ? lineEnding + lineEnding + body : lineEnding + body + lineEnding }];
}

function changeEntry(text: string, table: TomlTable, entry: unknown, wish: ClientWish, shape: TomlShape): ClientEdit {
  const sections = findSections(text, [shape.container, ENTRY_NAME]);
  const offset = sections[0]?.start ?? Math.max(text.indexOf(shape.container), 0);
  const there = shape.readEntry(entry);
  if (!wish.replaces && there === undefined) return differsFault(text, offset, wish.type, "it is not as DGS writes it");
  if (!wish.replaces && there !== undefined && wish.type === "install" && !serveTheSame(there, wish.start)) {
    return differsFault(text, offset, wish.type, `it starts \`${wordsOf(there).join(" ")}\`, the server of another product`);
  }
  if (wish.type === "install" && there !== undefined && fulfils(there, wish.start)) return { type: "same" };
  if (sections.length === 0) return unfitFault(text, offset, `\`${shape.container}.${ENTRY_NAME}\` is not written under a header of its own`, "Take it away by hand, then run the command again.");
  const folders = there === undefined ? undefined : foldersMadeWith(text, bodyOf(there, shape, "\n"));
  if (wish.type === "remove") return folders === undefined ? tried(text, table, takeSections(text, sections, there, shape), shape, undefined) : { type: "take-away", folders };
  const body = bodyOf(wish.start, shape, lineEndingOf(text));
  return tried(text, table, overwrite(text, sections, body), shape, shape.toEntry(wish.start));
}

/** The text from which adding the entry leads here; where there is none, the sections alone go. */
function takeSections(text: string, sections: readonly TomlSection[], there: ServerStart | undefined, shape: TomlShape): readonly TextEdit[] {
  const [first, second] = sections;
  if (there !== undefined && first !== undefined && second === undefined) {
    const { length } = lineEndingOf(text);
    for (const blanks of [1, 2]) {
      const before = text.slice(0, Math.max(first.start - blanks * length, 0));
      if (applyEdits(before, addSection(before, there, shape)) === text) return differenceOf(text, before);
    }
  }
  return removeSections(text, sections);
}

function overwrite(text: string, [first, ...others]: readonly TomlSection[], body: string): readonly TextEdit[] {
  if (first === undefined) return [];
  const ending = /\r?\n$/.exec(text.slice(first.start, first.end))?.[0] ?? "";
  return [{ start: first.start, end: first.end, text: body + ending }, ...removeSections(text, others)];
}

/** An edit that does nothing but what it is for; anything else is refused. */
function tried(text: string, before: TomlTable, edits: readonly TextEdit[], { container }: TomlShape, entry: TomlTable | undefined): ClientEdit | ClientFault {
  const after = parseToml(applyEdits(text, edits));
  const isRight = after.type === "parsed" && isDeepStrictEqual(plain(entryIn(after.table, container)), entry) && isDeepStrictEqual(withoutEntry(after.table, container), withoutEntry(before, container));
  if (isRight) return { type: "edit", edits };
  return unfitFault(text, Math.max(text.indexOf(container), 0), `\`${container}\` is written in a way that DGS cannot add to or take from`, `Give each server a header of its own, as in \`[${container}.name]\`, or write the entry by hand.`);
}

/** A table of the parser has no prototype; compared are keys and values only. */
function plain(value: unknown): unknown {
  return isTable(value) ? { ...value } : value;
}

function withoutEntry(table: TomlTable, container: string): TomlTable {
  const { [container]: servers, ...others } = table;
  if (!isTable(servers)) return table[container] === undefined ? others : { ...others, [container]: servers };
  const { [ENTRY_NAME]: _, ...rest } = servers;
  return Object.keys(rest).length === 0 ? others : { ...others, [container]: rest };
}
