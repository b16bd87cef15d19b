import type { MilestoneVersion } from "../ids/version.js";
import type { MilestoneAuditStatus, MilestoneGap, TechDebt } from "./milestone-audit.js";

/** A row of an audit's table. */
export interface MilestoneAuditRow {
  /** The phase, requirement, or way through the product. */
  readonly subject: string;
  readonly status: string;
  readonly evidence: string;
}

/** An audit of a milestone, to be written. */
export interface NewMilestoneAudit {
  readonly milestone: MilestoneVersion;
  /** ISO 8601. */
  readonly audited: string;
  readonly status: Exclude<MilestoneAuditStatus, "unknown">;
  /** By name: `requirements: 5/6`. */
  readonly scores: Readonly<Record<string, string>>;
  readonly gaps: readonly MilestoneGap[];
  readonly techDebt: readonly TechDebt[];
  /** What waits for a person, one sentence each. */
  readonly humanNeeded: readonly string[];
  readonly phases: readonly MilestoneAuditRow[];
  readonly requirements: readonly MilestoneAuditRow[];
  /** The test commands, and what their runs showed. */
  readonly tests: readonly MilestoneAuditRow[];
  /** The file that keeps what the test commands printed. */
  readonly testLog: string;
  /** The commit of each repo that was looked at, by its name. */
  readonly heads: Readonly<Record<string, string>>;
  /** What the integration checker says besides its findings; it is quoted, so that no heading of it is one of the file. */
  readonly notes: string;
}

/** A key of the front matter, with the lines of its value; one line stands behind the colon, several stand below it. */
export type AuditFact = readonly [key: string, lines: readonly string[]];

/** Returns the text of a new milestone audit: all facts in the front matter, the same for people below. */
export function renderMilestoneAudit(audit: NewMilestoneAudit): string {
  const front = auditFacts(audit).map(renderFact);
  const body = auditSections(audit).flatMap(({ title, lines }) => [`## ${title}`, "", ...lines, ""]);
  return ["---", ...front, "---", "", `# Audit of milestone ${audit.milestone}`, "", ...body].join("\n");
}

/** Renders a key of the front matter with its value, without a line end at its end. */
export function renderFact([key, lines]: AuditFact): string {
  const [first = ""] = lines;
  return lines.length === 1 && !first.startsWith(" ") ? `${key}: ${first}` : [`${key}:`, ...lines].join("\n");
}

/** Everything that an audit says in the front matter. (formats.md 15) */
export function auditFacts({ milestone, audited, status, scores, gaps, techDebt, humanNeeded, heads, testLog }: NewMilestoneAudit): readonly AuditFact[] {
  const kinds = [["requirements", "requirement"], ["integration", "integration"], ["flows", "flow"]] as const;
  const debts = techDebt.map((debt) => [`phase: ${JSON.stringify(debt.phase)}`, `items: ${flow(debt.items)}`]);
  return [
    ["milestone", [milestone]],
    ["audited", [audited]],
    ["status", [status]],
    ["heads", mapOf(heads, JSON.stringify)],
    ["test_log", [JSON.stringify(testLog)]],
    ["scores", mapOf(scores, (key) => key)],
    ["gaps", kinds.flatMap(([key, kind]) => listOf(key, gaps.filter((gap) => gap.kind === kind).map(renderGap)))],
    ["tech_debt", debts.length === 0 ? ["[]"] : block(debts, "  ")],
    ["human_needed", humanNeeded.length === 0 ? ["[]"] : humanNeeded.map((item) => `  - ${JSON.stringify(item)}`)],
  ];
}

/** A section of an audit's text. */
export interface AuditSection {
  readonly title: string;
  readonly lines: readonly string[];
}

/** The sections below the title, each always there, so that one can be replaced by itself. */
export function auditSections({ gaps, techDebt, humanNeeded, phases, requirements, tests, testLog, notes }: NewMilestoneAudit): readonly AuditSection[] {
  return [
    { title: "Phases", lines: table("Phase", phases) },
    { title: "Requirements", lines: table("Requirement", requirements) },
    { title: "Tests", lines: [...table("Test", tests), ...(tests.length === 0 ? [] : ["", `- What they printed: ${oneLine(testLog)}`])] },
    { title: "Gaps", lines: list(gaps.map(({ id, phase, text }) => `**${oneLine(id)}**${phase === undefined ? "" : ` (phase ${oneLine(phase)})`}: ${oneLine(text)}`)) },
    { title: "Needs a Person", lines: list(humanNeeded.map(oneLine)) },
    { title: "Tech Debt", lines: list(techDebt.flatMap(({ phase, items }) => items.map((item) => `${phase === "" ? "" : `phase ${oneLine(phase)}: `}${oneLine(item)}`))) },
    { title: "Integration Check", lines: notes.trim() === "" ? ["None."] : notes.trim().split(/\r\n|\r|\n/).map((line) => `> ${line}`.trimEnd()) },
  ];
}

function mapOf(values: Readonly<Record<string, string>>, keyOf: (key: string) => string): readonly string[] {
  const entries = Object.entries(values);
  return entries.length === 0 ? ["{}"] : entries.map(([key, value]) => `  ${keyOf(key)}: ${JSON.stringify(value)}`);
}

function renderGap({ id, phase, text, priority, requirement }: MilestoneGap): string[] {
  return [
    `id: ${JSON.stringify(id)}`,
    ...(phase === undefined ? [] : [`phase: ${JSON.stringify(phase)}`]),
    ...(priority === undefined ? [] : [`priority: ${priority}`]),
    ...(requirement === undefined ? [] : [`status: ${JSON.stringify(requirement.verdict)}`, `claimed_by_plans: ${flow(requirement.claimedBy)}`, `completed_by_plans: ${flow(requirement.completedBy)}`]),
    ...(requirement?.verification === undefined ? [] : [`verification_status: ${JSON.stringify(requirement.verification)}`]),
    ...(requirement?.evidence === undefined ? [] : [`evidence: ${JSON.stringify(requirement.evidence)}`]),
    `text: ${JSON.stringify(text)}`,
  ];
}

function listOf(key: string, items: readonly (readonly string[])[]): string[] {
  return items.length === 0 ? [`  ${key}: []`] : [`  ${key}:`, ...block(items, "    ")];
}

function block(items: readonly (readonly string[])[], indent: string): string[] {
  return items.flatMap((lines) => lines.map((line, index) => `${indent}${index === 0 ? "- " : "  "}${line}`));
}

function flow(items: readonly string[]): string {
  return `[${items.map((item) => JSON.stringify(item)).join(", ")}]`;
}

function list(items: readonly string[]): string[] {
  return items.length === 0 ? ["None."] : items.map((item) => `- ${item}`);
}

function table(title: string, rows: readonly MilestoneAuditRow[]): string[] {
  if (rows.length === 0) return ["None."];
  return [`| ${title} | Status | Evidence |`, "|---|---|---|", ...rows.map(({ subject, status, evidence }) => `| ${[subject, status, evidence].map(cell).join(" | ")} |`)];
}

/** A pipe behind an odd number of backslashes would be free. */
function cell(text: string): string {
  return oneLine(text).replace(/(\\*)\|/g, "$1$1\\|");
}

/** On one line, and nothing at its start that Markdown takes for a heading, a list or a fence when it stands behind a bullet. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
