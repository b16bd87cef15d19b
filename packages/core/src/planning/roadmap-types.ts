import type { PhaseNumber } from "../ids/phase-number.js";
import type { PlanId } from "../ids/plan-id.js";
import type { MilestoneVersion } from "../ids/version.js";
import type { Heading, ListItem, Table, TableRow } from "../markdown/outline.js";
import type { Problem } from "../problem.js";
import type { Range } from "../text/range.js";

/** Where a milestone stands: by its marks; `open` for one without any. */
export type MilestoneState = "closed" | "active" | "planned" | "open";

/** A milestone of the roadmap; what headings, details blocks and bullets of one version say is joined. */
export interface RoadmapMilestone {
  readonly version: MilestoneVersion;
  /** Without version, marks and ranges; may be empty. */
  readonly name: string;
  readonly state: MilestoneState;
  /** The phases that its bullet or summary names (`Phases 5-8`). */
  readonly phases: readonly PhaseNumber[];
  /** The spans of the document that are the milestone's: sections and details blocks. */
  readonly spans: readonly Range[];
  /** The texts that speak of it: headings, summaries and bullets. */
  readonly mentions: readonly Range[];
}

/** A phase's line in the checklist. */
export interface ChecklistEntry {
  readonly item: ListItem;
  readonly ticked: boolean;
  /** The date of `(completed 2025-11-20)`. */
  readonly completed: string | undefined;
}

/** A plan that a phase's section lists. */
export interface ListedPlan {
  readonly id: PlanId;
  readonly item: ListItem;
  /** `undefined` for a line without a checkbox. */
  readonly ticked: boolean | undefined;
}

/** A phase's section: its heading and the plans it lists. What else it says is told by `readPhaseDetails`. */
export interface PhaseSection {
  readonly heading: Heading;
  /** From the heading to the next one that ends the section. */
  readonly range: Range;
  readonly plans: readonly ListedPlan[];
}

/** What a phase's section says in words. */
export interface PhaseDetails {
  readonly goal: string | undefined;
  readonly dependsOn: { readonly text: string; readonly phases: readonly PhaseNumber[] } | undefined;
  /** The ids of its requirements; ranges are counted out. */
  readonly requirements: readonly string[];
  readonly criteria: readonly string[];
  /** The value of the `**Plans:**` line. */
  readonly plansLine: Range | undefined;
}

/** A phase's row in the progress table. */
export interface ProgressRow {
  readonly table: Table;
  readonly row: TableRow;
}

/** A phase as the roadmap tells it: from its section, from the checklist, or from both. */
export interface RoadmapPhase {
  readonly number: PhaseNumber;
  /** As it is spelled in the section's heading, else in the checklist. */
  readonly spelled: string;
  readonly name: string;
  /** `undefined` where nothing in the roadmap says whose it is: then it is the active milestone's. */
  readonly milestone: MilestoneVersion | undefined;
  readonly inserted: boolean;
  readonly backlog: boolean;
  readonly retired: boolean;
  readonly entry: ChecklistEntry | undefined;
  readonly section: PhaseSection | undefined;
  readonly row: ProgressRow | undefined;
}

/** ROADMAP.md, read. */
export interface Roadmap {
  readonly path: string;
  readonly title: string;
  /** In the order of their first mention. */
  readonly milestones: readonly RoadmapMilestone[];
  /** In document order: by section, else by checklist line. */
  readonly phases: readonly RoadmapPhase[];
  readonly problems: readonly Problem[];
}
