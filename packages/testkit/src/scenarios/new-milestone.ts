import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EndState } from "../crash/end-of-product.js";
import type { Scenario } from "../crash/scenario.js";
import { asked, left } from "./before-plans.js";
import { makeRepo } from "./make-repo.js";

/** A project that says what it is to be, and has no roadmap. */
const FILES: Readonly<Record<string, string>> = {
  "README.md": "# notes\n",
  ".planning/config.json": '{\n  "model_profile": "budget"\n}\n',
  ".planning/PROJECT.md": "# Notes\n\n## What This Is\n\nNotes for people.\n",
  ".planning/REQUIREMENTS.md": "# Requirements\n\n## v1 Requirements\n\n- [ ] **NOTE-01**: written\n- [ ] **FIND-01**: found\n\n## v2 Requirements\n\n- **SHARE-01**: shared\n\n## Traceability\n\n| Requirement | Phase | Status |\n|---|---|---|\n| NOTE-01 | TBD | Pending |\n| FIND-01 | TBD | Pending |\n",
};

const phase = (number: number, requirement: string): string => `### Phase ${String(number)}: Part ${String(number)}\n**Goal**: People do ${String(number)}\n**Depends on**: Nothing\n**Requirements**: ${requirement}\n**Success Criteria**:\n  1. It is so\n  2. It stays so\n**Plans**: TBD\n`;
const ROADMAP = `# Roadmap v1.0\n\n## Phases\n\n- [ ] **Phase 1: Part 1** - people do it\n- [ ] **Phase 2: Part 2** - people do it\n\n## Phase Details\n\n${phase(1, "NOTE-01")}\n${phase(2, "FIND-01")}`;
/** What a roadmapper leaves first: one requirement is in no phase. */
const HALF = `# Roadmap v1.0\n\n## Phases\n\n- [ ] **Phase 1: Part 1** - people do it\n\n## Phase Details\n\n${phase(1, "NOTE-01")}`;

const drawn = (attempt: number, text: string): object => ({ ...left("create-roadmap v1.0", { path: "ROADMAP.md", text }), attempt });
const NOTE = ".planning/.new-milestone.json";

function wrong(end: EndState, report: Readonly<Record<string, unknown>>): string[] {
  return [
    ...(report["type"] === "milestone-created" ? [] : ["the milestone was not made"]),
    ...(/Phase 2: Part 2/.test(end[".planning/ROADMAP.md"] ?? "") ? [] : ["the roadmap has no phase 2"]),
    ...(/\| FIND-01 \| Phase 2 \|/.test(end[".planning/REQUIREMENTS.md"] ?? "") ? [] : ["FIND-01 is not assigned"]),
    ...(end[".planning/STATE.md"]?.includes("milestone: v1.0\n") === true ? [] : ["STATE.md does not name the milestone"]),
    ...(end[NOTE] === undefined ? [] : ["the note of the command is still there"]),
  ];
}

/** A roadmap that was accepted is in the note, and then in the roadmap. */
function completed(folder: string): string[] {
  const note = join(folder, "app", NOTE);
  const isKept = existsSync(join(folder, "app", ".planning/ROADMAP.md")) || (existsSync(note) && readFileSync(note, "utf8").includes('"text":'));
  return isKept ? ["create-roadmap v1.0"] : [];
}

/** The requirements are divided into phases by an agent, at the second try; roadmap, requirements and STATE.md are written as one, and committed. */
export const newMilestoneScenario: Scenario = {
  name: "new-milestone --auto",
  leastStates: 20,
  make: (folder) => { makeRepo(join(folder, "app"), FILES); },
  root: "app",
  tape: () => [drawn(1, HALF), drawn(2, ROADMAP)],
  swept: { name: "newMilestone", input: { name: "First steps" } },
  wrong,
  completed,
  done: asked,
};
