import ts from "typescript";
import { readText } from "./checkout.js";

/** What a package exports, by name, sorted. */
export interface FrontDoor {
  readonly values: readonly string[];
  readonly types: readonly string[];
  /** Statements that are not an export by name, as written. */
  readonly others: readonly string[];
}

/** Reads what an index.ts exports from its text alone: it holds nothing but `export { … } from "…"`. */
export function readFrontDoor(file: string): FrontDoor {
  const source = ts.createSourceFile(file, readText(file), ts.ScriptTarget.Latest);
  const values: string[] = [];
  const types: string[] = [];
  const others: string[] = [];
  for (const statement of source.statements) {
    if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined || !ts.isNamedExports(statement.exportClause)) {
      others.push(statement.getText(source));
      continue;
    }
    for (const element of statement.exportClause.elements) {
      (statement.isTypeOnly || element.isTypeOnly ? types : values).push(element.name.text);
    }
  }
  return { values: values.sort(), types: types.sort(), others };
}
