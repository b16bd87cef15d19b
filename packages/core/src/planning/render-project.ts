import { escapeLine } from "../markdown/escape-line.js";
import { escapeParagraphs, escapeStart } from "../markdown/escape-paragraphs.js";
import { tableRow } from "../markdown/table.js";
import type { NewRequirement, ProjectIdea } from "./project-idea.js";

/** Renders `PROJECT.md`. (formats.md 1) */
export function renderProject(idea: ProjectIdea): string {
  const { name, what, coreValue, requirements, outOfScope, constraints, context, decisions } = idea;
  return [
    `# ${titleOf(name)}`,
    ...part("What This Is", escapeParagraphs(what)),
    ...part("Core Value", escapeParagraphs(coreValue)),
    ...part("Requirements", `What the first version must do, ${count(requirements)}; REQUIREMENTS.md has all of them with their phases.`),
    ...bullets("Active", requirements.map(({ id, text }) => `**${id}**: ${escapeLine(text, "inside")}`)),
    ...bullets("Out of Scope", outOfScope.map(({ what: left, why }) => escapeStart(`${escapeLine(left, "inside")}${why === "" ? "" : ` (${escapeLine(why, "inside")})`}`))),
    ...part("Constraints", list(constraints.map((line) => escapeLine(line, "inside")))),
    ...part("Context", context.trim() === "" ? "None." : escapeParagraphs(context)),
    ...part("Key Decisions", [tableRow(["Decision", "Rationale", "Outcome"]), "|----------|-----------|---------|", ...decisions.map(({ decision, why }) => tableRow([escapeLine(decision, "inside"), escapeLine(why, "inside"), "Pending"]))].join("\n")),
    "",
  ].join("\n");
}

/** Renders `REQUIREMENTS.md`: v1 with boxes and by category, v2 without, what is out of scope, and the table of traceability. (formats.md 11) */
export function renderRequirements({ name, coreValue, requirements, later, outOfScope }: Pick<ProjectIdea, "name" | "coreValue" | "requirements" | "later" | "outOfScope">): string {
  return [
    `# Requirements: ${titleOf(name)}`,
    "",
    `**Core Value:** ${escapeLine(coreValue, "inside")}`,
    "",
    "## v1 Requirements",
    ...byCategory(requirements, "- [ ] "),
    "",
    "## v2 Requirements",
    ...(later.length === 0 ? ["", "None yet."] : byCategory(later, "- ")),
    "",
    "## Out of Scope",
    "",
    tableRow(["Feature", "Reason"]),
    "|---------|--------|",
    ...outOfScope.map(({ what, why }) => tableRow([escapeLine(what, "inside"), escapeLine(why, "inside")])),
    "",
    "## Traceability",
    "",
    tableRow(["Requirement", "Phase", "Status"]),
    "|-------------|-------|--------|",
    ...requirements.map(({ id }) => tableRow([id, "TBD", "Pending"])),
    "",
  ].join("\n");
}

/** Renders one requirement as a bullet with its box, as a new milestone adds it. */
function renderRequirement({ id, text }: NewRequirement, bullet: string): string {
  return `${bullet}**${id}**: ${escapeLine(text, "inside")}`;
}

/** Renders requirements below a heading for each category, with a blank line before each part. */
export function byCategory(requirements: readonly NewRequirement[], bullet: string): readonly string[] {
  const categories = [...new Set(requirements.map(({ category }) => category))];
  return categories.flatMap((category) => ["", `### ${categoryTitle(category)}`, "", ...requirements.filter((each) => each.category === category).map((each) => renderRequirement(each, bullet))]);
}

/** A heading that begins with an id would define a requirement. */
function categoryTitle(category: string): string {
  const title = titleOf(category);
  return /^\W*[A-Z][A-Z0-9]*(?:[-_][A-Z0-9]+)*-\d/i.test(title) || title === "" ? `Category ${title}`.trim() : title;
}

/** A heading has no closing hash that is part of its text. */
function titleOf(text: string): string {
  return escapeStart(escapeLine(text, "inside")).replace(/(^|\s)(#+)$/, "$1\\$2");
}

function part(title: string, text: string): readonly string[] {
  return ["", `## ${title}`, "", text];
}

function bullets(title: string, entries: readonly string[]): readonly string[] {
  return ["", `### ${title}`, "", list(entries)];
}

function list(entries: readonly string[]): string {
  return entries.length === 0 ? "None." : entries.map((entry) => `- ${escapeStart(entry)}`).join("\n");
}

function count(requirements: readonly unknown[]): string {
  return `${String(requirements.length)} ${requirements.length === 1 ? "requirement" : "requirements"}`;
}
