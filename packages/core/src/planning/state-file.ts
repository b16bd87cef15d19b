import type { PhaseNumber } from "../ids/phase-number.js";
import { parseVersion, versionsIn, type MilestoneVersion } from "../ids/version.js";
import { type FrontMatter, readFrontMatter } from "../markdown/front-matter.js";
import type { Problem } from "../problem.js";
import { frontMatterFindings, textOf } from "./front-matter-text.js";
import { parsePhaseText } from "./plan-number.js";
import { placeFindings } from "./problems.js";
import { placeState, type StateKey } from "./state-place.js";

/** What `STATE.md` says, in either dialect; texts are as they are written. */
export interface StateFile {
  readonly path: string;
  readonly milestone: MilestoneVersion | undefined;
  readonly milestoneName: string | undefined;
  /** `status:` of the front matter, in small letters. */
  readonly statusWord: string | undefined;
  readonly phase: PhaseNumber | undefined;
  readonly phaseText: string | undefined;
  readonly planText: string | undefined;
  readonly status: string | undefined;
  readonly lastActivity: string | undefined;
  readonly progress: string | undefined;
  readonly lastSession: string | undefined;
  readonly stoppedAt: string | undefined;
  readonly resumeFile: string | undefined;
  readonly problems: readonly Problem[];
}

/** Reads the milestone that is being worked on from the first lines of `STATE.md`, which must hold the front matter. */
export function readStateMilestone(head: string): MilestoneVersion | undefined {
  return milestoneOf(readFrontMatter(head));
}

/** Reads `STATE.md`: the template's dialect (`Phase: 5 of 8`) and the one of fields (`**Current Phase:** 05`). (formats.md 10) */
export function readStateFile(source: string, path: string): StateFile {
  const frontMatter = readFrontMatter(source);
  const findings = frontMatterFindings(source, frontMatter);
  const places = placeState(source);
  const read = (...keys: readonly StateKey[]): string | undefined => {
    for (const key of keys) {
      const value = places.fields.get(key)?.value;
      if (value !== undefined && value.end > value.start) return source.slice(value.start, value.end);
    }
    return undefined;
  };
  const phaseText = read("phase", "current phase");
  if (phaseText === undefined) findings.push({ code: "state-position-missing", offset: undefined, message: "Nothing says which phase is being worked on.", remedy: "Write a section ## Current Position with the line Phase: 1 of 3 (Name)." });
  return {
    ...{ path, milestone: milestoneOf(frontMatter), milestoneName: textOf(frontMatter, "milestone_name"), statusWord: textOf(frontMatter, "status")?.toLowerCase() },
    ...{ phase: phaseText === undefined ? undefined : parsePhaseText(phaseText), phaseText, planText: read("plan", "current plan"), status: read("status"), lastActivity: read("last activity") },
    ...{ progress: read("progress"), lastSession: read("last session", "last date"), stoppedAt: read("stopped at"), resumeFile: read("resume file") },
    problems: placeFindings(path, source, findings),
  };
}

/** `v1.1`, and also `v1.1 Security`. */
function milestoneOf(frontMatter: FrontMatter): MilestoneVersion | undefined {
  const text = textOf(frontMatter, "milestone");
  return text === undefined ? undefined : (parseVersion(text) ?? versionsIn(text)[0]);
}
