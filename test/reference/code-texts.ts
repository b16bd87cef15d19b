import ts from "typescript";
import { readText, trackedFiles } from "../checkout.js";

/** What a source says beside a code: the message and what to do, as patterns in which `{…}` stands for what differs. */
export interface CodeText {
  readonly code: string;
  readonly file: string;
  readonly message: string;
  readonly remedy: string;
  /** The word of the exit code, where the source names it. */
  readonly exit: string | undefined;
}

/** What makes a finding or a refusal of a code and two texts: `refuse("code", message, remedy)`, `pathProblem(path, "code", message, remedy)`. */
const MAKERS = /^(?:refuse\w*|agentProblem|pathProblem|problem|tell|report)$/;

/** Finds every place in the sources of packages and apps that makes a finding or a refusal: an object with `code`, `message` and `remedy`, or a call with them. */
export function findCodeTexts(): CodeText[] {
  const files = trackedFiles().filter((file) => /^(packages|apps)\/[^/]+\/src\/.*\.ts$/.test(file) && !/\.(test|slow|crash|agents|browser)\.ts$/.test(file) && !file.startsWith("packages/testkit/"));
  return files.flatMap((file) => {
    const text = readText(file);
    return /remedy|refuse|Problem|problem\(|tell\(|report\(/.test(text) ? codeTextsIn(file, text) : [];
  });
}

/** Finds them in one source. */
export function codeTextsIn(file: string, text: string): CodeText[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: CodeText[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) found.push(...ofObject(file, node));
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && MAKERS.test(node.expression.text)) found.push(...ofCall(file, node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function ofObject(file: string, node: ts.ObjectLiteralExpression): CodeText[] {
  const value = (name: string): ts.Expression | undefined => {
    const found = node.properties.find((each) => each.name?.getText() === name);
    if (found === undefined || !(ts.isPropertyAssignment(found) || ts.isShorthandPropertyAssignment(found))) return undefined;
    const given = ts.isPropertyAssignment(found) ? found.initializer : found.name;
    return ts.isAsExpression(given) ? given.expression : given;
  };
  const [code, message, remedy] = [value("code"), value("message"), value("remedy")];
  if (code === undefined || message === undefined || remedy === undefined || !ts.isStringLiteral(code)) return [];
  const exit = value("exit");
  return [{ code: code.text, file, message: patternOf(message), remedy: patternOf(remedy), exit: exit !== undefined && ts.isStringLiteral(exit) ? exit.text : undefined }];
}

function ofCall(file: string, { expression, arguments: all }: ts.CallExpression): CodeText[] {
  // Its second argument is the file.
  const given = expression.getText() === "agentProblem" ? all.filter((_, index) => index !== 1) : all;
  const at = given.findIndex((each) => ts.isStringLiteral(each) && /^[a-z]+(?:-[a-z]+)*$/.test(each.text));
  const [code, message, remedy, ...rest] = at < 0 ? [] : given.slice(at);
  if (code === undefined || message === undefined || remedy === undefined || !ts.isStringLiteral(code)) return [];
  const options = rest.flatMap((each) => (ts.isObjectLiteralExpression(each) ? each.properties.filter(ts.isPropertyAssignment) : [])).find((each) => each.name.getText() === "exit")?.initializer;
  return [{ code: code.text, file, message: patternOf(message), remedy: patternOf(remedy), exit: options !== undefined && ts.isStringLiteral(options) ? options.text : undefined }];
}

/** A text with `{…}` where something is filled in. */
function patternOf(node: ts.Expression): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) return node.head.text + node.templateSpans.map(({ literal }) => `{…}${literal.text}`).join("");
  if (ts.isConditionalExpression(node)) return [...new Set([patternOf(node.whenTrue), patternOf(node.whenFalse)])].join(" / ");
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) return patternOf(node.left) + patternOf(node.right);
  if (ts.isParenthesizedExpression(node)) return patternOf(node.expression);
  return "{…}";
}
