import { readField } from "../markdown/field.js";
import { type FrontMatter, readFrontMatter } from "../markdown/front-matter.js";
import { entryOf, frontMatterFindings, textOf, textsOf } from "./front-matter-text.js";
import { outlineOf } from "../markdown/outline-of.js";
import type { Outline } from "../markdown/outline.js";
import { findHeading, sectionBody } from "../markdown/section.js";
import type { PlanId } from "../ids/plan-id.js";
import type { Problem } from "../problem.js";
import { linesOf } from "../text/lines.js";
import { readDeepFrontMatter } from "./deep-front-matter.js";
import { type CoveredDeliverable, readCoverage } from "./summary-coverage.js";
import { headStatus, judgeSummary, type SummaryVerdict } from "./head-facts.js";
import { planIdOfPath, planIdOfTexts } from "./plan-number.js";
import type { PlanningProblemCode } from "./problem-codes.js";
import { pathProblem, placeFindings } from "./problems.js";
import { isMap, listItems, scalarText } from "./yaml-value.js";

/** A plan's `SUMMARY.md`: what an agent says it did. */
export interface Summary {
  readonly path: string;
  /** What the front matter says; the file's name may say another. */
  readonly plan: PlanId | undefined;
  /** `status:` in small letters. */
  readonly status: string | undefined;
  readonly verdict: SummaryVerdict;
  readonly oneLiner: string | undefined;
  readonly keyFiles: { readonly created: readonly string[]; readonly modified: readonly string[] };
  readonly requirementsCompleted: readonly string[];
  /** The self-check says that something is missing. */
  readonly selfCheckFailed: boolean;
  /** The text of the section on deviations from the plan, also where it says that there were none. */
  readonly deviations: string | undefined;
  /** The items of the list of what was accomplished, in plain words; of nested lists the outer items. */
  readonly accomplishments: readonly string[];
  /** What the front matter accounts for, deliverable by deliverable; empty where it does not. */
  readonly coverage: readonly CoveredDeliverable[];
  /** The text of the section on issues that were met, also where it says that there were none. */
  readonly issues: string | undefined;
  readonly problems: readonly Problem[];
}

/** Reads a summary, in the spellings of formats.md 9. */
export function readSummary(source: string, path: string): Summary {
  const { light, values, problems } = readDeepFrontMatter(source, path);
  const findings = frontMatterFindings(source, light);
  const outline = outlineOf(source);
  const plan = planIdOfTexts(textOf(light, "phase"), textOf(light, "plan"));
  const named = planIdOfPath(path);
  if (plan !== undefined && named !== undefined && plan.toUpperCase() !== named.toUpperCase()) {
    findings.push({ code: "plan-id-differs", offset: light.entries.get("plan")?.keyRange.start, message: `The front matter says plan ${plan}, and the file's name ${named}; the name counts.`, remedy: "Correct phase and plan." });
  }
  const status = headStatus(source);
  return {
    path,
    plan,
    status: status === "" ? undefined : status,
    verdict: judgeSummary(source),
    oneLiner: oneLinerOf(source, light, outline),
    keyFiles: readKeyFiles(values[entryOf(light, "key-files", "key_files")?.key ?? ""]),
    requirementsCompleted: (textsOf(light, findings, "requirements-completed", "requirements_completed") ?? []).map(({ text }) => text),
    selfCheckFailed: hasFailedSelfCheck(source, outline),
    deviations: sectionText(source, outline, /^deviations?\b/i),
    accomplishments: readAccomplishments(source, outline),
    coverage: readCoverage(values[entryOf(light, "coverage")?.key ?? ""]),
    issues: sectionText(source, outline, /^(?:issues?|problems?)\b/i),
    problems: [...problems, ...placeFindings(path, source, findings)],
  };
}

/** Returns what an agent is told about the summary that it left: nothing for one that may be taken in. */
export function checkSummary(summary: Summary, expected: PlanId): readonly Problem[] {
  const { path, plan, verdict } = summary;
  const problem = (code: PlanningProblemCode, message: string, remedy: string): Problem => pathProblem(path, code, message, remedy);
  if (verdict === "empty" || verdict === "unreadable" || verdict === "missing") return [problem("summary-empty", "The summary is empty.", `Write what was done for plan ${expected}.`)];
  return [
    ...(plan === undefined ? [problem("summary-plan-missing", "The front matter does not say which plan this is.", `Start the file with front matter that holds phase and plan of ${expected}.`)] : []),
    ...(plan !== undefined && plan.toUpperCase() !== expected.toUpperCase() ? [problem("summary-of-another-plan", `The front matter says plan ${plan}, and the plan was ${expected}.`, "Correct phase and plan, or leave the summary of the right plan.")] : []),
    ...(verdict === "template" ? [problem("summary-template", "The summary still holds text of its template.", "Replace every \"To be filled\" by what was done.")] : []),
    ...(verdict === "halted" ? [problem("summary-halted", `The summary says that its plan is ${summary.status ?? "not finished"}.`, "Finish the plan, then write status: complete; or say what has to be decided first.")] : []),
    ...(summary.selfCheckFailed ? [problem("summary-self-check-failed", "The self-check of the summary failed.", "Mend what it lists as missing, then check again.")] : []),
    ...summary.problems.filter(({ severity }) => severity === "error"),
  ];
}

/** `**One-liner:** text`, a section of that name, or the bold text right below the title. */
/** Reads the one line of a summary and nothing else: of thousands the rest is not wanted. */
export function readSummaryLine(source: string): string | undefined {
  return oneLinerOf(source, readFrontMatter(source), outlineOf(source));
}

function oneLinerOf(source: string, light: FrontMatter, outline: Outline): string | undefined {
  return textOf(light, "one-liner", "one_liner") ?? readOneLiner(source, outline);
}

function readOneLiner(source: string, outline: Outline): string | undefined {
  const title = outline.headings.find(({ level }) => level === 1) ?? outline.headings[0];
  const body = { start: title?.range.end ?? outline.frontMatter?.end ?? 0, end: outline.headings.find(({ range }) => range.start > (title?.range.start ?? 0))?.range.start ?? source.length };
  const lines = linesOf(source, body.start, body.end).filter((line) => source.slice(line.start, line.end).trim() !== "");
  const fields = lines.flatMap((line) => readField(source, line) ?? []);
  const field = fields.find(({ keyText, plain }) => !plain && /^one-?liner$/i.test(keyText));
  const named = field === undefined ? "" : source.slice(field.value.start, field.value.end);
  if (named !== "") return named;
  const first = lines[0];
  const bold = first === undefined ? null : /^\*\*(?!\s)(.+?)\*\*$/.exec(source.slice(first.start, first.end).trim());
  if (bold?.[1] !== undefined && !bold[1].endsWith(":")) return bold[1].trim();
  return sectionText(source, outline, /^one-?liner$/i)?.split(/\n[ \t]*\n/)[0]?.replace(/\s*\n\s*/g, " ");
}

function readAccomplishments(source: string, outline: Outline): string[] {
  const heading = findHeading(outline, source, (text) => /^(?:key )?(?:accomplishments?|what was built|deliverables?)\b/i.test(text.replace(/[*_`]/g, "").trim()));
  if (heading === undefined) return [];
  const body = sectionBody(source, outline, heading);
  const items = outline.items.filter(({ depth, bullet }) => depth === 0 && bullet.start >= body.start && bullet.start < body.end);
  return items.map(({ content }) => source.slice(content.start, content.end).replace(/\*\*|__/g, "").replace(/\s*\n\s*/g, " ").trim()).filter((text) => text !== "");
}

function sectionText(source: string, outline: Outline, title: RegExp): string | undefined {
  const heading = findHeading(outline, source, (text) => title.test(text.replace(/[*_`]/g, "").trim()));
  if (heading === undefined) return undefined;
  const body = sectionBody(source, outline, heading);
  const text = source.slice(body.start, body.end).replaceAll("\r\n", "\n").trim();
  return text === "" ? undefined : text;
}

/** `## Self-Check: FAILED`, or the word at the start of the section. A line about one item that failed is none. */
function hasFailedSelfCheck(source: string, outline: Outline): boolean {
  const titles = outline.headings.map(({ text }) => source.slice(text.start, text.end)).filter((title) => /^\W*self[- ]check\b/i.test(title));
  if (titles.some((title) => /\bfailed\b/i.test(title))) return true;
  return /^\W*(?:(?:result|status)\W+)?failed\b/i.test(sectionText(source, outline, /^\W*self[- ]check\W*$/i) ?? "");
}

/** Files are listed as texts, with a remark behind them, or as maps. */
function readKeyFiles(value: unknown): Summary["keyFiles"] {
  if (!isMap(value)) return { created: [], modified: listItems(value).flatMap(readFile) };
  return { created: listItems(value["created"]).flatMap(readFile), modified: listItems(value["modified"]).flatMap(readFile) };
}

function readFile(item: unknown): string[] {
  const text = isMap(item) ? (scalarText(item["path"]) ?? Object.keys(item)[0]) : scalarText(item);
  const path = text?.replace(/^`+|`+$/g, "").split(/`?(?:\s+[-–—(]|:\s)/)[0]?.trim() ?? "";
  return path === "" ? [] : [path];
}

