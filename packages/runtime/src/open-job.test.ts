import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Files } from "@dgs/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { locateRoot } from "./locate-root.js";
import { readWantedJob } from "./open-job.js";
import { createPlanningFiles } from "./planning-files.js";
import { isRefusal } from "./refusal.js";

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "dgs-open-job-"));
});
afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

const text = "# Milestone job v1\n\n- **Version:** v1\n- **Status:** pending\n- **Check:** yes\n- **Created:** 2026-01-02T03:04:05Z\n- **GapFixCycle:** 0\n- **PhaseFixCycle:** {}\n\n## Steps\n\n- [ ] `/dgs:plan-phase 1`\n";

/** Files in which something happens just before one of the looks at the disk. */
function disturbed(files: Files, at: number, act: () => void): { readonly files: Files; readonly looks: () => number } {
  let looks = 0;
  const look = <Answer>(answer: () => Answer): Answer => {
    if (looks++ === at) act();
    return answer();
  };
  return { files: { ...files, list: (path) => look(() => files.list(path)), read: (path) => look(() => files.read(path)) }, looks: () => looks };
}

it.each([["pending", "in-progress"], ["in-progress", "completed"]])("reads a job that another runner moves from %s to %s, whenever it does", (from, to) => {
  const jobs = join(base, ".planning", "jobs");
  let at = 0;
  for (let isOver = false; !isOver; at++) {
    rmSync(jobs, { recursive: true, force: true });
    for (const folder of ["pending", "in-progress", "completed"]) mkdirSync(join(jobs, folder), { recursive: true });
    writeFileSync(join(jobs, from, "milestone-v1.md"), text);
    const place = locateRoot({ cwd: base });
    if (isRefusal(place)) throw new Error(place.message);
    const { files, looks } = disturbed(createPlanningFiles({ root: place.root }), at, () => { renameSync(join(jobs, from, "milestone-v1.md"), join(jobs, to, "milestone-v1.md")); });
    expect(readWantedJob({ files }, place, { version: "v1" }), `moved before look ${String(at)}`).toMatchObject({ version: "v1" });
    isOver = looks() <= at;
  }
  // Three folders to find it in, and again to read it.
  expect(at).toBeGreaterThan(6);
});
