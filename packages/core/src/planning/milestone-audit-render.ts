import type { MilestoneVersion } from "../ids/version.js";
import type { MilestoneAuditStatus, MilestoneGap, TechDebt } from "./milestone-audit.js";

/** A row of an audit's table. */
export interface MilestoneAuditRow {
  /** The phase, requirement, or way through the product. */
  readonly subject: string;
  readonly status: string;
  readonly evidence: string;
}

/** An audit of a milestone that is not there yet. */
export interface NewMilestoneAudit {
  readonly milestone: MilestoneVersion;
  /** ISO 8601. */
  readonly audited: string;
  readonly status: Exclude<MilestoneAuditStatus, "unknown">;
  /** By name: `requirements: 5/6`. */
  readonly scores: Readonly<Record<string, string>>;
  readonly gaps: readonly MilestoneGap[];
  readonly techDebt: readonly TechDebt[];
  readonly phases: readonly MilestoneAuditRow[];
  readonly requirements: readonly MilestoneAuditRow[];
}

/** Returns the text of a new milestone audit: all facts in the front matter, the same for people below. */
export function renderMilestoneAudit({ milestone, audited, status, scores, gaps, techDebt, phases, requirements }: NewMilestoneAudit): string {
  const gapLines = ([["requirements", "requirement"], ["integration", "integration"], ["flows", "flow"]] as const).flatMap(([key, kind]) => listOf(`  ${key}`, gaps.filter((gap) => gap.kind === kind).map(renderGap), "    "));
  const debts = techDebt.map((debt) => [`phase: ${JSON.stringify(debt.phase)}`, `items: [${debt.items.map((item) => JSON.stringify(item)).join(", ")}]`]);
  const front = ["---", `milestone: ${milestone}`, `audited: ${audited}`, `status: ${status}`, "scores:", ...Object.entries(scores).map(([key, score]) => `  ${key}: ${JSON.stringify(score)}`), "gaps:", ...gapLines, ...listOf("tech_debt", debts, "  "), "---"];
  const list = gaps.length === 0 ? ["None."] : gaps.map(({ id, phase, text }) => `- **${oneLine(id)}**${phase === undefined ? "" : ` (phase ${oneLine(phase)})`}: ${oneLine(text)}`);
  return [...front, "", `# Audit of milestone ${milestone}`, "", ...table("Phase", phases), ...table("Requirement", requirements), "## Gaps", "", ...list, ""].join("\n");
}

function renderGap({ id, phase, text }: MilestoneGap): string[] {
  return [`id: ${JSON.stringify(id)}`, ...(phase === undefined ? [] : [`phase: ${JSON.stringify(phase)}`]), `text: ${JSON.stringify(text)}`];
}

function listOf(key: string, items: readonly (readonly string[])[], indent: string): string[] {
  if (items.length === 0) return [`${key}: []`];
  return [`${key}:`, ...items.flatMap((lines) => lines.map((line, index) => `${indent}${index === 0 ? "- " : "  "}${line}`))];
}

function table(title: string, rows: readonly MilestoneAuditRow[]): string[] {
  if (rows.length === 0) return [];
  return [`| ${title} | Status | Evidence |`, "|---|---|---|", ...rows.map(({ subject, status, evidence }) => `| ${[subject, status, evidence].map(cell).join(" | ")} |`), ""];
}

/** A pipe behind an odd number of backslashes would be free. */
function cell(text: string): string {
  return oneLine(text).replace(/(\\*)\|/g, "$1$1\\|");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
