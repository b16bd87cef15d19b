import { formatPhaseNumber, parsePhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import { parsePlanId, type PlanId } from "../ids/plan-id.js";
import { type MilestoneVersion, parseVersion } from "../ids/version.js";

/** What somebody asks about. */
export type WhySubject =
  | { readonly type: "phase"; readonly phase: PhaseNumber }
  | { readonly type: "plan"; readonly plan: PlanId }
  | { readonly type: "job"; readonly version: MilestoneVersion }
  /** Without a version: of the job that is open. */
  | { readonly type: "step"; readonly version?: MilestoneVersion; readonly step: number };

/**
 * Reads what is asked about; `undefined` where it is none of these. A version needs its `v`, as `2.1` is a phase: `3`, `2.1`, `phase 3`; `03-01`, `plan 03-01`,
 * `03-01-parser`; `v1.0`, `job v1.0`; `v1.0 4`, `v1.0 step 4`, `step 4`.
 */
export function parseWhySubject(text: string): WhySubject | undefined {
  const words = text.trim().split(/\s+/);
  const [first = "", second, third] = words;
  if (words.length > 3) return undefined;
  const word = first.toLowerCase();
  if (word === "step") return third === undefined ? stepOf(undefined, second) : undefined;
  if (word === "job") return third !== undefined ? stepOf(second, third) : second === undefined ? undefined : jobOf(second);
  if (word === "phase" || word === "plan") return second === undefined || third !== undefined ? undefined : named(word, second);
  if (second !== undefined) return third === undefined ? stepOf(first, second) : second.toLowerCase() === "step" ? stepOf(first, third) : undefined;
  return jobOf(first) ?? named("plan", first) ?? named("phase", first);
}

function jobOf(text: string): WhySubject | undefined {
  const version = /^v/i.test(text) ? parseVersion(text) : undefined;
  return version === undefined ? undefined : { type: "job", version };
}

function stepOf(versionText: string | undefined, number: string | undefined): WhySubject | undefined {
  const version = versionText === undefined ? undefined : parseVersion(versionText);
  if (number === undefined || !/^[1-9]\d{0,5}$/.test(number) || (versionText !== undefined && version === undefined)) return undefined;
  return { type: "step", ...(version === undefined ? {} : { version }), step: Number(number) };
}

function named(kind: "phase" | "plan", text: string): WhySubject | undefined {
  if (kind === "plan") {
    const plan = parsePlanId(text.replace(/^.*\//, "").replace(/(?:[-_]?(?:PLAN|SUMMARY))?\.md$/i, ""));
    return plan === undefined ? undefined : { type: "plan", plan };
  }
  const phase = parsePhaseNumber(text);
  return phase === undefined ? undefined : { type: "phase", phase };
}

/** Writes a subject as it is typed: `3`, `03-01`, `v1.0`, `v1.0 4`. */
export function formatWhySubject(subject: WhySubject): string {
  switch (subject.type) {
    case "phase":
      return formatPhaseNumber(subject.phase);
    case "plan":
      return subject.plan;
    case "job":
      return subject.version;
    case "step":
      return `${subject.version === undefined ? "step" : subject.version} ${String(subject.step)}`;
  }
}
