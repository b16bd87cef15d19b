import { readText, trackedFiles } from "./checkout.js";

/** A fenced block of a document. */
export interface Block {
  readonly file: string;
  /** Of the opening fence, from 1. */
  readonly line: number;
  /** The first word behind the fence; empty where there is none. */
  readonly language: string;
  /** What follows the language: what the block is, for the tests; empty for a block that only shows something. */
  readonly kind: string;
  readonly text: string;
}

/** A document of the repository. */
export interface Document {
  readonly file: string;
  readonly source: string;
  readonly blocks: readonly Block[];
  /** The lines outside of fenced blocks; lines of blocks are empty, so that numbers stay right. */
  readonly prose: readonly string[];
}

/** Returns every document that people read: not fixtures, not generated reports, not notes for the changelog. */
export function readDocuments(): Document[] {
  return trackedFiles()
    .filter((file) => file.endsWith(".md") && !/(^|\/)(fixtures|etc|\.changeset)\//.test(file))
    .map((file) => readDocument(file, readText(file)));
}

/** Reads a document: its fenced blocks, and the lines around them. */
export function readDocument(file: string, source: string): Document {
  const blocks: Block[] = [];
  const prose: string[] = [];
  let open: { fence: string; line: number; language: string; kind: string; lines: string[] } | undefined;
  source.split("\n").forEach((line, index) => {
    const [, fence = "", info = ""] = /^(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    prose.push(open === undefined && fence === "" ? line : "");
    if (open !== undefined && (fence === "" || !fence.startsWith(open.fence) || info.trim() !== "")) open.lines.push(line);
    else if (open !== undefined) {
      blocks.push({ file, line: open.line, language: open.language, kind: open.kind, text: open.lines.map((each) => `${each}\n`).join("") });
      open = undefined;
    } else if (fence !== "") {
      const [language = "", ...kind] = info.trim().split(/\s+/);
      open = { fence, line: index + 1, language, kind: kind.join(" "), lines: [] };
    }
  });
  if (open !== undefined) throw new Error(`${file}:${String(open.line)}: the fence is not closed`);
  return { file, source, blocks, prose };
}

/** Returns the code spans of a document's prose, each with its line. */
export function codeSpans({ prose }: Document): { readonly line: number; readonly text: string }[] {
  return prose.flatMap((line, index) => [...line.matchAll(/(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g)].map(([, , text = ""]) => ({ line: index + 1, text: text.trim() })));
}

/** Returns the targets of a document's links, each with its line. */
export function linksOf({ prose }: Document): { readonly line: number; readonly target: string }[] {
  return prose.flatMap((line, index) => [...line.replace(/`[^`]*`/g, "`").matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = ""]) => ({ line: index + 1, target })));
}

/** Returns the anchors of a document's headings, as web pages make them. */
export function anchorsOf({ prose }: Document): string[] {
  return prose.flatMap((line) => {
    const title = /^#{1,6} +(.+?)(?: +#+)?$/.exec(line)?.[1];
    return title === undefined ? [] : [title.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").trim().replace(/\s/g, "-")];
  });
}

/** Returns the rows of the tables below a heading, without their head: the cells, as written. */
export function tableBelow({ source }: Document, heading: string): string[][] {
  const [, section] = source.split(new RegExp(`^#{1,6} +${heading.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*$`, "m"));
  const lines = (section ?? "").split(/^#{1,6} /m)[0]?.split("\n") ?? [];
  const rows = lines.filter((line) => line.startsWith("|"));
  const rules = rows.flatMap((row, index) => (/^\|[\s:|-]+\|$/.test(row) ? [index] : []));
  return rows.filter((_, index) => !rules.includes(index) && !rules.includes(index + 1)).map((row) => row.slice(1, row.lastIndexOf("|")).split("|").map((cell) => cell.trim()));
}
