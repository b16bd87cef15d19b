import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type ProductPhase, DEFAULT_CONFIG } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { createPlanningFiles, isRefusal, loadProduct, locateRoot } from "../src/index.js";
import { type Inventory, takeInventory } from "../src/phase/inventory.js";
import { previewOf } from "../src/phase-report/preview-waves.js";
import type { StepContext } from "../src/steps/context.js";
import type { PhaseInFolder } from "../src/steps/find-phase.js";
import { isFailure, type WorkFailure } from "../src/work/context.js";

const corpus = resolve(fileURLToPath(new URL("../../../../shared/corpus", import.meta.url)));
const folders = existsSync(corpus) ? readdirSync(corpus).filter((name) => statSync(join(corpus, name)).isDirectory()) : [];

interface Case {
  readonly found: PhaseInFolder;
  readonly root: string;
  readonly answer: Inventory | WorkFailure;
}

/** Every phase that has plans, as if none of them were done. */
function casesOf(name: string): readonly Case[] {
  const place = locateRoot({ cwd: corpus, root: join(corpus, name) });
  if (isRefusal(place)) throw new Error(place.message);
  const files = createPlanningFiles({ root: place.root });
  const loaded = loadProduct(files, place);
  if (isRefusal(loaded)) throw new Error(loaded.message);
  const context = { ports: { files }, place, config: DEFAULT_CONFIG } as unknown as StepContext;
  const { product } = loaded;
  const known = [...product.phases, ...product.others].flatMap((phase) => (phase.folder === undefined ? [] : [{ phase, folder: phase.folder }]));
  // Folders that the roadmap does not list are phases, too.
  const unlisted = product.unlisted.map((folder) => ({ phase: { number: folder.phase, name: folder.slug, roadmap: {}, plans: folder.plans.map((plan) => ({ ...plan, superseded: false })) } as unknown as ProductPhase, folder }));
  return [...known, ...unlisted].flatMap(({ phase, folder }): Case[] => {
    if (folder.plans.length === 0) return [];
    const open: ProductPhase = { ...phase, plans: phase.plans.map((plan) => ({ ...plan, done: false })) };
    const found: PhaseInFolder = { loaded, phase: open, label: phase.number, folder };
    return [{ found, root: place.root, answer: takeInventory(context, found, false) }];
  });
}

/** The wave that a plan's file declares, read without any of DGS's readers. */
const declaredIn = (file: string): number | undefined => {
  const word = /^wave:[ \t]*["']?(\d+)/m.exec(readFileSync(file, "utf8").split(/^---\s*$/m)[1] ?? "")?.[1];
  return word === undefined ? undefined : Number(word);
};

it("has real planning folders to plan waves of", (context) => {
  if (folders.length === 0) context.skip("../shared/corpus is not beside this checkout");
  expect(folders.flatMap(casesOf).length).toBeGreaterThan(10);
});

describe.skipIf(folders.length === 0)("the waves of real phases", () => {
  it.each(folders)("%s: agree with the files, and say where they differ from what is declared", (name) => {
    for (const { found, root, answer } of casesOf(name)) {
      const label = `${name} phase ${found.label}`;
      if (isFailure(answer)) {
        // What cannot be ordered says which file it is, and what is wrong there.
        expect(answer, label).toMatchObject({ type: "failed", reason: "usage", error: expect.stringMatching(/\d/) as string });
        continue;
      }
      const waves = previewOf(found, answer);
      const planned = waves.flatMap((wave) => wave.plans);
      expect(planned.map((plan) => plan.id).sort(), label).toEqual(found.phase.plans.filter((plan) => !plan.superseded).map((plan) => plan.id as string).sort());
      const waveOf = new Map(planned.map((plan) => [plan.id, plan.wave]));
      for (const plan of planned) {
        const file = found.phase.plans.find((each) => each.id === plan.id);
        const declared = declaredIn(join(root, file?.path ?? ""));
        expect(plan.wave, `${label} ${plan.id}`).toBeGreaterThanOrEqual(declared ?? 1);
        if (declared === plan.wave || declared === undefined) expect(plan.declaredWave, `${label} ${plan.id}`).toBeUndefined();
        else {
          expect(plan, label).toMatchObject({ declaredWave: declared });
          expect(plan.comesAfter.length, `${label} ${plan.id}`).toBeGreaterThan(0);
          expect(answer.warnings.filter((problem) => problem.code === "wave-moved").map((problem) => problem.path), label).toContain(file?.path);
        }
        for (const need of plan.comesAfter) expect(waveOf.get(need), `${label} ${plan.id} after ${need}`).toBeLessThan(plan.wave);
        for (const other of plan.apart) expect(waveOf.get(other.plan)).toBe(plan.wave);
        expect(plan.name, `${label} ${plan.id}`).toMatch(/\S/);
        expect(plan.builds.split(" ").length, `${label} ${plan.id}: ${plan.builds}`).toBeLessThanOrEqual(8);
      }
    }
  });

  it("are found for nearly every phase", () => {
    const cases = folders.flatMap(casesOf);
    expect(cases.filter(({ answer }) => !isFailure(answer)).length / cases.length).toBeGreaterThan(0.9);
  });
});
