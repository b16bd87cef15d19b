import { formatPhaseNumber } from "@dgs/core";
import { createPlanningFiles, isRefusal, loadProduct, type Place, why, type WhyPorts } from "@dgs/runtime";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { checkWhy } from "../src/check-why.js";

const corpus = resolve(fileURLToPath(new URL("../../../../shared/corpus", import.meta.url)));
const names = existsSync(corpus) ? readdirSync(corpus).filter((name) => existsSync(join(corpus, name, ".planning", "ROADMAP.md"))) : [];

it("has planning folders to be tried in", (context) => {
  if (names.length === 0) context.skip("../shared/corpus is not beside this checkout");
  expect(names.length).toBeGreaterThan(0);
});

it.each(names)("%s: every phase and plan of the active milestone is explained, with places that are there", async (name) => {
  const root = join(corpus, name, ".planning");
  const place: Place = { base: join(corpus, name), root, project: "" };
  const ports: WhyPorts = {
    files: createPlanningFiles({ root }),
    clock: { now: () => "2026-01-01T00:00:00.000Z" },
    git: { topLevel: () => Promise.resolve(undefined) } as unknown as WhyPorts["git"],
    liveness: { current: () => ({ pid: 1, host: "here", identity: {} }), check: () => "dead" },
  };
  const loaded = loadProduct(ports.files, place);
  if (isRefusal(loaded)) throw new Error(loaded.message);
  const texts = new Map<string, string | undefined>();
  const read = (path: string): string | undefined => {
    const file = join(root, path);
    if (!texts.has(path)) texts.set(path, existsSync(file) ? (statSync(file).isDirectory() ? "" : readFileSync(file, "utf8")) : undefined);
    return texts.get(path);
  };
  const { phases } = loaded.product;
  const subjects = [undefined, ...phases.flatMap((phase) => [`phase ${formatPhaseNumber(phase.number)}`, ...phase.plans.map(({ id }) => `plan ${id}`)])];
  for (const subject of subjects) {
    const report = await why(ports, place, subject === undefined ? {} : { subject });
    if (isRefusal(report)) throw new Error(`${String(subject)}: ${report.code}: ${report.message}`);
    checkWhy(report, read);
    const phase = phases.find((each) => subject === `phase ${formatPhaseNumber(each.number)}`);
    // One predicate for done: that of the product.
    if (phase !== undefined) expect(report.verdict === "done", `${String(subject)}: ${report.status}`).toBe(phase.counted && phase.status === "complete");
    const plan = phases.flatMap((each) => each.plans).find(({ id }) => subject === `plan ${id}`);
    if (plan !== undefined) expect(report.verdict === "done", String(subject)).toBe(plan.done);
  }
});
