import { turnsOf } from "./document-session.js";
import { readerOf } from "./document-examples.js";
import type { Block } from "./documents.js";

/**
 * What a fenced block of a document is, and so what holds it to that:
 *
 * - `typed`: lines that are typed one after the other in a folder of the document's own;
 * - `tried`: commands that are run on the sample product, where they may be refused for what the product is, not for how they are written;
 * - `session`, `demo`: commands with what they print, in the document's folder or on the sample product;
 * - `file`: written into the document's folder, for the commands around it;
 * - `example`: code that is run, and prints what it says;
 * - `read`: a text that the reader of its kind takes without a finding, or that is compared with what the program makes;
 * - `checkout`: lines that are run in this checkout, or that `.ci/run` consists of;
 * - `package`: lines that are run in an empty folder, with the packages as they would be published;
 * - `agents`: what the real agent programs come to, compared in their own suite;
 * - `diagram`: a picture made of characters.
 */
export type BlockKind = "typed" | "tried" | "session" | "demo" | "file" | "example" | "read" | "checkout" | "package" | "agents" | "diagram";

const NAMED: Readonly<Record<string, BlockKind>> = {
  "sh run": "typed",
  "sh tried": "tried",
  "sh checkout": "checkout",
  "sh package": "package",
  "text session": "session",
  "text demo": "demo",
  "text agents": "agents",
  "text diagram": "diagram",
  "ts run": "example",
};

/** Returns what a block is; `undefined` where nothing would test it. */
export function blockKind(block: Block): BlockKind | undefined {
  const name = `${block.language} ${block.kind}`;
  if (Object.hasOwn(NAMED, name)) return NAMED[name];
  if (block.language !== "" && /^file=\S+$/.test(block.kind)) return "file";
  return readerOf(block) === undefined ? undefined : "read";
}

/** Returns the commands of a block that is typed or tried; comments behind them stay. */
export function linesOf(block: Block): string[] {
  return block.text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}

/** Says in one line how many blocks there are, and what became of what stands in them. */
export function countBlocks(blocks: readonly Block[]): string {
  const of = (...kinds: readonly BlockKind[]): Block[] => blocks.filter((block) => kinds.includes(blockKind(block) ?? "diagram"));
  const turns = of("session", "demo", "agents").flatMap(({ text }) => turnsOf(text));
  const commands = of("typed", "tried", "checkout", "package").flatMap(linesOf).length + turns.length;
  const isJson = ({ language }: Block): boolean => language === "json";
  const read = of("read");
  const counts: readonly (readonly [number, string])[] = [
    [commands, "commands run"],
    [turns.filter(({ shown }) => shown.length > 0).length, "outputs compared"],
    [of("file").length, "files written for commands"],
    [read.filter(isJson).length, "JSON validated"],
    [read.filter((block) => !isJson(block)).length, "samples read"],
    [of("example").length, "examples run"],
    [of("diagram").length, "diagrams"],
  ];
  return `${String(blocks.length)} blocks: ${counts.map(([count, what]) => `${String(count)} ${what}`).join(", ")}`;
}
