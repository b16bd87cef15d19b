import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { blockKind, linesOf } from "./block-kinds.js";
import { differenceFrom, openOwnSession, openSession, type Session, turnsOf } from "./document-session.js";
import { type Block, readDocuments } from "./documents.js";
import { setUpSample } from "./sample-stage.js";

const documents = readDocuments();
const blocks = documents.flatMap((document) => document.blocks);
const place = ({ file, line }: Block): string => `${file}:${String(line)}`;

const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "dgs-docs-")));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const session = (): Session => openOwnSession(folder);

/** Opens a session on the sample product. */
function onSample(): Session {
  const home = mkdtempSync(path.join(folder, "demo-"));
  return openSession(setUpSample(home), home);
}

async function play(own: Session, transcript: string): Promise<void> {
  for (const { command, shown } of turnsOf(transcript)) expect(differenceFrom(shown, await own.run(command)), `$ ${command}`).toBeUndefined();
}

describe("commands that a reader types", () => {
  const isTyped = (block: Block): boolean => ["typed", "session", "file"].includes(blockKind(block) ?? "");
  // The tutorial is followed word for word by tutorial.slow.ts.
  const typed = documents.filter((document) => document.file !== "docs/tutorial.md" && document.blocks.some(isTyped));

  it.each(typed.map((document) => [document.file, document.blocks.filter(isTyped)] as const))("in %s work, from the first to the last", async (_, all) => {
    const own = session();
    for (const block of all) {
      if (blockKind(block) === "file") own.write(block.kind.slice("file=".length), block.text);
      else if (blockKind(block) === "session") await play(own, block.text);
      else for (const line of linesOf(block)) await own.run(line);
    }
  });

  const tried = blocks.filter((block) => blockKind(block) === "tried");
  it.each(tried.map((block) => [place(block), block] as const))("at %s are understood by the program, on the sample product", async (_, block) => {
    const own = onSample();
    for (const line of linesOf(block)) expect(await wrongCall(own, line), line).toBeUndefined();
  });
});

/** Says how a call was wrong in itself, or that the program broke; `undefined` where it was done, or refused for what the product is. */
async function wrongCall(own: Session, line: string): Promise<string | undefined> {
  const { output } = await own.attempt(`${line.replace(/\s+#\s.*$/, "")} --json`);
  const { error } = JSON.parse(output.trimEnd().split("\n").at(-1) ?? "") as { error?: { code: string; exit: string } };
  const isWrong = error !== undefined && (error.exit === "internal" || /^(?:unknown-(?:command|option)|command-missing|(?:option|operand)-)/.test(error.code));
  return isWrong ? output : undefined;
}

describe("what is shown of the demo", () => {
  const shown = blocks.filter((block) => blockKind(block) === "demo");

  it.each(shown.map((block) => [place(block), block.text]))("at %s is what the program prints", async (_, text) => {
    await play(onSample(), text);
  });
});

describe("the checks of this file", () => {
  it("tell a call that is wrong from one that is refused for what the product is", async () => {
    const own = onSample();
    expect(await wrongCall(own, "dgs show-phase 1")).toBeUndefined();
    expect(await wrongCall(own, "dgs show-phase 77")).toBeUndefined();
    for (const line of ["dgs show-phases 1", "dgs show-phase 1 --jsonn", "dgs show-phase"]) expect(await wrongCall(own, line), line).toBeDefined();
  });
});
