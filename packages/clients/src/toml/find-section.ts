import { type TextEdit } from "@dgs/core";
import { pathOfHeader } from "./parse-toml.js";
import { scanStatements, type TomlStatement } from "./scan-statements.js";

/** The lines of one table: from its header to its last key, comments and blank lines behind that not included. */
export interface TomlSection {
  readonly start: number;
  readonly end: number;
  readonly path: readonly string[];
}

/** Finds the sections of a table and of the tables in it; none where it is written in another way than under headers of its own. */
export function findSections(text: string, path: readonly string[]): readonly TomlSection[] {
  return sectionsOf(text, scanStatements(text)).filter((section) => path.every((key, at) => section.path[at] === key));
}

function sectionsOf(text: string, statements: readonly TomlStatement[]): readonly TomlSection[] {
  const sections: TomlSection[] = [];
  for (const { start, next, isHeader } of statements) {
    const open = sections.at(-1);
    if (isHeader) sections.push({ start: lineStart(text, start), end: next, path: pathOfHeader(text.slice(start, next)) });
    else if (open !== undefined) sections[sections.length - 1] = { ...open, end: next };
  }
  return sections;
}

/** A byte order mark is no part of the first line. */
function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return start === 0 && text.startsWith("\ufeff") ? 1 : start;
}

/** Takes sections away, each with one blank line before it. */
export function removeSections(text: string, sections: readonly TomlSection[]): readonly TextEdit[] {
  return sections.map(({ start, end }) => {
    const blank = /(?:^|\n)(\r?\n)$/.exec(text.slice(0, start))?.[1]?.length ?? 0;
    return { start: start - blank, end, text: "" };
  });
}
