/** The stages that run one test command. */
export const TEST_STAGES = ["test", "test again", "test on base"] as const;

/** The stages that an audit has once. */
export const AUDIT_STAGES = ["look", "verify structure", "merge", "plan fixes", "check fixes", "record"] as const;

/** A stage of one test command. */
export type TestStage = (typeof TEST_STAGES)[number];

/** Any stage of an audit. */
export type AuditStage = TestStage | "diagnose" | (typeof AUDIT_STAGES)[number];

/** The name of a gap in one audit, `G-01`. */
export type GapId = `G-${string}`;

/** A stage, and what it is of: the number of a test command, or a gap. */
export interface StageOfAudit {
  readonly stage: AuditStage;
  readonly test?: number;
  readonly gap?: GapId;
}

/** Writes a stage as it stands behind the brackets: `` test again `3` ``. */
export function formatAuditStage({ stage, test, gap }: StageOfAudit): string {
  const of = gap ?? (test === undefined ? undefined : String(test));
  return of === undefined ? stage : `${stage} \`${of}\``;
}

const LINE = /^(test again|test on base|test|look|verify structure|merge|diagnose|plan fixes|check fixes|record)(?:[ \t]+(?:`([^`]*)`|(\S+)))?$/i;

/** Reads what stands behind the brackets, with or without backticks; `undefined` where it names no stage, or not what it is of. */
export function parseAuditStage(text: string): StageOfAudit | undefined {
  const match = LINE.exec(text.trim());
  if (match === null) return undefined;
  const [, word = "", quoted, bare] = match;
  const stage = word.toLowerCase();
  const name = (quoted ?? bare)?.trim();
  const once = AUDIT_STAGES.find((each) => each === stage);
  if (once !== undefined) return name === undefined ? { stage: once } : undefined;
  if (name === undefined) return undefined;
  const ofTest = TEST_STAGES.find((each) => each === stage);
  if (ofTest === undefined) return parseGapId(name) === undefined ? undefined : { stage: "diagnose", gap: parseGapId(name) ?? "G-00" };
  return /^[1-9]\d{0,5}$/.test(name) ? { stage: ofTest, test: Number(name) } : undefined;
}

/** Reads the name of a gap; `undefined` where it is none. */
function parseGapId(text: string): GapId | undefined {
  const number = /^G-(\d{1,6})$/i.exec(text)?.[1];
  return number === undefined ? undefined : gapIdOf(Number(number));
}

/** The name of the gap with a number, from 1. */
export function gapIdOf(number: number): GapId {
  return `G-${String(number).padStart(2, "0")}`;
}
