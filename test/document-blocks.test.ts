import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { blockKind, countBlocks, linesOf } from "./block-kinds.js";
import { readText } from "./checkout.js";
import { readerOf, runExample } from "./document-examples.js";
import { differenceFrom, openOwnSession, type Session } from "./document-session.js";
import { type Block, type Document, readDocument, readDocuments } from "./documents.js";

const documents = readDocuments();
const blocks = documents.flatMap((document) => document.blocks);
const place = ({ file, line }: Block): string => `${file}:${String(line)}`;
const untested = (all: readonly Block[]): string[] =>
  all.filter((block) => blockKind(block) === undefined).map((block) => `${place(block)}: nothing tests a block \`${`${block.language} ${block.kind}`.trim()}\`; docs/CONTRIBUTING.md, "Examples in documents", has the kinds`);

/** The blocks that are files to be written, and whose name is not in the line above them. */
const unnamedFiles = ({ source, blocks: all }: Document): string[] =>
  all.filter(({ kind }) => kind.startsWith("file=")).flatMap((block) => {
    const above = source.split("\n").slice(0, block.line - 1).join("\n").trimEnd().split("\n").at(-1) ?? "";
    const name = block.kind.slice("file=".length);
    return above.includes(`\`${name}\``) ? [] : [`${place(block)}: the line above does not name \`${name}\``];
  });

const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "dgs-docs-")));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const session = (): Session => openOwnSession(folder);

describe("every block of a document", () => {
  it("is of a kind that is tested", () => {
    expect(untested(blocks)).toEqual([]);
    console.log(`documents: ${countBlocks(blocks)}`);
  });

  it("is counted: each kind is there", () => {
    const kinds = new Set(blocks.map(blockKind));
    for (const kind of ["typed", "tried", "session", "demo", "file", "example", "read", "checkout", "diagram"] as const) expect(kinds).toContain(kind);
    expect(countBlocks(blocks)).toMatch(/^\d+ blocks: \d{2,} commands run, /);
  });

  it("that is a file to be written stands below its name: a reader does not see what is behind the fence", () => {
    expect(documents.flatMap(unnamedFiles)).toEqual([]);
  });

  const read = blocks.filter((block) => blockKind(block) === "read");
  it.each(read.map((block) => [`${block.language} ${block.kind}`, place(block), block] as const))("%s at %s is one", async (_, __, block) => {
    expect(await readerOf(block)?.(block.text)).toEqual([]);
  });

  const examples = blocks.filter((block) => blockKind(block) === "example");
  it.each(examples.map((block) => [place(block), block.text]))("the example at %s prints what it says", async (_, text) => {
    expect(await runExample(text)).toEqual([]);
  });

  const diagrams = blocks.filter((block) => blockKind(block) === "diagram");
  it.each(diagrams.map((block) => [place(block), block.text]))("the diagram at %s is no transcript", (_, text) => {
    expect(text.split("\n").filter((line) => /^\s*(?:\$ |dgs |npm |npx )/.test(line) || line.includes("\t"))).toEqual([]);
  });
});

describe("commands for a checkout", () => {
  const { scripts } = JSON.parse(readText("package.json")) as { scripts: Record<string, string> };
  const lines = blocks.filter((block) => blockKind(block) === "checkout").flatMap((block) => linesOf(block).map((line) => [place(block), line] as const));

  // Stages of .ci/run run there; the others in document-commands.slow.ts.
  it.each(lines)("at %s are its tasks: %s", (_, line) => {
    const [, name] = /^npm (?:run )?([a-z][a-z:-]*)/.exec(line) ?? [];
    expect(name === undefined ? line.startsWith("alias dgs=") : Object.hasOwn(scripts, name), line).toBe(true);
  });
});

describe("the checks of this file", () => {
  it("name the place of a block that nothing tests", () => {
    const { blocks: all } = readDocument("a.md", "# A\n\n```\nplain\n```\n\n```sh\nls\n```\n\n```json unheard\n{}\n```\n\n```sh run\nls\n```\n");
    expect(untested(all).map((each) => each.split(";")[0])).toEqual(["a.md:3: nothing tests a block ``", "a.md:7: nothing tests a block `sh`", "a.md:11: nothing tests a block `json unheard`"]);
  });

  it("name a file to be written whose name its reader does not see", () => {
    const document = readDocument("a.md", "# A\n\n**`b.txt`**\n\n```text file=b.txt\nb\n```\n\n```text file=b.txt\nb\n```\n\nWrite `d.txt`:\n\n```text file=c.txt\nc\n```\n");
    expect(unnamedFiles(document)).toEqual(["a.md:9: the line above does not name `b.txt`", "a.md:15: the line above does not name `c.txt`"]);
  });

  it("count what stands in blocks", () => {
    const { blocks: all } = readDocument("a.md", "```text session\n$ a\n$ b\nb\n```\n\n```sh run\nc\nd\n```\n\n```json config\n{}\n```\n\n```text diagram\na ─▶ b\n```\n");
    expect(countBlocks(all)).toBe("4 blocks: 4 commands run, 1 outputs compared, 0 files written for commands, 1 JSON validated, 0 samples read, 0 examples run, 1 diagrams");
  });

  it("see where a transcript differs, and only there", () => {
    expect(differenceFrom(["a", "…", "b in 0.1 s"], "a\nx\ny\nb in 12.5 s\n")).toBeUndefined();
    expect(differenceFrom(["a", "…", "c"], "a\nb\n")).toContain("line 3 (c)");
    expect(differenceFrom(["a"], "a\nb\n")).toContain("its end");
    expect(differenceFrom([], "something\n")).toContain("line 1");
  });

  it("see an example that prints something else, and a command that fails", async () => {
    expect(await runExample("console.log(1 + 1); // 2\n")).toEqual([]);
    expect(await runExample("console.log(await Promise.resolve(2)); // 2\n")).toEqual([]);
    expect(await runExample("console.log(1 + 1); // 3\n")).toHaveLength(1);
    expect(await runExample("const a = 1;\n")).toHaveLength(1);
    await expect(session().run("false")).rejects.toThrow("exit 1");
    await expect(session().run("dgs progress")).rejects.toThrow("exit 2");
    expect(await session().run("dgs progress # exits 2")).toContain("no planning folder");
  });
});
