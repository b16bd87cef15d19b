import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createPlanningFiles, isRefusal, loadProduct, type LoadedProduct, locateRoot, planMilestoneJob, progress, type Place } from "../src/index.js";

const corpus = resolve(fileURLToPath(new URL("../../../../shared/corpus", import.meta.url)));
const folders = existsSync(corpus) ? readdirSync(corpus).filter((name) => statSync(join(corpus, name)).isDirectory()) : [];

function placeOf(name: string): Place {
  const place = locateRoot({ cwd: corpus, root: join(corpus, name) });
  if (isRefusal(place)) throw new Error(place.message);
  return place;
}

interface Count {
  readonly phases: number;
  readonly plans: number;
  readonly summaries: number;
}

/** Phase folders, plans and summaries by their names alone, counted without any of DGS's readers. */
function countOnDisk(root: string): Count {
  const folder = join(root, "phases");
  const phases = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && /^\d/.test(entry.name)) : [];
  const files = phases.flatMap((phase) => readdirSync(join(folder, phase.name)));
  const count = (kind: string): number => files.filter((name) => new RegExp(`^\\d+(?:\\.\\d+)*-\\d+[a-z]?(?:-.*)?-${kind}\\.md$`).test(name)).length;
  return { phases: phases.length, plans: count("PLAN"), summaries: count("SUMMARY") };
}

function countFound({ product }: LoadedProduct): Count {
  const folders = [...[...product.phases, ...product.others].flatMap((phase) => phase.folder ?? []), ...product.unlisted];
  const plans = folders.flatMap((folder) => folder.plans);
  const orphans = folders.flatMap((folder) => folder.orphanSummaries);
  return { phases: folders.length, plans: plans.length, summaries: plans.filter((plan) => plan.summary !== undefined).length + orphans.length };
}

describe("real planning folders", () => {
  it("are there to test with", (context) => {
    if (folders.length === 0) context.skip("../shared/corpus is not beside this checkout");
    expect(folders.length).toBeGreaterThan(0);
  });

  it.each(folders)("%s: progress says what lies on disk, and every surprise is a problem", async (name) => {
    const place = placeOf(name);
    const files = createPlanningFiles({ root: place.root });
    const [report, loaded] = [await progress({ files }, place), loadProduct(files, place)];
    if (isRefusal(report)) throw new Error(report.message);
    if (isRefusal(loaded)) throw new Error(loaded.message);
    const disk = countOnDisk(place.root);
    expect(countFound(loaded)).toEqual(disk);
    expect(report.totals.plans.done).toBeLessThanOrEqual(disk.summaries);
    // A folder of another layout has nothing that DGS counts; it says so instead of saying that all is done.
    if (disk.plans === 0) expect(report.problems.length).toBeGreaterThan(0);
    for (const problem of report.problems) expect(problem).toMatchObject({ code: expect.stringMatching(/^[a-z0-9-]+$/) as string, message: expect.any(String) as string, remedy: expect.any(String) as string });
  });

  it.each(folders)("%s: a job can be planned, or the refusal says why", async (name) => {
    const place = placeOf(name);
    const report = await planMilestoneJob({ files: createPlanningFiles({ root: place.root }) }, place, { check: true });
    if (isRefusal(report)) expect(report).toMatchObject({ exit: "usage", remedy: expect.stringMatching(/\S/) as string });
    else expect(report.steps.at(-1)).toContain("/dgs:audit-milestone");
  });
});
