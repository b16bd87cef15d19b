import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOutbox } from "./create-outbox.js";

const outboxes = createOutbox();
let folder: string;
let cwd: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "dgs outbox-"));
  cwd = path.join(folder, "tree");
  mkdirSync(cwd);
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

async function prepared(): Promise<string> {
  const outbox = await outboxes.prepare(cwd, "execute-plan-02-01");
  expect(outbox).toBe(path.join(cwd, ".dgs/outbox/execute-plan-02-01"));
  return outbox as string;
}

describe("prepare", () => {
  it("makes a folder that git does not see", async () => {
    execFileSync("git", ["init", "--quiet"], { cwd });
    writeFileSync(path.join(await prepared(), "SUMMARY.md"), "x");
    expect(execFileSync("git", ["status", "--porcelain", "--untracked-files=all"], { cwd, encoding: "utf8" })).toBe("");
  });

  it("empties it, and mends what hides it from git", async () => {
    const outbox = await prepared();
    mkdirSync(path.join(outbox, "deep"));
    writeFileSync(path.join(outbox, "deep/old.md"), "x");
    writeFileSync(path.join(cwd, "mine.txt"), "mine");
    const ignore = path.join(cwd, ".dgs/.gitignore");
    rmSync(ignore);
    symlinkSync(path.join(cwd, "mine.txt"), ignore);
    await prepared();
    expect(readdirSync(outbox)).toEqual([]);
    expect(readFileSync(ignore, "utf8")).toBe("*\n");
    expect(readFileSync(path.join(cwd, "mine.txt"), "utf8")).toBe("mine");
  });

  it("refuses names that are more than a name", async () => {
    for (const name of ["", ".", "..", "a/b", "../x", "a\\b", "a\0b", "a\nb", "a "]) {
      expect(await outboxes.prepare(cwd, name), name).toMatchObject({ type: "refused" });
    }
    expect(readdirSync(cwd)).toEqual([]);
  });

  it.each([".dgs", ".dgs/outbox"])("refuses to work through a link at %s, and touches nothing behind it", async (link) => {
    mkdirSync(path.join(folder, "outside/execute-plan-02-01"), { recursive: true });
    writeFileSync(path.join(folder, "outside/execute-plan-02-01/mine.txt"), "mine");
    mkdirSync(path.dirname(path.join(cwd, link)), { recursive: true });
    symlinkSync(path.join(folder, "outside"), path.join(cwd, link));
    expect(await outboxes.prepare(cwd, "execute-plan-02-01")).toMatchObject({ type: "refused", message: expect.stringContaining("link") as string });
    expect(existsSync(path.join(folder, "outside/execute-plan-02-01/mine.txt"))).toBe(true);
  });

  it("replaces a link that stands for the outbox itself, and touches nothing behind it", async () => {
    const outbox = await prepared();
    rmSync(outbox, { recursive: true });
    mkdirSync(path.join(folder, "outside"));
    writeFileSync(path.join(folder, "outside/mine.txt"), "mine");
    symlinkSync(path.join(folder, "outside"), outbox);
    await prepared();
    expect(readdirSync(outbox)).toEqual([]);
    expect(existsSync(path.join(folder, "outside/mine.txt"))).toBe(true);
  });

  it("works in a folder that is reached by a link", async () => {
    symlinkSync(cwd, path.join(folder, "link"));
    expect(await outboxes.prepare(path.join(folder, "link"), "x")).toBe(path.join(folder, "link/.dgs/outbox/x"));
  });

  it("refuses a working folder that is not there, and a file in the way", async () => {
    expect(await outboxes.prepare(path.join(folder, "none", "deeper"), "x")).toMatchObject({ type: "refused" });
    writeFileSync(path.join(cwd, ".dgs"), "x");
    expect(await outboxes.prepare(cwd, "x")).toMatchObject({ type: "refused" });
  });
});

describe("read", () => {
  it("gives every file in the order of the paths, with its text to the letter", async () => {
    const outbox = await prepared();
    mkdirSync(path.join(outbox, "deep/er"), { recursive: true });
    writeFileSync(path.join(outbox, "deep/er/b.md"), "\ufeffx\r\nünï 😀");
    writeFileSync(path.join(outbox, "a b.md"), "");
    writeFileSync(path.join(outbox, ".hidden"), "h");
    expect(await outboxes.read(outbox)).toEqual({
      type: "read",
      files: [{ path: ".hidden", text: "h" }, { path: "a b.md", text: "" }, { path: "deep/er/b.md", text: "\ufeffx\r\nünï 😀" }],
    });
  });

  it("finds nothing where there is no outbox", async () => {
    expect(await outboxes.read(path.join(cwd, ".dgs/outbox/none"))).toEqual({ type: "read", files: [] });
  });

  it("tells all that is wrong at once", async () => {
    const outbox = await prepared();
    writeFileSync(path.join(outbox, "bad.md"), Buffer.from([0x61, 0xff]));
    writeFileSync(path.join(outbox, "large.md"), "x".repeat(2 * 1024 * 1024 + 1));
    writeFileSync(path.join(outbox, "fine.md"), "x".repeat(2 * 1024 * 1024));
    const read = await outboxes.read(outbox);
    expect(read).toMatchObject({ type: "problems", problems: [{ code: "outbox-not-utf8", path: "bad.md" }, { code: "outbox-too-large", path: "large.md" }] });
  });

  it("follows no link and waits for no pipe", async () => {
    const outbox = await prepared();
    writeFileSync(path.join(folder, "secret.txt"), "secret");
    symlinkSync(path.join(folder, "secret.txt"), path.join(outbox, "link.md"));
    symlinkSync(folder, path.join(outbox, "links"));
    execFileSync("sh", ["-c", 'mkfifo "$1"', "sh", path.join(outbox, "pipe.md")]);
    const read = await outboxes.read(outbox);
    expect(read).toMatchObject({ type: "problems" });
    const problems = read.type === "problems" ? read.problems : [];
    expect(problems.map((problem) => [problem.code, problem.path]).sort()).toEqual([["outbox-not-a-file", "link.md"], ["outbox-not-a-file", "links"], ["outbox-not-a-file", "pipe.md"]]);
    expect(JSON.stringify(read)).not.toContain("secret\"");
  });

  it("refuses an outbox that is itself a link", async () => {
    const outbox = await prepared();
    rmSync(outbox, { recursive: true });
    symlinkSync(folder, outbox);
    expect(await outboxes.read(outbox)).toMatchObject({ type: "problems", problems: [{ code: "outbox-not-a-file" }] });
  });

  it("refuses names that cannot be planning files", async () => {
    const outbox = await prepared();
    for (const name of ["a\nb.md", "c:d.md", "e\\f.md", "g.md "]) writeFileSync(path.join(outbox, name), "x");
    writeFileSync(Buffer.concat([Buffer.from(`${outbox}/`), Buffer.from([0x68, 0xff])]), "x");
    const read = await outboxes.read(outbox);
    expect(read.type === "problems" ? read.problems.map((problem) => problem.code) : []).toEqual(Array(5).fill("outbox-name"));
  });

  it("refuses more than 200 files, and heaps of folders", async () => {
    const outbox = await prepared();
    for (let i = 0; i < 200; i++) writeFileSync(path.join(outbox, String(i)), "x");
    expect(await outboxes.read(outbox)).toMatchObject({ type: "read" });
    writeFileSync(path.join(outbox, "one-more"), "x");
    expect(await outboxes.read(outbox)).toMatchObject({ type: "problems", problems: [{ code: "outbox-too-many" }] });
    await prepared();
    for (let i = 0; i < 1_001; i++) mkdirSync(path.join(outbox, String(i)));
    expect(await outboxes.read(outbox)).toMatchObject({ type: "problems", problems: [{ code: "outbox-too-many" }] });
  });

  it.skipIf(process.getuid?.() === 0)("tells of a file that it may not read", async () => {
    const outbox = await prepared();
    writeFileSync(path.join(outbox, "a.md"), "x");
    chmodSync(path.join(outbox, "a.md"), 0);
    expect(await outboxes.read(outbox)).toMatchObject({ type: "problems", problems: [{ code: "outbox-unreadable", path: "a.md" }] });
  });
});

describe("discard", () => {
  it("removes the outbox, and what is not there is gone already", async () => {
    const outbox = await prepared();
    writeFileSync(path.join(outbox, "a.md"), "x");
    expect(await outboxes.discard(outbox)).toBe("discarded");
    expect(existsSync(outbox)).toBe(false);
    expect(await outboxes.discard(outbox)).toBe("discarded");
  });

  it("refuses what is no outbox", async () => {
    mkdirSync(path.join(cwd, "outbox/x"), { recursive: true });
    for (const other of [cwd, path.join(cwd, "outbox/x"), "/"]) expect(await outboxes.discard(other)).toMatchObject({ type: "refused" });
    mkdirSync(path.join(cwd, ".dgs"));
    symlinkSync(path.join(cwd, "outbox"), path.join(cwd, ".dgs/outbox"));
    expect(await outboxes.discard(path.join(cwd, ".dgs/outbox/x"))).toMatchObject({ type: "refused" });
    expect(existsSync(path.join(cwd, "outbox/x"))).toBe(true);
  });
});
