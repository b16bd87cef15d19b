import { parseVersion, versionsIn, type MilestoneVersion } from "../ids/version.js";
import type { Problem } from "../problem.js";
import { readDeepFrontMatter } from "./deep-front-matter.js";
import { frontMatterFindings, textOf } from "./front-matter-text.js";
import { type Finding, placeFindings, quote } from "./problems.js";
import { isMap, listItems, scalarText, scalarTexts, type YamlMap } from "./yaml-value.js";

/** What the audit of a milestone came to. */
export type MilestoneAuditStatus = "passed" | "gaps_found" | "tech_debt" | "unknown";

/** One gap of a milestone. */
export interface MilestoneGap {
  /** The id of the requirement; else `integration-1`, `flow-1` and so on, in the order of the file. */
  readonly id: string;
  readonly kind: "requirement" | "integration" | "flow";
  /** The phase that it belongs to, as it is written. */
  readonly phase: string | undefined;
  /** What is wrong, in one sentence. */
  readonly text: string;
}

/** Work that was put off in a phase. */
export interface TechDebt {
  readonly phase: string;
  readonly items: readonly string[];
}

/** A milestone's `MILESTONE-AUDIT.md`. */
export interface MilestoneAudit {
  readonly path: string;
  readonly milestone: MilestoneVersion | undefined;
  readonly audited: string | undefined;
  readonly status: MilestoneAuditStatus;
  /** By name, as they are written: `requirements: 5/6`. */
  readonly scores: Readonly<Record<string, string>>;
  readonly gaps: readonly MilestoneGap[];
  readonly techDebt: readonly TechDebt[];
  readonly problems: readonly Problem[];
}

/** Reads the audit of a milestone; only its front matter counts. (formats.md 15) */
export function readMilestoneAudit(source: string, path: string): MilestoneAudit {
  const { light, values, problems } = readDeepFrontMatter(source, path);
  const findings = frontMatterFindings(source, light);
  const text = textOf(light, "status");
  const status = statusOf(text);
  const offset = light.entries.get("status")?.rest.start;
  const message = text === undefined ? "The audit has no status in its front matter." : `The status ${quote(text)} is none that DGS knows, and never counts as passed.`;
  if (status === "unknown") findings.push({ code: "milestone-audit-status-unknown", offset, message, remedy: "Write status: passed, gaps_found or tech_debt." });
  const gaps = readGaps(isMap(values["gaps"]) ? values["gaps"] : { requirements: values["gaps"] });
  if (status === "gaps_found" && gaps.length === 0) findings.push(gapsUnread(offset));
  const milestone = textOf(light, "milestone");
  return {
    ...{ path, milestone: milestone === undefined ? undefined : (parseVersion(milestone) ?? versionsIn(milestone)[0]), audited: textOf(light, "audited"), status, gaps },
    scores: isMap(values["scores"]) ? Object.fromEntries(Object.entries(values["scores"]).flatMap(([key, value]) => (scalarText(value) === undefined ? [] : [[key, scalarText(value) ?? ""]]))) : {},
    techDebt: listItems(values["tech_debt"]).flatMap(readDebt),
    problems: [...problems, ...placeFindings(path, source, findings)],
  };
}

function statusOf(text: string | undefined): MilestoneAuditStatus {
  const word = text?.toLowerCase();
  return word === "passed" || word === "gaps_found" || word === "tech_debt" ? word : "unknown";
}

function gapsUnread(offset: number | undefined): Finding {
  return { code: "milestone-audit-gaps-unread", offset, message: "The audit found gaps and does not say which.", remedy: "List them below gaps: in the front matter, as requirements, integration and flows." };
}

function readGaps(map: YamlMap): MilestoneGap[] {
  const kinds = [["requirement", map["requirements"]], ["integration", map["integration"] ?? map["integrations"]], ["flow", map["flows"]]] as const;
  return kinds.flatMap(([kind, items]) => listItems(items).flatMap((item, index) => readGap(kind, item, index + 1)));
}

/** The texts of a map are joined, whatever their keys: each agent names them as it likes. */
function readGap(kind: MilestoneGap["kind"], item: unknown, number: number): MilestoneGap[] {
  if (!isMap(item)) {
    const text = scalarText(item);
    return text === undefined ? [] : [{ id: kind === "requirement" ? (/^[A-Z][A-Z0-9_-]*-\d+\b/.exec(text)?.[0] ?? `${kind}-${String(number)}`) : `${kind}-${String(number)}`, kind, phase: undefined, text }];
  }
  const { id, phase, phases, status, ...rest } = item;
  const text = scalarText(rest["text"]) ?? scalarText(rest["evidence"]) ?? scalarText(rest["issue"]) ?? scalarText(rest["description"]) ?? scalarText(rest["truth"]);
  const joined = Object.entries(rest).flatMap(([key, value]) => (scalarTexts(value).length === 0 ? [] : [`${key}: ${scalarTexts(value).join(", ")}`])).join("; ");
  const said = text ?? (joined === "" ? scalarText(status) : joined);
  if (said === undefined && scalarText(id) === undefined) return [];
  return [{ id: scalarText(id) ?? `${kind}-${String(number)}`, kind, phase: scalarText(phase) ?? scalarTexts(phases)[0], text: said ?? scalarText(id) ?? "" }];
}

function readDebt(item: unknown): TechDebt[] {
  if (!isMap(item)) {
    const text = scalarText(item);
    return text === undefined ? [] : [{ phase: "", items: [text] }];
  }
  return [{ phase: scalarText(item["phase"]) ?? "", items: scalarTexts(item["items"]) }];
}
