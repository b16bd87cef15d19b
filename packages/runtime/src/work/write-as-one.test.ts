import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type FileChange, type Files, joinPath } from "@dgs/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createPlanningFiles } from "../planning-files.js";
import { finishChanges, unfinishedPath, writeAsOne } from "./write-as-one.js";

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(os.tmpdir(), "dgs as one-")));
  const put = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  put("ROADMAP.md", "one\r\n");
  put("phases/04-x/04-CONTEXT.md", "four");
  put("phases/05-x/05-CONTEXT.md", "five");
  put("phases/06-x/06-CONTEXT.md", "six");
  put("GONE.md", "gone");
});
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

const place = { project: "" } as const;
const CHANGES: readonly FileChange[] = [
  { type: "edit", path: joinPath("ROADMAP.md"), before: "one\r\n", edits: [{ start: 0, end: 3, text: "two" }] },
  { type: "edit", path: joinPath("phases/05-x/05-CONTEXT.md"), before: "five", edits: [{ start: 0, end: 0, text: "now " }] },
  { type: "create", path: joinPath("NEW.md"), text: "new" },
  { type: "delete", path: joinPath("GONE.md"), before: "gone" },
  { type: "move", from: joinPath("phases/04-x"), to: joinPath("archive/04-x") },
  { type: "move", from: joinPath("phases/05-x"), to: joinPath("phases/04-x") },
  { type: "move", from: joinPath("phases/04-x/05-CONTEXT.md"), to: joinPath("phases/04-x/04-CONTEXT.md") },
  { type: "move", from: joinPath("phases/06-x"), to: joinPath("phases/05-x") },
  { type: "move", from: joinPath("phases/05-x/06-CONTEXT.md"), to: joinPath("phases/05-x/05-CONTEXT.md") },
];

function everything(): Readonly<Record<string, string>> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map((entry) => path.join(entry.parentPath, entry.name)).sort().map((file) => [path.relative(root, file), readFileSync(file, "utf8")]));
}
const AFTER = { "NEW.md": "new", "ROADMAP.md": "two\r\n", "archive/04-x/04-CONTEXT.md": "four", "phases/04-x/04-CONTEXT.md": "now five", "phases/05-x/05-CONTEXT.md": "six" };

/** The files of a run that is killed before its nth change, the note included. */
function killedBefore(nth: number): Files {
  const files = createPlanningFiles({ root });
  let left = nth;
  return {
    ...files,
    write: async (changes) => {
      for (const change of changes) {
        if (left-- === 0) throw new Error("killed");
        const written = await files.write([change]);
        if (written !== "written") return written;
      }
      return "written";
    },
  };
}

it("makes all changes and leaves no note", async () => {
  expect(await writeAsOne(createPlanningFiles({ root }), place, { purpose: "dgs remove-phase 4", changes: CHANGES })).toBe("written");
  expect(everything()).toEqual(AFTER);
  expect(await finishChanges(createPlanningFiles({ root }), place)).toBeUndefined();
});

it.each(Array.from({ length: 2 * CHANGES.length + 1 }, (_, index) => index + 1))("goes on where it was killed, before write %i", async (nth) => {
  await expect(writeAsOne(killedBefore(nth), place, { purpose: "dgs remove-phase 4", changes: CHANGES })).rejects.toThrow("killed");
  expect(await finishChanges(createPlanningFiles({ root }), place)).toBe("dgs remove-phase 4");
  expect(everything()).toEqual(AFTER);
});

it("does nothing where it was killed before it had said what it does", async () => {
  const before = everything();
  await expect(writeAsOne(killedBefore(0), place, { purpose: "dgs remove-phase 4", changes: CHANGES })).rejects.toThrow("killed");
  expect(await finishChanges(createPlanningFiles({ root }), place)).toBeUndefined();
  expect(everything()).toEqual(before);
});

it("leaves what a person changed meanwhile, and says how to go on", async () => {
  await expect(writeAsOne(killedBefore(2), place, { purpose: "dgs remove-phase 4", changes: CHANGES })).rejects.toThrow("killed");
  writeFileSync(path.join(root, "phases/05-x/05-CONTEXT.md"), "mine");
  expect(await finishChanges(createPlanningFiles({ root }), place)).toMatchObject({ type: "refused", code: "changed-meanwhile", at: "phases/05-x/05-CONTEXT.md", remedy: expect.stringContaining(unfinishedPath(place)) as string });
  expect(everything()["phases/05-x/05-CONTEXT.md"]).toBe("mine");
});

it("refuses a note that it cannot read", async () => {
  writeFileSync(path.join(root, unfinishedPath(place)), "{");
  expect(await finishChanges(createPlanningFiles({ root }), place)).toMatchObject({ type: "refused", code: "changes-unreadable" });
});
