import { parsePlanId, type PlanId } from "../ids/plan-id.js";
import { outlineOf } from "../markdown/outline-of.js";
import type { Outline } from "../markdown/outline.js";
import { cellText, columnOf } from "../markdown/table.js";
import type { Problem } from "../problem.js";
import { readDeepFrontMatter } from "./deep-front-matter.js";
import { frontMatterFindings, textOf, textsOf } from "./front-matter-text.js";
import { parseVerificationStatus, type VerificationStatus } from "./head-facts.js";
import { type HumanCheck, readHumanChecks } from "./human-checks.js";
import { type Finding, placeFindings, quote } from "./problems.js";
import { isMap, listItems, scalarText, scalarTexts, type YamlMap } from "./yaml-value.js";

/** One thing that a verification found missing or wrong. */
export interface VerificationGap {
  readonly truth: string;
  /** `failed` or `partial`, as it is written. */
  readonly status: string | undefined;
  readonly reason: string | undefined;
  readonly artifacts: readonly { readonly path: string; readonly issue: string | undefined }[];
  readonly missing: readonly string[];
}

/** A phase's `VERIFICATION.md`. */
export interface Verification {
  readonly path: string;
  /** From the front matter alone: what the text says is prose. */
  readonly status: VerificationStatus;
  readonly statusText: string | undefined;
  readonly phaseText: string | undefined;
  /** When it was made, as it is written. */
  readonly verified: string | undefined;
  readonly score: string | undefined;
  readonly gaps: readonly VerificationGap[];
  readonly human: readonly HumanCheck[];
  /** The plans that the verification looked at, where it says so (`verified_plans`). */
  readonly verifiedPlans: readonly PlanId[] | undefined;
  readonly problems: readonly Problem[];
}

/** Reads a verification. Gaps and human items count from the front matter; where it has none, from the text. */
export function readVerification(source: string, path: string): Verification {
  const { light, values, problems } = readDeepFrontMatter(source, path);
  const findings = frontMatterFindings(source, light);
  const statusText = textOf(light, "status");
  const status = parseVerificationStatus(statusText);
  if (status === "unknown") findings.push(unknownStatus(statusText, light.entries.get("status")?.rest.start));
  const outline = outlineOf(source);
  const listed = listItems(values["gaps"]).flatMap(readGap);
  const gaps = listed.length === 0 && status === "gaps_found" ? failedTruths(source, outline) : listed;
  if (gaps.length === 0 && status === "gaps_found") findings.push({ code: "verification-gaps-unread", offset: light.entries.get("status")?.rest.start, message: "The verification found gaps and does not say which.", remedy: "List them below gaps: in the front matter, each with truth, status and reason." });
  const human = listItems(values["human_verification"]).flatMap(readHumanItem);
  const verifiedPlans = textsOf(light, findings, "verified_plans")?.flatMap(({ text, range }) => {
    const id = parsePlanId(text);
    if (id === undefined) findings.push({ code: "verification-plan-unread", offset: range.start, message: `${quote(text)} is no id of a plan.`, remedy: "Write it like 05-01." });
    return id ?? [];
  });
  return {
    ...{ path, status, statusText, phaseText: textOf(light, "phase"), verified: textOf(light, "verified"), score: textOf(light, "score"), gaps, verifiedPlans },
    human: human.length > 0 ? human : readHumanChecks(source, outline),
    problems: [...problems, ...placeFindings(path, source, findings)],
  };
}

function unknownStatus(text: string | undefined, offset: number | undefined): Finding {
  const message = text === undefined ? "The verification has no status in its front matter." : `The status ${quote(text)} is none that DGS knows, and never counts as passed.`;
  return { code: "verification-status-unknown", offset, message, remedy: "Write status: passed, gaps_found or human_needed." };
}

function readGap(item: unknown): VerificationGap[] {
  if (!isMap(item)) {
    const truth = scalarText(item);
    return truth === undefined ? [] : [{ truth, status: undefined, reason: undefined, artifacts: [], missing: [] }];
  }
  const truth = scalarText(item["truth"]) ?? scalarText(item["gap"]) ?? scalarText(item["reason"]) ?? JSON.stringify(item);
  return [{ truth, status: scalarText(item["status"]), reason: scalarText(item["reason"]), artifacts: listItems(item["artifacts"]).flatMap(readGapArtifact), missing: scalarTexts(item["missing"]) }];
}

function readGapArtifact(item: unknown): VerificationGap["artifacts"] {
  const path = isMap(item) ? scalarText(item["path"]) : scalarText(item);
  return path === undefined ? [] : [{ path, issue: isMap(item) ? scalarText(item["issue"]) : undefined }];
}

function readHumanItem(item: unknown): HumanCheck[] {
  const map: YamlMap = isMap(item) ? item : { test: item };
  const test = scalarText(map["test"]) ?? scalarText(map["name"]);
  return test === undefined ? [] : [{ test, expected: scalarText(map["expected"]), why: scalarText(map["why_human"]) ?? scalarText(map["why"]) }];
}

/** The rows of a table of truths that did not hold. */
function failedTruths(source: string, outline: Outline): VerificationGap[] {
  return outline.tables.flatMap((table) => {
    const [truth, status, evidence] = [columnOf(source, table, "Truth"), columnOf(source, table, "Status"), columnOf(source, table, "Evidence")];
    if (truth === undefined || status === undefined) return [];
    return table.rows.flatMap(({ cells }): VerificationGap[] => {
      const [text, word, reason] = [truth, status, evidence].map((column) => (column === undefined || cells[column] === undefined ? "" : cellText(source, cells[column])));
      if (text === undefined || word === undefined || !/✗|❌|\b(?:FAILED|PARTIAL|MISSING|STUB)\b/i.test(word)) return [];
      return [{ truth: text, status: /partial/i.test(word) ? "partial" : "failed", reason: reason === "" ? undefined : reason, artifacts: [], missing: [] }];
    });
  });
}
