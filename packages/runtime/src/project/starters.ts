/**
 * The texts that `dgs init` starts a planning folder with, by file name. A file that still is what stands here says nothing yet, and
 * whoever knows better may put another text in its place.
 */
export function starters(name: string): Readonly<Record<"PROJECT.md" | "REQUIREMENTS.md" | "ROADMAP.md" | "STATE.md", string>> {
  return {
    "PROJECT.md": `# ${name}\n\n## What This Is\n\nOne paragraph: what it does and for whom.\n\n## Core Value\n\nThe one thing that must work.\n\n## Requirements\n\nSee REQUIREMENTS.md.\n`,
    "REQUIREMENTS.md": "# Requirements\n\n## v1 Requirements\n\n## Traceability\n\n| Requirement | Phase | Status |\n|-------------|-------|--------|\n",
    "ROADMAP.md": ROADMAP,
    "STATE.md": "---\nmilestone: v1.0\nstatus: planning\n---\n\n# Project State\n\n## Current Position\n\nPhase: -\nPlan: -\nStatus: Ready to plan\n",
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
