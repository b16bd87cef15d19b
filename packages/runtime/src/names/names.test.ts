import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { projectNames } from "../locate-root.js";
import type { Place } from "../place.js";
import { createPlanningFiles } from "../planning-files.js";
import type { KnownName } from "./known-name.js";
import { phaseNames, planNames, waitingNames } from "./phase-names.js";
import { quickNames } from "./quick-names.js";
import { repoNames } from "./repo-names.js";
import { jobNames, versionNames } from "./version-names.js";

let place: Place;
beforeEach(() => {
  const base = mkdtempSync(join(tmpdir(), "dgs-names-"));
  mkdirSync(join(base, ".planning"));
  place = { base, root: join(base, ".planning"), project: "" };
});
afterEach(() => { rmSync(place.base, { recursive: true, force: true }); });

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place.root, path)), { recursive: true });
    writeFileSync(join(place.root, path), text);
  }
}
const files = (): ReturnType<typeof createPlanningFiles> => createPlanningFiles({ root: place.root });
const said = (names: readonly KnownName[]): string[] => names.map(({ name, says }) => `${name}: ${says}`);

it("names nothing where nothing is there", () => {
  const all = [versionNames, jobNames, phaseNames, planNames, waitingNames, quickNames].flatMap((find) => find(files(), place));
  expect([...all, ...repoNames(files())]).toEqual([]);
});

it("names versions once: jobs in the order of their lives, the active milestone, the roadmap's, the archive's", () => {
  write({
    "jobs/pending/milestone-v1.2.md": "", "jobs/in-progress/milestone-v1.1.md": "", "jobs/completed/milestone-v1.0.md": "", "jobs/completed/milestone-v1.0-2.md": "", "jobs/pending/notes.md": "",
    "STATE.md": "---\nmilestone: v1.3\n---\n", "ROADMAP.md": "# R\n\n- **v1.0 A** - Phases 1-2\n- **v1.4 B** - Phases 3-4\n", "milestones/v0.9-phases/01-x/01-01-PLAN.md": "",
  });
  expect(said(jobNames(files(), place))).toEqual(["v1.1: job, in progress", "v1.2: job, pending", "v1.0: job, completed"]);
  expect(said(versionNames(files(), place))).toEqual(["v1.1: job, in progress", "v1.2: job, pending", "v1.0: job, completed", "v1.3: the active milestone", "v1.4: milestone", "v0.9: milestone, archived"]);
});

it("names phases of the roadmap and of folders in their order, by the spelling that was begun", () => {
  write({ "ROADMAP.md": "- [ ] **Phase 2: Printer of things** - x\n- [ ] **Phase 10: Later** - x\n", "phases/01-first-parser/x.md": "", "phases/02-printer/x.md": "", "phases/02.1-hot/x.md": "", "phases/notes/x.md": "" });
  expect(said(phaseNames(files(), place))).toEqual(["1: first parser", "2: Printer of things", "2.1: hot", "10: Later"]);
  expect(phaseNames(files(), place, "0").map(({ name }) => name)).toEqual(["01", "02", "02.1", "10"]);
});

it("names phases as the project does", () => {
  write({ "config.json": '{ "project_code": "CK" }', "phases/CK-05-billing/x.md": "", "phases/ck-06-mail/x.md": "" });
  expect(said(phaseNames(files(), place))).toEqual(["5: billing", "6: mail"]);
  write({ "config.json": '{ "phase_naming": "custom" }', "phases/AUTH-101-login/AUTH-101-01-PLAN.md": "" });
  expect(said(phaseNames(files(), place))).toContain("AUTH-101: login");
});

it("names plans in every layout, and opens only the folders of phases that fit", () => {
  write({ "phases/01-a/01-01-PLAN.md": "", "phases/01-a/01-01-SUMMARY.md": "", "phases/01-a/01-02-x-PLAN.md": "", "phases/02-b/plans/PLAN-01-y.md": "", "phases/10-c/10-01-PLAN.md": "" });
  expect(said(planNames(files(), place))).toEqual(["01-01: a, done", "01-02: a", "02-01: b", "10-01: c"]);
  const opened: string[] = [];
  const own = files();
  const watched = { ...own, list: (folder: Parameters<typeof own.list>[0]) => { opened.push(folder); return own.list(folder); } };
  expect(planNames(watched, place, "1-").map(({ name }) => name)).toEqual(["1-01", "1-02"]);
  expect(opened).toEqual(["phases", "phases/01-a"]);
  expect(planNames(own, place, "1").map(({ name }) => name)).toEqual(["1-01", "1-02", "10-01"]);
  expect(planNames(own, place, "02-0").map(({ name }) => name)).toEqual(["02-01"]);
});

it("names what may wait: plans that stopped at a checkpoint, then phases", () => {
  write({ "phases/01-a/01-01-PLAN.md": "", "phases/01-a/01-01-CHECKPOINT.md": "", "phases/01-a/01-02-PLAN.md": "", "phases/01-a/01-02-SUMMARY.md": "", "phases/01-a/01-02-CHECKPOINT.md": "", "phases/02-b/02-01-PLAN.md": "" });
  expect(waitingNames(files(), place).map(({ name }) => name)).toEqual(["01-01", "1", "2"]);
});

it("names quicks that have not ended, the last first, by a slug that is theirs alone", () => {
  const quick = (id: string, status: string): void => { write({ [`quick/${id}/${id}-QUICK.md`]: `# Quick\n\n- **Status:** ${status}\n` }); };
  quick("250101-aaa-fix-auth", "executing");
  quick("250102-bbb-old", "completed");
  quick("250103-ccc-twice", "executing");
  quick("250104-ddd-twice", "failed");
  expect(said(quickNames(files(), place))).toEqual(["250104-ddd-twice: quick", "250103-ccc-twice: quick", "fix-auth: 250101-aaa-fix-auth"]);
});

it("names repos and projects", () => {
  write({ "REPOS.md": "| Name | Path | Description |\n|---|---|---|\n| api | ../api | the server |\n| web | ../web | |\n" });
  expect(said(repoNames(files()))).toEqual(["api: the server", "web: "]);
  write({ "shop/ROADMAP.md": "", "billing/STATE.md": "", "docs/x.md": "" });
  expect(projectNames({ cwd: place.base })).toEqual(["billing", "shop"]);
  expect(projectNames({ cwd: join(place.base, "nowhere"), root: "missing" })).toEqual([]);
});
