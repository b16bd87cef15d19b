import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { applyChanges } from "../apply-changes.js";
import { formatPhaseNumber, isBacklog, isNumericPhase, parsePhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import { joinPath, planningPath, type PlanningPath } from "../ids/planning-path.js";
import { readFrontMatter } from "../markdown/front-matter.js";
import { outlineOf } from "../markdown/outline-of.js";
import { type HeadFacts, readHeadFacts } from "../planning/head-facts.js";
import { readProduct } from "../planning/product.js";
import { scanPhases } from "../planning/scan-phases.js";
import { textsWanted } from "../planning/status.js";
import { wantedFolders } from "../planning/wanted-folders.js";
import { addPhase, insertPhase, type NewPhase } from "./add-phase.js";
import { removePhase, textsForRemoval } from "./remove-phase.js";
import type { PhaseAdded, PhaseChangeInput, PhaseRefusal, PhaseRemoved } from "./types.js";

type Texts = ReadonlyMap<PlanningPath, string>;

const phase = (text: string): PhaseNumber => parsePhaseNumber(text) ?? ((): never => { throw new Error(text); })();
const NEW: NewPhase = { name: "New", goal: "It works", requirements: [], criteria: [] };
const ROADMAP = joinPath("ROADMAP.md");

/** The names in a folder, as a disk would list them. */
function namesIn(texts: Texts, folder: string): readonly string[] | undefined {
  const prefix = folder === "" ? "" : `${folder}/`;
  const below = [...texts.keys()].filter((file) => file.startsWith(prefix)).map((file) => file.slice(prefix.length));
  const names = [...new Set(below.map((file) => (file.includes("/") ? file.slice(0, file.indexOf("/") + 1) : file)))].sort();
  return names.length === 0 ? undefined : names;
}

function inputOf(texts: Texts): PhaseChangeInput {
  const listings = new Map<string, readonly string[] | undefined>();
  for (let wanted = wantedFolders(listings); wanted.length > 0; wanted = wantedFolders(listings)) for (const folder of wanted) listings.set(folder, namesIn(texts, folder));
  const scan = scanPhases(listings);
  const heads = new Map<PlanningPath, HeadFacts>();
  for (let wanted = textsWanted(scan.folders, heads); wanted.length > 0; wanted = textsWanted(scan.folders, heads)) for (const file of wanted) heads.set(file, readHeadFacts(texts.get(file) ?? ""));
  const source = texts.get(ROADMAP) ?? "";
  const roadmap = { source, outline: outlineOf(source) };
  const milestone = readFrontMatter(texts.get(joinPath("STATE.md")) ?? "").entries.get("milestone")?.value;
  const product = readProduct({ project: "", scan, heads, verifier: true, roadmap: texts.has(ROADMAP) ? roadmap : undefined, stateMilestone: milestone?.kind === "scalar" ? milestone.text : undefined });
  const wanted = textsForRemoval({ project: "", product });
  return { project: "", product, roadmap, texts: new Map(wanted.flatMap((file) => (texts.has(file) ? [[file, texts.get(file) ?? ""] as const] : []))) };
}

function after(texts: Texts, change: PhaseAdded | PhaseRemoved | PhaseRefusal): Texts {
  if (change.type === "refused") throw new Error(change.message);
  return applyChanges(texts, change.changes);
}
const sorted = (texts: Texts): readonly (readonly [string, string])[] => [...texts].sort(([a], [b]) => (a < b ? -1 : 1));

const TEXTS: Texts = new Map(Object.entries({
  "ROADMAP.md": `# Roadmap

- 🚧 **v1.0 First** - Phases 1-4 (in progress)

- [x] **Phase 1: A** - one
- [ ] **Phase 2: B**
- [ ] **Phase 3: C** - after Phase 4 was thought of
- [ ] **Phase 4: D**

### Phase 1: A
**Goal**: a

### Phase 2: B
**Goal**: b
**Depends on**: Phase 1
**Plans**: TBD

### Phase 3: C
**Goal**: c, as Phase 4 needs it since 2026-04-04
**Depends on**: Phase 2
Plans:
- [ ] 03-01-PLAN.md — first

### Phase 4: D
**Goal**: d
**Depends on**: Phase 2, Phase 3
`,
  "STATE.md": "---\nmilestone: v1.0\nprogress:\n  total_phases: 4\n---\n\n# State\n\n## Current Position\n\nPhase: 3 of 4 (C)\nResume file: .planning/phases/03-c/03-01-PLAN.md\n",
  "REQUIREMENTS.md": "# Requirements\n\n- [ ] **A-01**: a\n- [ ] **B-04**: b\n\n## Traceability\n\n| Requirement | Phase | Status |\n|---|---|---|\n| A-01 | Phase 2 | Pending |\n| B-04 | Phase 3, Phase 4 | Pending |\n",
  "phases/01-a/01-01-PLAN.md": "---\nphase: 01-a\nplan: 01\n---\n",
  "phases/01-a/01-01-SUMMARY.md": "---\nphase: 01-a\nplan: 01\ncompleted: 2026-01-01\n---\n\n# Phase 1 Plan 1: A Summary\n\n**Done**\n",
  "phases/02-b/02-CONTEXT.md": "# Phase 2: B - Context\n",
  "phases/03-c/03-CONTEXT.md": "# Phase 3: C - Context\n\nPhase 2 is thought of here, and 03-01.\n",
  "phases/03-c/03-01-PLAN.md": "---\nphase: 03-c\nplan: \"01\"\ndepends_on: [01-01]\n---\n\n@.planning/phases/03-c/03-CONTEXT.md\n\n```sh\ncat 03-c/03-01-PLAN.md\n```\n",
  "phases/04-d/04-01-PLAN.md": "---\nphase: 4\nplan: 1\ndepends_on: [\"03-01\"]\n---\n",
}).map(([file, text]) => [joinPath(file), text]));

describe("a phase that is added", () => {
  it("gets the next number, depends on the one before it, and is counted", () => {
    const added = addPhase(inputOf(TEXTS), { ...NEW, name: "E", requirements: ["B-04"] });
    expect(added).toMatchObject({ type: "added", number: "05" });
    const texts = after(TEXTS, added);
    expect(texts.get(ROADMAP)).toContain("### Phase 5: E\n**Goal**: It works\n**Depends on**: Phase 4\n**Requirements**: B-04\n");
    expect(texts.get(ROADMAP)).toContain("Phases 1-5 (in progress)");
    expect(texts.get(joinPath("STATE.md"))).toContain("Phase: 3 of 5 (C)");
    expect(texts.get(joinPath("STATE.md"))).toContain("total_phases: 5");
    expect(inputOf(texts).product.phases.map(({ number }) => number)).toEqual(["01", "02", "03", "04", "05"]);
  });

  it("does not take a number that a folder has", () => {
    const texts = new Map([...TEXTS, [joinPath("phases/05-left/05-CONTEXT.md"), "# Left\n"]]);
    expect(addPhase(inputOf(texts), NEW)).toMatchObject({ number: "06" });
  });

  it("is refused where nothing says which milestone it is of", () => {
    const texts = new Map([[ROADMAP, "# Roadmap\n\n## v1.0 A\n\n### Phase 1: A\n\n## v2.0 B\n\n### Phase 2: B\n"]]);
    expect(addPhase(inputOf(texts), NEW)).toMatchObject({ type: "refused", code: "no-milestone", path: "ROADMAP.md" });
  });
});

describe("a phase that is inserted", () => {
  it("gets the next number behind the other, and no other changes", () => {
    const first = insertPhase(inputOf(TEXTS), phase("2"), NEW);
    expect(first).toMatchObject({ number: "02.1" });
    const once = after(TEXTS, first);
    expect(inputOf(once).product.phases.map(({ number }) => number)).toEqual(["01", "02", "02.1", "03", "04"]);
    expect(insertPhase(inputOf(once), phase("2"), NEW)).toMatchObject({ number: "02.2" });
    expect(insertPhase(inputOf(once), phase("2.1"), NEW)).toMatchObject({ number: "02.1.1" });
    expect(once.get(ROADMAP)).toContain("Phases 1-4 (in progress)");
  });

  it("is refused behind a phase that is not there", () => {
    expect(insertPhase(inputOf(TEXTS), phase("9"), NEW)).toMatchObject({ type: "refused", code: "no-such-phase" });
  });
});

describe("a phase that is removed", () => {
  it("takes nothing with it but itself, and those behind it follow on", () => {
    const removed = removePhase(inputOf(TEXTS), phase("2"));
    if (removed.type === "refused") throw new Error(removed.message);
    expect(removed.renumbered).toEqual([{ from: "03", to: "02" }, { from: "04", to: "03" }]);
    expect(removed.archived).toBe("archive/removed-phases/02-b");
    const texts = after(TEXTS, removed);
    expect(texts.get(ROADMAP)).toBe(`# Roadmap

- 🚧 **v1.0 First** - Phases 1-3 (in progress)

- [x] **Phase 1: A** - one
- [ ] **Phase 2: C** - after Phase 4 was thought of
- [ ] **Phase 3: D**

### Phase 1: A
**Goal**: a

### Phase 2: C
**Goal**: c, as Phase 4 needs it since 2026-04-04
**Depends on**: Phase 1
Plans:
- [ ] 02-01-PLAN.md — first

### Phase 3: D
**Goal**: d
**Depends on**: Phase 1, Phase 2
`);
    expect(texts.get(joinPath("STATE.md"))).toBe("---\nmilestone: v1.0\nprogress:\n  total_phases: 3\n---\n\n# State\n\n## Current Position\n\nPhase: 2 of 3 (C)\nResume file: .planning/phases/02-c/02-01-PLAN.md\n");
    expect(texts.get(joinPath("REQUIREMENTS.md"))).toContain("| A-01 | - | Pending |\n| B-04 | Phase 2, Phase 3 | Pending |\n");
    expect(texts.get(joinPath("phases/02-c/02-CONTEXT.md"))).toBe("# Phase 2: C - Context\n\nPhase 2 is thought of here, and 02-01.\n");
    expect(texts.get(joinPath("phases/02-c/02-01-PLAN.md"))).toBe("---\nphase: 02-c\nplan: \"01\"\ndepends_on: [01-01]\n---\n\n@.planning/phases/02-c/02-CONTEXT.md\n\n```sh\ncat 03-c/03-01-PLAN.md\n```\n");
    expect(texts.get(joinPath("phases/03-d/03-01-PLAN.md"))).toBe("---\nphase: 3\nplan: 1\ndepends_on: [\"02-01\"]\n---\n");
    expect(texts.get(joinPath("archive/removed-phases/02-b/02-CONTEXT.md"))).toBe("# Phase 2: B - Context\n");
    expect([...texts.keys()].filter((file) => /^phases\/0[34]-[bc]/.test(file))).toEqual([]);
    expect(removed.mentions).toEqual([
      { path: "ROADMAP.md", at: { line: 6, column: 36 }, line: "- [ ] **Phase 2: C** - after Phase 4 was thought of" },
      { path: "ROADMAP.md", at: { line: 13, column: 23 }, line: "**Goal**: c, as Phase 4 needs it since 2026-04-04" },
      { path: "phases/02-c/02-CONTEXT.md", at: { line: 3, column: 7 }, line: "Phase 2 is thought of here, and 02-01." },
    ]);
  });

  it.each([
    ["1", "phase-begun", /work on phase 1 has begun/],
    ["9", "no-such-phase", /no phase 9/],
  ])("phase %s is refused: %s", (number, code, message) => {
    const refused = removePhase(inputOf(TEXTS), phase(number));
    expect(refused).toMatchObject({ type: "refused", code });
    expect(refused.type === "refused" ? refused.message : "").toMatch(message);
  });

  it("is refused where a phase behind it has begun, and where others were inserted behind it", () => {
    const begun = new Map([...TEXTS, [joinPath("phases/04-d/04-EXECUTION.md"), "# Execution\n"]]);
    expect(removePhase(inputOf(begun), phase("2"))).toMatchObject({ type: "refused", code: "phase-begun", path: "ROADMAP.md", at: { line: 13, column: 1 } });
    const inserted = after(TEXTS, insertPhase(inputOf(TEXTS), phase("2"), NEW));
    expect(removePhase(inputOf(inserted), phase("2"))).toMatchObject({ type: "refused", code: "phase-has-inserted" });
  });

  it("leaves the bytes from before it came, and the others their numbers", () => {
    const added = after(TEXTS, addPhase(inputOf(TEXTS), NEW));
    expect(sorted(after(added, removePhase(inputOf(added), phase("5"))))).toEqual(sorted(TEXTS));
    const inserted = after(TEXTS, insertPhase(inputOf(TEXTS), phase("3"), NEW));
    expect(sorted(after(inserted, removePhase(inputOf(inserted), phase("3.1"))))).toEqual(sorted(TEXTS));
  });
});

const corpus = path.resolve(fileURLToPath(new URL("../../../../", import.meta.url)), "../shared/corpus");
const roots = (existsSync(corpus) ? readdirSync(corpus) : []).flatMap((name) => [".planning", ".gsd"].map((root) => path.join(corpus, name, root))).filter((root) => existsSync(root));

function textsBelow(root: string): Texts {
  const files = readdirSync(root, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile() && entry.name.endsWith(".md"));
  return new Map(files.flatMap((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    const name = planningPath(path.relative(root, file).split(path.sep).join("/"));
    return name === undefined ? [] : [[name, readFileSync(file, "utf8")] as const];
  }));
}

/** The lines that are only in one of two texts. */
function linesChanged(before: string, now: string): readonly string[] {
  const [old, next] = [new Set(before.split("\n")), new Set(now.split("\n"))];
  return [...[...old].filter((line) => !next.has(line)), ...[...next].filter((line) => !old.has(line))];
}

describe("every folder of the corpus", () => {
  it("is there", (test) => {
    if (roots.length === 0) test.skip("there are no planning folders in ../shared/corpus");
    expect(roots.length).toBeGreaterThanOrEqual(4);
  });

  it.each(roots)("has its bytes again after a phase came and went at the end and behind each phase: %s", (root) => {
    const texts = textsBelow(root);
    const input = inputOf(texts);
    const changes = [addPhase(input, NEW), ...input.product.phases.map(({ number }) => insertPhase(input, number, NEW))];
    for (const change of changes) {
      if (change.type === "refused") continue;
      const now = after(texts, change);
      expect([...now.keys()]).toEqual([...texts.keys()]);
      expect(sorted(after(now, removePhase(inputOf(now), change.number)))).toEqual(sorted(texts));
    }
  });

  it.each(roots)("changes only lines that name phases when a phase goes: %s", (root) => {
    const texts = textsBelow(root);
    const input = inputOf(texts);
    for (const { number } of input.product.phases.filter((each) => each.counted && isNumericPhase(each.number) && !isBacklog(each.number))) {
      const removed = removePhase(input, number);
      if (removed.type === "refused") continue;
      const now = after(texts, removed);
      for (const change of removed.changes.filter((each) => each.type === "edit")) {
        const name = removed.changes.reduce<string>((at, each) => (each.type === "move" && (at === each.from || at.startsWith(`${each.from}/`)) ? `${each.to}${at.slice(each.from.length)}` : at), change.path);
        const own = input.product.phases.find((each) => each.number === number)?.roadmap.section?.range;
        const gone = change.path === ROADMAP && own !== undefined ? change.before.slice(own.start, own.end).split("\n") : [];
        for (const line of linesChanged(change.before, now.get(name as PlanningPath) ?? "").filter((each) => !gone.includes(each))) {
          expect(line, `${change.path} without phase ${formatPhaseNumber(number)}`).toMatch(/phase|\d\d-\d\d|\||^\s*-{3,}$|^$/i);
        }
      }
    }
  });
});
