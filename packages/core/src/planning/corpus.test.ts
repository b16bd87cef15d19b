import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { PlanningPath } from "../ids/planning-path.js";
import { outlineOf } from "../markdown/outline-of.js";
import { readFrontMatter } from "../markdown/front-matter.js";
import { applyEdits } from "../text/edit.js";
import { readHeadFacts, type HeadFacts } from "./head-facts.js";
import { addPhasesEdits, nextPhaseNumber } from "./roadmap-add-phases.js";
import { phaseEdits } from "./roadmap-edits.js";
import { readProduct, type Product } from "./product.js";
import { readPhaseDetails } from "./roadmap-section.js";
import { scanPhases, type PhaseScan } from "./scan-phases.js";
import { textsWanted } from "./status.js";
import { wantedFolders, type Listings } from "./wanted-folders.js";

const shared = path.resolve(fileURLToPath(new URL("../../../../", import.meta.url)), "../shared");
const roots = [path.join(shared, "corpus"), path.join(shared, "peer-sample")]
  .flatMap((parent) => (existsSync(parent) ? readdirSync(parent).map((name) => path.join(parent, name)) : []))
  .flatMap((folder) => [".planning", ".gsd"].map((name) => path.join(folder, name)))
  .filter((root) => existsSync(root))
  .map((root) => ({ name: path.relative(shared, root), root }));

const textOf = (root: string, file: string): string | undefined => (existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), "utf8") : undefined);

function listingsOf(root: string): Listings {
  const known = new Map<string, readonly string[] | undefined>();
  for (let wanted = wantedFolders(known); wanted.length > 0; wanted = wantedFolders(known)) {
    for (const folder of wanted) {
      const place = path.join(root, folder);
      known.set(folder, existsSync(place) ? readdirSync(place, { withFileTypes: true }).map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort() : undefined);
    }
  }
  return known;
}

function read(root: string): { readonly scan: PhaseScan; readonly product: Product; readonly source: string | undefined } {
  const scan = scanPhases(listingsOf(root));
  const heads = new Map<PlanningPath, HeadFacts>();
  for (let wanted = textsWanted(scan.folders, heads); wanted.length > 0; wanted = textsWanted(scan.folders, heads)) for (const file of wanted) heads.set(file, readHeadFacts(readFileSync(path.join(root, file), "utf8")));
  const source = textOf(root, "ROADMAP.md");
  const milestone = readFrontMatter(textOf(root, "STATE.md") ?? "").entries.get("milestone")?.value;
  const product = readProduct({
    project: "", scan, heads, verifier: true, stateMilestone: milestone?.kind === "scalar" ? milestone.text : undefined,
    roadmap: source === undefined ? undefined : { source, outline: outlineOf(source) },
  });
  return { scan, product, source };
}

/** All files below a folder, found without any of the code under test. */
function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

it("has real planning folders to read", (test) => {
  if (roots.length === 0) test.skip("there are no planning folders in ../shared/corpus");
  expect(roots.length).toBeGreaterThanOrEqual(4);
});

describe.skipIf(roots.length === 0)("real planning folders", () => {
  it.each(roots)("$name: phases, plans and summaries are those on disk, and nothing named like them is passed over", ({ root }) => {
    const { scan } = read(root);
    const files = filesBelow(path.join(root, "phases")).map((file) => `phases/${file.split(path.sep).join("/")}`);
    const folders = existsSync(path.join(root, "phases")) ? readdirSync(path.join(root, "phases"), { withFileTypes: true }).filter((entry) => entry.isDirectory()) : [];
    expect(scan.folders.map(({ path: folder }) => folder)).toEqual(folders.map(({ name }) => `phases/${name}`).sort());
    const numbered = (suffix: string): string[] => files.filter((file) => file.endsWith(suffix) && /^\d/.test(path.basename(file)) && /^\d+(?:\.\d+)?-\d+[a-z]?-[A-Z]+\.md$/.test(path.basename(file))).sort();
    const plans = scan.folders.flatMap((folder) => folder.plans);
    const summaries = [...plans.flatMap(({ summary }) => (summary === undefined ? [] : [summary])), ...scan.folders.flatMap(({ orphanSummaries }) => orphanSummaries)];
    expect(plans.map(({ path: file }) => file as string).sort()).toEqual(numbered("-PLAN.md"));
    expect([...summaries].sort()).toEqual(numbered("-SUMMARY.md"));
    const told = new Set<string>([...plans.map(({ path: file }) => file), ...summaries, ...scan.problems.map((problem) => problem.path)]);
    expect(files.filter((file) => /plan|summary/i.test(path.basename(file)) && !told.has(file))).toEqual([]);
  });

  it.each(roots)("$name: every milestone of gsd-2 is counted whole and taken for nothing", ({ root }) => {
    const milestones = existsSync(path.join(root, "milestones")) ? readdirSync(path.join(root, "milestones")).filter((name) => /^M\d+$/.test(name)) : [];
    const expected = milestones.map((name) => {
      const files = filesBelow(path.join(root, "milestones", name));
      const count = (suffix: string): string => String(files.filter((file) => file.endsWith(suffix)).length);
      return `milestones/${name} ${count("-PLAN.md")} ${count("-SUMMARY.md")}`;
    });
    const told = read(root).scan.problems.filter(({ code }) => code === "gsd2-milestone");
    expect(told.map((problem) => `${problem.path} ${/(\d+) plan files and (\d+) summary files/.exec(problem.message)?.slice(1).join(" ") ?? ""}`).sort()).toEqual(expected.sort());
  });

  it.each(roots)("$name: what the roadmap says can be written back without touching anything else", ({ root }) => {
    const { product, source } = read(root);
    if (source === undefined) {
      expect(product.problems.map(({ code }) => code)).toContain("roadmap-missing");
      return;
    }
    const outline = outlineOf(source);
    for (const phase of product.phases) {
      const { roadmap: said } = phase;
      if (said.section !== undefined) expect(readPhaseDetails(source, outline, said.section).goal).toBeDefined();
      const edits = phaseEdits(source, outline, said, { plans: phase.plans, status: "complete", tick: true, date: "2025-11-20" });
      const lines = applyEdits(source, edits).split("\n");
      const changed = source.split("\n").filter((line, i) => line !== lines[i]);
      expect(lines).toHaveLength(source.split("\n").length);
      expect(changed.length).toBeLessThanOrEqual(edits.length);
    }
    const { milestone, roadmap } = product;
    if (milestone === undefined || roadmap === undefined) throw new Error("the active milestone was not found");
    const number = nextPhaseNumber(roadmap.phases, []);
    const added = applyEdits(source, addPhasesEdits(source, outline, roadmap, milestone, [{ number, name: "New", goal: "g", dependsOn: [], requirements: [], criteria: [], gapClosure: undefined }]));
    const again = read(root).product.phases.map((phase) => phase.number);
    const after = readProduct({ project: "", scan: scanPhases(new Map()), heads: new Map(), verifier: true, stateMilestone: milestone.version, roadmap: { source: added, outline: outlineOf(added) } });
    expect(after.phases.filter(({ counted }) => counted).map((phase) => phase.number)).toEqual([...product.phases.filter(({ counted }) => counted).map((phase) => phase.number), number]);
    expect(again).toHaveLength(product.phases.length);
  });

  it("tells how far the public projects are", () => {
    const of = (name: string): Product => read(path.join(shared, name)).product;
    const shape = ({ milestone, phases, counts }: Product): string => `${milestone?.version ?? "none"} ${phases.map(({ number, status }) => `${number}:${status}`).join(" ")} ${String(counts.phasesComplete)}/${String(counts.phases)} ${String(counts.plansDone)}/${String(counts.plans)}`;
    expect(shape(of("corpus/LokulMem/.planning"))).toBe("v1.0 01:complete 02:complete 03:complete 04:complete 05:complete 06:complete 07:complete 08:complete 8/8 29/29");
    expect(shape(of("corpus/gsd-town/.planning"))).toBe("v3.0 11:executed 12:executed 13:executed 14:executed 0/4 4/4");
    expect(shape(of("peer-sample/folder/.planning"))).toBe("v1.1 05:partial 05.1:unplanned 06:unplanned 07:unplanned 08:unplanned 999.1:unplanned 0/5 1/3");
    expect(of("corpus/get-shit-done-multi/.planning").finished).toBe(false);
  });
});
