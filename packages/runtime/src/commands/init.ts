import { joinPath, renderDefaultConfig, type FileChange } from "@dgs/core";
import { basename, join, resolve } from "node:path";
import { createDisk, isErrno, listFolder } from "../disk.js";
import { PLANNING_FOLDERS } from "../locate-root.js";
import { createPlanningFiles } from "../planning-files.js";
import { fileRefusal, refuse, type Refusal } from "../refusal.js";
import type { InitReport } from "./reports.js";

/** What `dgs init` is told. */
export interface InitInput {
  readonly cwd: string;
  readonly root?: string;
  readonly folder?: (typeof PLANNING_FOLDERS)[number];
}

/** Makes a planning folder with what a first milestone needs. A file that is there already is left alone. */
export async function init(input: InitInput): Promise<InitReport | Refusal> {
  const base = resolve(input.cwd, input.root ?? ".");
  const names = listFolder(base);
  if (names === undefined) return refuse("no-such-folder", `there is no folder ${base}`, "Make it, or correct --root.", { at: base });
  const present = PLANNING_FOLDERS.filter((name) => names.includes(`${name}/`));
  const other = present.find((name) => name !== (input.folder ?? present[0]));
  if (other !== undefined) return refuse("two-planning-folders", `${base} has a planning folder already: ${other}`, `Go on with ${other}, or move it away first.`, { at: join(base, other) });
  const root = join(base, input.folder ?? present[0] ?? PLANNING_FOLDERS[0]);
  try {
    createDisk().makeFolder(root);
  } catch (error) {
    if (!isErrno(error, "EACCES", "EPERM", "EROFS", "EEXIST", "ENOTDIR", "ENOSPC")) throw error;
    return refuse("root-not-made", `the folder cannot be made: ${error instanceof Error ? error.message : String(error)}`, "Give yourself the right to write there, or choose another folder.", { at: root });
  }
  const files = createPlanningFiles({ root });
  const existing = listFolder(root) ?? [];
  const hasConfig = existing.includes("config.json") || existing.includes("dgs.config.json");
  const wanted = Object.entries(starters(basename(base))).filter(([name]) => !existing.includes(name) && !(name === "config.json" && hasConfig));
  const changes = wanted.map(([name, text]): FileChange => ({ type: "create", path: joinPath(name), text }));
  const written = await files.write(changes);
  return written === "written" ? { type: "initialised", root, created: wanted.map(([name]) => name) } : fileRefusal(written);
}

function starters(name: string): Readonly<Record<string, string>> {
  return {
    "PROJECT.md": `# ${name}\n\n## What This Is\n\nOne paragraph: what it does and for whom.\n\n## Core Value\n\nThe one thing that must work.\n\n## Requirements\n\nSee REQUIREMENTS.md.\n`,
    "REQUIREMENTS.md": "# Requirements\n\n## v1 Requirements\n\n## Traceability\n\n| Requirement | Phase | Status |\n|-------------|-------|--------|\n",
    "ROADMAP.md": ROADMAP,
    "STATE.md": "---\nmilestone: v1.0\nstatus: planning\n---\n\n# Project State\n\n## Current Position\n\nPhase: -\nPlan: -\nStatus: Ready to plan\n",
    "config.json": renderDefaultConfig(),
  };
}

const ROADMAP = `# Roadmap

## Milestones

- 🚧 **v1.0 First release** - Phases 1-1 (in progress)

## Phases

<!-- One line per phase, for example:

- [ ] **Phase 1: Parser** - reads what people write
-->

## Phase Details

<!-- One section per phase, for example:

### Phase 1: Parser

**Goal**: Durations that people write are read
**Depends on**: Nothing (first phase)
**Requirements**: PARSE-01
**Success Criteria** (what must be TRUE):
  1. \`1h 30m\` is 5400 seconds
**Plans**: TBD
-->

## Progress

| Phase | Plans Complete | Status | Completed |
|-------|----------------|--------|-----------|
`;
