import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { joinPath } from "@dgs/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPlanningFiles } from "../planning-files.js";
import type { Ports } from "../ports.js";
import { watchRecords } from "./watch-records.js";

let root: string;
const folder = joinPath("phases", "01-build");
const at = (name: string): string => join(root, "phases", "01-build", name);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "dgs-records-"));
  mkdirSync(at(""), { recursive: true });
  writeFileSync(at("01-VALIDATION.md"), "npm test\n");
  writeFileSync(join(root, "config.json"), '{ "tests": { "timeout_seconds": 60 } }');
});
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

/** What is said when something was done while an agent ran. */
async function said(meanwhile: (files: Ports["files"]) => unknown): Promise<string | undefined> {
  const files = createPlanningFiles({ root });
  const look = watchRecords({ ports: { files } as Ports, found: { folder: { path: folder } } }, "execute-plan 01-01");
  await meanwhile(files);
  const told = look();
  if (told?.type === "failed") expect(told.reason).toBe("human-needed");
  return told?.type === "failed" ? told.error : undefined;
}

describe("watchRecords", () => {
  it.each([
    ["changed", "01-VALIDATION.md", () => { writeFileSync(at("01-VALIDATION.md"), "true\n"); }],
    ["deleted", "01-VALIDATION.md", () => { rmSync(at("01-VALIDATION.md")); }],
    ["made", "01-AUDIT-02.md", () => { writeFileSync(at("01-AUDIT-02.md"), "passed\n"); }],
    ["made for a plan that nobody carried out", "01-02-SUMMARY.md", () => { writeFileSync(at("01-02-SUMMARY.md"), "done\n"); }],
    ["set to test nothing", "config.json", () => { writeFileSync(join(root, "config.json"), '{ "workflow": { "test_command": "true" } }'); }],
  ] as const)("tells what was %s while an agent ran: %s", async (_what, name, change) => {
    expect(await said(change)).toContain(name);
  });

  it("tells nothing of what DGS wrote itself, and of what is no record", async () => {
    expect(
      await said(async (files) => {
        expect(await files.write([{ type: "create", path: joinPath(folder, "01-AUDIT.md"), text: "begun\n" }, { type: "edit", path: joinPath(folder, "01-VALIDATION.md"), before: "npm test\n", edits: [{ start: 0, end: 0, text: "# " }] }])).toBe("written");
        writeFileSync(at("01-CONTEXT.md"), "words\n");
        writeFileSync(join(root, "config.json"), '{ "tests": { "timeout_seconds": 60 }, "limits": { "agent_minutes": 90 } }');
      }),
    ).toBeUndefined();
  });

  it("tells of a file that was changed behind a write of DGS", async () => {
    expect(
      await said(async (files) => {
        await files.write([{ type: "create", path: joinPath(folder, "01-AUDIT.md"), text: "begun\n" }]);
        writeFileSync(at("01-AUDIT.md"), "passed\n");
      }),
    ).toContain("01-AUDIT.md");
  });
});
