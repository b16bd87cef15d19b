import type { Prompt, PromptInput } from "./prompt.js";
import { READ_ONLY } from "./reading-rules.js";

/** The milestone that a roadmap is to be made for. */
export interface RoadmapTask {
  readonly version: string;
  /** The number of its first phase: phases count on across milestones. */
  readonly firstPhase: number;
  /** How finely it is divided: the setting of this name. */
  readonly granularity: "coarse" | "standard" | "fine";
}

const PHASES: Readonly<Record<RoadmapTask["granularity"], string>> = Object.freeze({ coarse: "three to five", standard: "five to eight", fine: "eight to twelve" });

/**
 * The prompt for the roadmapper: the phases of one milestone. What it leaves is the milestone's own part; DGS puts it into
 * ROADMAP.md and the table of traceability. Inputs: project, requirements, the summary of the research, the roadmap as it is. (formats.md 5)
 */
export function createRoadmapPrompt(task: RoadmapTask, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  const { version, firstPhase, granularity } = task;
  return {
    objective: `Divide milestone ${version} into phases, from phase ${String(firstPhase)} on: each delivers something whole that can be verified, and together they meet every requirement of the milestone.`,
    inputs,
    findings,
    rules: [
      READ_ONLY,
      "Every requirement of the milestone belongs to exactly one phase, by its id; none is left out, none is invented.",
      "Phases follow from the requirements, not from layers: a phase ends with something that a user, or the code after it, can do that was not possible before. Depends on names only phases that it cannot do without.",
      "Each phase has two to five success criteria, each a sentence about what is true then, seen from outside, that somebody can check. Tasks, files and technologies are not criteria.",
      `Usual here are ${PHASES[granularity]} phases; the work decides. A phase of one small task belongs to another.`,
      `Numbers go on from ${String(firstPhase)} without a gap. Say nothing of other milestones: what the roadmap has of them stays as it is.`,
      "The first phase proves what is least certain, where the order is free.",
    ],
    results: [{ file: "ROADMAP.md", purpose: "the part of the roadmap that is about this milestone, every phase in the list and with a section", example: example(task) }],
    blocked: [
      "A requirement that cannot be checked as it stands still gets its phase; write criteria for what it most likely means and mark them `(assumed)`.",
      "Where the milestone has no requirement, or two of them cannot both be met, refuse and name them.",
    ],
  };
}

function example({ version, firstPhase }: RoadmapTask): string {
  const [first, second] = [String(firstPhase), String(firstPhase + 1)];
  return [
    `# Roadmap: Scheduler ${version}`,
    "",
    "## Phases",
    "",
    `- [ ] **Phase ${first}: Durations** - people write durations in words`,
    `- [ ] **Phase ${second}: …** - …`,
    "",
    "## Phase Details",
    "",
    `### Phase ${first}: Durations`,
    "**Goal**: People write durations in words, and the scheduler understands them",
    "**Depends on**: Nothing",
    "**Requirements**: TIME-01, TIME-02",
    "**Success Criteria**:",
    "  1. `1h 30m` starts a job after 5400 seconds",
    "  2. An unknown unit is refused by its name",
    "**Plans**: TBD",
  ].join("\n");
}
