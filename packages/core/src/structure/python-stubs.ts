import type { MaskedCode } from "../code/mask-code.js";
import type { Stub } from "./stub.js";

interface Block {
  readonly offset: number;
  readonly indent: number;
  readonly head: string;
  readonly decorators: string;
}

interface CodeLine {
  readonly start: number;
  readonly text: string;
  readonly indent: number;
}

const MEANT = /@(?:\w+\.)*(?:abstractmethod|abstractproperty|overload|abstract|typing\.overload)\b/;

/** Finds functions of Python whose body holds nothing but a docstring, `pass`, `...` or `raise NotImplementedError`. */
export function pythonStubs({ bare }: MaskedCode): readonly Stub[] {
  const lines = codeLines(bare);
  const bases = new Set([...bare.matchAll(/^[ \t]*class[ \t]+\w+[ \t]*\(([^()\n]{1,500})\)/gm)].flatMap((match) => (match[1] ?? "").split(",").map((name) => name.trim())));
  const classes: Block[] = [];
  const found: Stub[] = [];
  const seen = new Set<number>();
  for (const [index, line] of lines.entries()) {
    while (classes.length > 0 && (classes.at(-1)?.indent ?? 0) >= line.indent) classes.pop();
    if (/^[ \t]*class[ \t]/.test(line.text)) classes.push({ offset: line.start, indent: line.indent, head: line.text, decorators: "" });
    const name = /^[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)/.exec(line.text)?.[1];
    if (name === undefined) continue;
    const body = bodyOf(lines, index);
    const kind = kindOfBody(body);
    if (kind === undefined) continue;
    for (const { start } of body) seen.add(start);
    const decorators = decoratorsAbove(lines, index);
    const owner = classes.at(-1);
    if (MEANT.test(decorators) || (owner !== undefined && /\b(?:Protocol|ABC|ABCMeta|Interface)\b/.test(owner.head))) continue;
    if (kind === "empty" && /^__\w+__$|no_?op$|^_*(?:nop|do_nothing|noop\w*)$/.test(name)) continue;
    const base = owner !== undefined && isBase(owner.head, bases);
    found.push({ offset: line.start + line.indent, kind: base ? "unsure" : "body", what: kind === "empty" ? `the function \`${name}\` has an empty body` : `the function \`${name}\` only says that it is not implemented` });
  }
  const rest = lines.filter(({ start, text }) => !seen.has(start) && /^[ \t]*raise[ \t]+NotImplementedError\b/.test(text));
  return [...found, ...rest.map(({ start, indent }): Stub => ({ offset: start + indent, kind: "statement", what: "something is said to be not implemented" }))];
}

function isBase(head: string, bases: ReadonlySet<string>): boolean {
  const name = /class[ \t]+(\w+)/.exec(head)?.[1] ?? "";
  return bases.has(name) || /^(?:Abstract|Base)|(?:Base|Mixin|Interface)$/.test(name);
}

function codeLines(bare: string): CodeLine[] {
  const lines: CodeLine[] = [];
  let start = 0;
  for (const text of bare.split("\n")) {
    if (text.trim() !== "") lines.push({ start, text, indent: text.length - text.trimStart().length });
    start += text.length + 1;
  }
  return lines;
}

/** The lines of a function behind its head, which may go over several lines; what stands behind the colon is its first. */
function bodyOf(lines: readonly CodeLine[], index: number): readonly CodeLine[] {
  const head = lines[index];
  let depth = 0;
  for (let at = index; head !== undefined && at < Math.min(lines.length, index + 100); at++) {
    const line = lines[at];
    for (let offset = 0; offset < (line?.text.length ?? 0); offset++) {
      const here = line?.text.charAt(offset) ?? "";
      depth += "([{".includes(here) ? 1 : ")]}".includes(here) ? -1 : 0;
      if (here !== ":" || depth !== 0) continue;
      const behind = (line?.text ?? "").slice(offset + 1);
      if (behind.trim() !== "") return [{ start: (line?.start ?? 0) + offset + 1, text: behind, indent: 0 }];
      const rest = lines.slice(at + 1, at + 12);
      const end = rest.findIndex(({ indent }) => indent <= head.indent);
      return end === -1 ? rest : rest.slice(0, end);
    }
  }
  return [];
}

function kindOfBody(body: readonly CodeLine[]): "empty" | "raises" | undefined {
  // What strings held is blank by now: a docstring is quotes alone.
  const statements = body.map(({ text }) => text.trim()).filter((text) => !/^[rRbBuU]{0,2}["'\s]+$/.test(text));
  if (body.length === 0 || statements.length > 1) return undefined;
  const [only] = statements;
  if (only === undefined || only === "pass" || only === "..." || only === "pass;") return "empty";
  return /^raise[ \t]+NotImplementedError\b/.test(only) ? "raises" : undefined;
}

function decoratorsAbove(lines: readonly CodeLine[], index: number): string {
  let at = index - 1;
  while (at >= 0 && index - at < 12 && /^[ \t]*@/.test(lines[at]?.text ?? "")) at--;
  return lines.slice(at + 1, index).map(({ text }) => text).join("\n");
}
