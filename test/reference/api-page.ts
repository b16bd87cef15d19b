import path from "node:path";
import ts from "typescript";
import { readText } from "../checkout.js";
import { code, page, table } from "./page.js";

interface Export {
  readonly name: string;
  readonly kind: string;
  readonly doc: string;
  /** The folder of the package's sources that it comes from. */
  readonly area: string;
}

/** Renders what a package exports, each with the first sentence of its doc comment. */
export function apiPage(name: string, folder: string): string {
  const index = `${folder}/src/index.ts`;
  const exports = exportsOf(index).map(({ name: each, from, type }) => describe(each, from, type, `${folder}/src`));
  const intro = [
    `What \`import … from "${name}"\` gives, each with the first sentence of its doc comment; editors show the rest. The signatures are in the package's API report, \`${folder}/etc/${name.replace("@dgs/", "")}.api.md\`, and what the package is for in its [README](../../${folder}/README.md).`,
    "The APIs of the packages [may still change](../promises.md); a changed one is told in the changelog.",
  ];
  const areas = [...new Set(exports.map(({ area }) => area))].sort();
  const parts = areas.flatMap((area) => [
    `## ${area === "" ? "Package" : area}`,
    table(["Export", "Kind", ""], exports.filter((each) => each.area === area).sort((a, b) => (a.name < b.name ? -1 : 1)).map((each) => [code(each.name), each.kind, each.doc])),
  ]);
  return page(`API of ${name}`, ...intro, ...parts);
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readText(file), ts.ScriptTarget.Latest, true);
}

function exportsOf(index: string): { readonly name: string; readonly from: string; readonly type: boolean }[] {
  return parse(index).statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined || !ts.isNamedExports(statement.exportClause) || statement.moduleSpecifier === undefined) return [];
    const from = path.posix.join(path.posix.dirname(index), (statement.moduleSpecifier as ts.StringLiteral).text.replace(/\.js$/, ".ts"));
    return statement.exportClause.elements.map((element) => ({ name: (element.propertyName ?? element.name).text, from, type: statement.isTypeOnly || element.isTypeOnly }));
  });
}

function describe(name: string, from: string, isType: boolean, sources: string): Export {
  const [area = ""] = path.posix.relative(sources, from).split("/").slice(0, -1);
  const found = declarationOf(name, from);
  const kind = found === undefined ? (isType ? "type" : "value") : kindOf(found);
  return { name, kind, doc: found === undefined ? "" : firstSentence(found), area };
}

function declarationOf(name: string, file: string): ts.Statement | undefined {
  const source = parse(file);
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement) && statement.declarationList.declarations.some((each) => each.name.getText() === name)) return statement;
    if ((ts.isFunctionDeclaration(statement) || ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name?.text === name) return statement;
  }
  return undefined;
}

function kindOf(statement: ts.Statement): string {
  if (ts.isFunctionDeclaration(statement)) return "function";
  if (ts.isVariableStatement(statement)) return "constant";
  return ts.isClassDeclaration(statement) ? "class" : "type";
}

/** The first sentence of the doc comment, as plain markdown. */
function firstSentence(statement: ts.Statement): string {
  const [doc] = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc);
  const text = (doc === undefined ? "" : (ts.getTextOfJSDocComment(doc.comment) ?? "")).replace(/\{@link ([^}]*)\}/g, "`$1`").split(/\n\s*\n/)[0] ?? "";
  return /^.*?[.](?=\s|$)/s.exec(text)?.[0] ?? text;
}
