import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findJob } from "./load-jobs.js";
import { locateRoot } from "./locate-root.js";
import { createPlanningFiles } from "./planning-files.js";
import { isRefusal } from "./refusal.js";

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "dgs-find-job-"));
});
afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

function find(...jobs: string[]): unknown {
  for (const job of ["completed/milestone-v2.md", ...jobs]) {
    mkdirSync(join(base, ".planning", "jobs", job, ".."), { recursive: true });
    writeFileSync(join(base, ".planning", "jobs", job), "# a job\n");
  }
  const place = locateRoot({ cwd: base });
  if (isRefusal(place)) throw new Error(place.message);
  return findJob(createPlanningFiles({ root: place.root }), place, "v1");
}

it("takes the last of the completed jobs of a version, by the number in its name", () => {
  expect(find("completed/milestone-v1.md", "completed/milestone-v1-2.md")).toBe("jobs/completed/milestone-v1-2.md");
  expect(find("completed/milestone-v1-9.md", "completed/milestone-v1-10.md")).toBe("jobs/completed/milestone-v1-10.md");
});

it("takes a job that is open before one that is completed, and says no where there are two or none", () => {
  expect(find()).toMatchObject({ code: "no-such-job" });
  expect(find("completed/milestone-v1-2.md", "pending/milestone-v1.md")).toBe("jobs/pending/milestone-v1.md");
  expect(find("in-progress/milestone-v1.md")).toMatchObject({ code: "job-in-two-folders" });
});
