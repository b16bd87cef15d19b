import { type ClientFault } from "@dgs/core";
import { parse, TomlError } from "smol-toml";
import { brokenFault } from "../faults.js";

/** A table of TOML as JavaScript has it. */
export type TomlTable = Readonly<Record<string, unknown>>;

/** Parses a text of TOML. */
export function parseToml(text: string): { readonly type: "parsed"; readonly table: TomlTable } | ClientFault {
  try {
    return { type: "parsed", table: parse(text, { integersAsBigInt: "asNeeded" }) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [message = ""] = error.message.split("\n");
    return brokenFault("TOML", message.replace(/^Invalid TOML document: /, ""), { line: error.line, column: error.column });
  }
}

/** The keys that a header leads along: `[a."b.c"]` to `a` and `b.c`; none where it opens one of several tables. */
export function pathOfHeader(header: string): readonly string[] {
  const path: string[] = [];
  for (let table: unknown = parse(header); isTable(table); ) {
    const [key] = Object.keys(table);
    if (key === undefined) return path;
    path.push(key);
    table = table[key];
  }
  return [];
}

/** Whether a value is a table. */
export function isTable(value: unknown): value is TomlTable {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
