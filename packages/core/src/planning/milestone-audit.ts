import { parseVersion, versionsIn, type MilestoneVersion } from "../ids/version.js";
import type { Problem } from "../problem.js";
import { readDeepFrontMatter } from "./deep-front-matter.js";
import { frontMatterFindings, textOf } from "./front-matter-text.js";
import { type Finding, placeFindings, quote } from "./problems.js";
import { isMap, listItems, scalarText, scalarTexts, type YamlMap } from "./yaml-value.js";

/** What the audit of a milestone came to. `human_needed`: no gap was found, and something waits for a person; it never counts as passed. */
export type MilestoneAuditStatus = "passed" | "gaps_found" | "human_needed" | "tech_debt" | "unknown";

/** How urgent a gap is; one that does not say is a `must`. */
export type GapPriority = "must" | "should" | "nice";

/** What an audit knows of a requirement that it found not satisfied. */
export interface RequirementGap {
  /** `unsatisfied`, `partial` or `orphaned`, as it is written. */
  readonly verdict: string;
  readonly claimedBy: readonly string[];
  readonly completedBy: readonly string[];
  readonly verification: string | undefined;
  readonly evidence: string | undefined;
}

/** One gap of a milestone. */
export interface MilestoneGap {
  /** The id of the requirement; else `integration-1`, `flow-1` and so on, in the order of the file. */
  readonly id: string;
  readonly kind: "requirement" | "integration" | "flow";
  /** The phase that it belongs to, as it is written. */
  readonly phase: string | undefined;
  /** What is wrong, in one sentence. */
  readonly text: string;
  /** Absent where the file does not say. */
  readonly priority?: GapPriority;
  /** Absent where the gap is no requirement's, or the file gives no verdict. */
  readonly requirement?: RequirementGap;
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
  /** The commit of each repo that was looked at, by its name; empty where the file does not say. */
  readonly heads: Readonly<Record<string, string>>;
  /** By name, as they are written: `requirements: 5/6`. */
  readonly scores: Readonly<Record<string, string>>;
  readonly gaps: readonly MilestoneGap[];
  readonly techDebt: readonly TechDebt[];
  /** What waits for a person, one sentence each. */
  readonly humanNeeded: readonly string[];
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
  if (status === "unknown") findings.push({ code: "milestone-audit-status-unknown", offset, message, remedy: "Write status: passed, gaps_found, human_needed or tech_debt." });
  const gaps = readGaps(isMap(values["gaps"]) ? values["gaps"] : { requirements: values["gaps"] });
  if (status === "gaps_found" && gaps.length === 0) findings.push(gapsUnread(offset));
  const milestone = textOf(light, "milestone");
  return {
    ...{ path, milestone: milestone === undefined ? undefined : (parseVersion(milestone) ?? versionsIn(milestone)[0]), audited: textOf(light, "audited"), status, gaps },
    heads: textsOf(values["heads"]),
    scores: textsOf(values["scores"]),
    techDebt: listItems(values["tech_debt"]).flatMap(readDebt),
    humanNeeded: scalarTexts(values["human_needed"]),
    problems: [...problems, ...placeFindings(path, source, findings)],
  };
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  return isMap(value) ? Object.fromEntries(Object.entries(value).flatMap(([key, each]) => (scalarText(each) === undefined ? [] : [[key, scalarText(each) ?? ""]]))) : {};
}

function statusOf(text: string | undefined): MilestoneAuditStatus {
  const word = text?.toLowerCase();
  return word === "passed" || word === "gaps_found" || word === "human_needed" || word === "tech_debt" ? word : "unknown";
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
  const { id, phase, phases, status, priority, ...rest } = item;
  const text = scalarText(rest["text"]) ?? scalarText(rest["evidence"]) ?? scalarText(rest["issue"]) ?? scalarText(rest["description"]) ?? scalarText(rest["truth"]);
  const joined = Object.entries(rest).flatMap(([key, value]) => (scalarTexts(value).length === 0 ? [] : [`${key}: ${scalarTexts(value).join(", ")}`])).join("; ");
  const said = text ?? (joined === "" ? scalarText(status) : joined);
  if (said === undefined && scalarText(id) === undefined) return [];
  const urgency = (["must", "should", "nice"] as const).find((each) => scalarText(priority)?.toLowerCase().startsWith(each));
  const requirement = kind === "requirement" ? readRequirement(item) : undefined;
  return [
    {
      ...{ id: scalarText(id) ?? `${kind}-${String(number)}`, kind, phase: scalarText(phase) ?? scalarTexts(phases)[0], text: said ?? scalarText(id) ?? "" },
      ...(urgency === undefined ? {} : { priority: urgency }),
      ...(requirement === undefined ? {} : { requirement }),
    },
  ];
}

function readRequirement(item: YamlMap): RequirementGap | undefined {
  const verdict = scalarText(item["status"]);
  if (verdict === undefined) return undefined;
  return { verdict, claimedBy: scalarTexts(item["claimed_by_plans"]), completedBy: scalarTexts(item["completed_by_plans"]), verification: scalarText(item["verification_status"]), evidence: scalarText(item["evidence"]) };
}

function readDebt(item: unknown): TechDebt[] {
  if (!isMap(item)) {
    const text = scalarText(item);
    return text === undefined ? [] : [{ phase: "", items: [text] }];
  }
  return [{ phase: scalarText(item["phase"]) ?? "", items: scalarTexts(item["items"]) }];
}
