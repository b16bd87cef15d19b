import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { linesOf, prefixQuoted, QUOTED, quotedTarget, unquotePath } from "./quoted-path.js";

it("unquotePath reads names as git quotes them, whatever their bytes", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dgs-quoted-"));
  try {
    execFileSync("git", ["init", "--quiet"], { cwd: folder });
    const byte = fc.oneof(fc.integer({ min: 1, max: 255 }), fc.constantFrom(9, 10, 13, 34, 92, 0x80, 0xfc)).filter((code) => code !== 0x2f);
    const names = fc.sample(fc.array(byte, { minLength: 1, maxLength: 12 }), { numRuns: 200, seed: 7 }).map((bytes) => Buffer.from(["_".charCodeAt(0), ...bytes]));
    for (const name of names) writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), "");
    const printed = execFileSync("git", [...QUOTED, "ls-files", "--others"], { cwd: folder, encoding: "utf8" });
    const read = linesOf(printed).map((line) => unquotePath(line).toString("latin1"));
    expect(new Set(read)).toEqual(new Set(names.map((name) => name.toString("latin1"))));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("prefixQuoted and quotedTarget keep the bytes of a name", () => {
  expect(prefixQuoted("1/", '"a\\374"')).toBe('"1/a\\374"');
  expect(prefixQuoted("1/", "a b")).toBe("1/a b");
  expect(quotedTarget("/x", '"a\\374"')).toEqual(Buffer.from("/x/a\xfc", "latin1"));
});
