import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { parseTape } from "./parse-tape.js";
import { readTape } from "./read-tape.js";

const full = {
  version: 1,
  name: "demo",
  entries: [
    {
      purpose: "execute-plan 02-01",
      attempt: 2,
      role: "executor",
      expects: [{ path: "a.txt", text: "1" }, { path: "b.txt", sha256: "0".repeat(64) }, { path: "c.txt", absent: true }],
      changes: [{ path: "a.txt", text: "2", executable: true }, { path: "d.bin", base64: "AAEC" }, { path: "e/f.txt", delete: true }],
      outbox: [{ path: "02-01-SUMMARY.md", text: "# Done\n" }],
      result: { type: "limit-reached", message: "wait", resetsAt: "2026-01-02T03:04:05Z", usage: { inputTokens: 1, costUsd: 0.5 } },
      delayMs: 5,
    },
  ],
};

it("reads a whole tape, and fills in what may be left out", () => {
  expect(parseTape(JSON.stringify(full))).toEqual({ tape: full });
  const short = { version: 1, name: "demo", entries: [{ purpose: "p", result: { type: "completed" } }] };
  expect(parseTape(`\ufeff${JSON.stringify(short)}`)).toEqual({
    tape: { ...short, entries: [{ purpose: "p", attempt: 1, expects: [], changes: [], outbox: [], result: { type: "completed" }, delayMs: 0 }] },
  });
});

const entry = { purpose: "p", result: { type: "completed" } };
const withEntry = (more: object) => ({ version: 1, name: "x", entries: [{ ...entry, ...more }] });
const withChange = (change: object) => withEntry({ changes: [change] });

it.each([
  [[], "a list stands where an object is expected"],
  [{ name: "x", entries: [] }, 'the key "version" is missing'],
  [{ version: 3, name: "x", entries: [] }, "version: 3 stands where 1 or 2, the versions this program plays, is expected"],
  [{ version: 1, name: "", entries: [] }, "name: \"\" stands where a text that is not empty"],
  [{ version: 1, name: "x", entries: {} }, "entries: an object stands where a list"],
  [{ version: 1, name: "x", entries: [], extra: 1 }, 'extra: the key "extra" is not known here; known are version, name, entries'],
  [withEntry({ cutOff: true }), 'entries[0].cutOff: the key "cutOff" is not known here'],
  [{ version: 2, name: "x", entries: [{ ...entry, cutOff: false }] }, "entries[0].cutOff: false stands where true"],
  [{ version: 2, name: "x", entries: [], open: [{ purpose: "p", cwd: "/a", asked: { inputs: [] }, tries: 0 }] }, 'open[0]: the key "before" is missing'],
  [withEntry({ attempt: 0 }), "entries[0].attempt: 0 stands where a whole number from 1 on"],
  [withEntry({ role: "boss" }), 'entries[0].role: "boss" stands where one of planner'],
  [withEntry({ result: { type: "done" } }), "entries[0].result.type:"],
  [withEntry({ result: { type: "completed", usage: { tokens: 1 } } }), 'entries[0].result.usage.tokens: the key "tokens" is not known'],
  [withEntry({ delayMs: 1.5 }), "entries[0].delayMs:"],
  [withChange({ path: "a" }), "entries[0].changes[0]: exactly one of the keys text, base64, delete is expected, none is there"],
  [withChange({ path: "a", text: "x", delete: true }), "text and delete are there"],
  [withChange({ path: "a", delete: false }), "entries[0].changes[0].delete: false stands where true"],
  [withChange({ path: "a", delete: true, executable: true }), 'the key "executable" is not known'],
  [withChange({ path: "../a", text: "x" }), 'entries[0].changes[0].path: the path "../a" leaves its folder'],
  [withChange({ path: "/etc/passwd", text: "x" }), "is absolute"],
  [withChange({ path: "a\\b", text: "x" }), "has a character that not every system allows"],
  [withChange({ path: "sub/.GIT/hooks/x", text: "x" }), "leads into git's own folder"],
  [withChange({ path: "a", base64: "abc" }), "entries[0].changes[0].base64:"],
  [withEntry({ outbox: [{ path: "../x", text: "x" }] }), "entries[0].outbox[0].path:"],
  [withEntry({ expects: [{ path: "a", sha256: "abc" }] }), "entries[0].expects[0].sha256:"],
])("tells what is wrong with %j", (value, message) => {
  const read = parseTape(JSON.stringify(value), "demo.tape.json");
  expect(read).toMatchObject({ problems: [{ code: "tape-shape", severity: "error", path: "demo.tape.json", message: expect.stringContaining(message) as string }] });
});

it("tells all that is wrong at once, each at its line and column", () => {
  const source = '{\n  "version": 1,\n  "name": 7,\n  "entries": [\n    { "purpose": "p", "result": { "type": "done" } }\n  ]\n}\n';
  expect(parseTape(source)).toMatchObject({ problems: [{ at: { line: 3, column: 11 } }, { at: { line: 5, column: 43 } }] });
  expect(parseTape(`\ufeff${source.replace(/\n/g, "")}`)).toMatchObject({ problems: [{ at: { line: 1 } }, { at: { line: 1 } }] });
});

it("tells where a text stops being JSON", () => {
  expect(parseTape('{\n  "version": 1,\n}', "t")).toMatchObject({ problems: [{ code: "tape-not-json", path: "t", at: { line: 3, column: 1 } }] });
});

it("refuses two entries for one run in a tape of version 1; one of version 2 has each run", () => {
  const entries = [entry, { ...entry, attempt: 2 }, { ...entry, attempt: 1 }];
  expect(parseTape(JSON.stringify({ version: 2, name: "x", entries }))).toMatchObject({ tape: { version: 2, entries: [{ attempt: 1 }, { attempt: 2 }, { attempt: 1 }] } });
  expect(parseTape(JSON.stringify({ version: 1, name: "x", entries }))).toMatchObject({
    problems: [{ code: "tape-duplicate", message: "entries[2]: attempt 1 of p is in entries[0] already, which a tape of version 2 may have" }],
  });
});

it("reads a tape from the disk, and tells when it cannot", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dgs-tape-"));
  const file = path.join(folder, "a.json");
  writeFileSync(file, JSON.stringify(full));
  expect(readTape(file)).toEqual({ tape: full });
  writeFileSync(file, Buffer.from([0x7b, 0xff, 0x7d]));
  expect(readTape(file)).toMatchObject({ problems: [{ code: "tape-unreadable", path: file, message: "the tape is not UTF-8" }] });
  expect(readTape(folder)).toMatchObject({ problems: [{ code: "tape-unreadable" }] });
  expect(readTape(path.join(folder, "none"))).toMatchObject({ problems: [{ code: "tape-unreadable" }] });
  rmSync(folder, { recursive: true });
});
