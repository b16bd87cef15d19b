import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { createPlanningFiles, health, isRefusal, locateRoot } from "../../src/index.js";

const shared = path.resolve(fileURLToPath(new URL("../../../../../shared", import.meta.url)));

/**
 * How often each code is told of real planning folders. Every finding was looked at as somebody who reads the folder: each says something that is so,
 * and that its people would want to know. A number that changes is a finding to look at.
 */
const FOUND: readonly (readonly [folder: string, counts: Readonly<Record<string, number>>])[] = [
  // A list in a summary that is no YAML, a title within the front matter; the last plan and its phase are done and not ticked.
  ["corpus/LokulMem", { "front-matter-broken": 1, "front-matter-line-unread": 1, "complete-not-ticked": 1, "plan-done-not-ticked": 1 }],
  // It works with quicks only: there is no roadmap to miss.
  ["corpus/get-shit-done-multi", {}],
  // v2.0 is marked as shipped in the list and as in progress in its heading; four summaries were written without plans.
  ["corpus/gsd-town", { "milestone-marks-disagree": 1, "summary-without-plan": 4 }],
  // Eight milestones of gsd-2, which DGS does not run.
  ["corpus/habbo-pixel-agents", { "roadmap-missing": 1, "gsd2-milestone": 8 }],
  ["peer-sample/folder", { "ticked-over-open-plans": 1, "plan-task-verify-missing": 1, "plan-done-not-ticked": 1 }],
];

it.for(FOUND)("%s: what is told is what a person would tell", async ([folder, counts], context) => {
  if (!existsSync(path.join(shared, folder))) context.skip(`../shared/${folder} is not beside this checkout`);
  const place = locateRoot({ cwd: shared, root: path.join(shared, folder) });
  if (isRefusal(place)) throw new Error(place.message);
  const report = await health({ files: createPlanningFiles({ root: place.root }), clock: { now: () => "2026-02-01T00:00:00.000Z" } }, place);
  if (isRefusal(report)) throw new Error(report.message);
  const found: Record<string, number> = {};
  for (const { code, message, remedy } of report.problems) {
    found[code] = (found[code] ?? 0) + 1;
    expect([message, remedy]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
  }
  expect(found).toEqual(counts);
});
