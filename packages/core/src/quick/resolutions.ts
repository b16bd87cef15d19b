import { oneLine } from "../checklist/one-line.js";
import { joinPath, type PlanningPath } from "../ids/planning-path.js";
import type { Sha } from "../ids/sha.js";
import { readFields, type Field } from "../markdown/field.js";
import { fieldEdit } from "../markdown/field.js";
import { scanOutline } from "../markdown/scan-outline.js";
import { sectionBody, sectionOf } from "../markdown/section.js";
import type { ProjectFolder } from "../planning/layout.js";
import type { TextEdit } from "../text/edit.js";
import { lineEndingOf } from "../text/lines.js";
import type { Range } from "../text/range.js";

/** How an agent resolved the conflict of one commit. (Deliverable: what was resolved how goes into RESOLUTIONS.md) */
export interface Resolution {
  /** ISO 8601. */
  readonly at: string;
  /** The file of the quick, or of the plan. */
  readonly of: PlanningPath;
  /** Its short name, for the heading. */
  readonly name: string;
  readonly repo: string;
  readonly files: readonly string[];
  /** The commit that did not apply. */
  readonly commit: Sha;
  readonly subject: string;
  /** What it was put on. */
  readonly onto: Sha;
  /** What the agent says that it did; nobody has checked it. */
  readonly words: string;
}

/** Whose resolutions are meant; without a commit, all of the quick's or the plan's in the repo whose gate has not run. */
export interface ResolutionKey {
  readonly of: PlanningPath;
  readonly repo: string;
  readonly commit?: Sha;
  readonly onto?: Sha;
}

const NOT_RUN = "not run yet";

/** Where the resolutions of a project are written down. */
export function resolutionsPath(project: ProjectFolder): PlanningPath {
  return joinPath(project, "RESOLUTIONS.md");
}

/** A new RESOLUTIONS.md, to which sections are appended. */
export const RESOLUTIONS_HEAD = "# Resolutions\n\nConflicts that an agent resolved. Its words are quoted as it said them; the gate is what DGS ran.\n";

/** Returns the edits that write a resolution down; one of the same commit onto the same commit is replaced, so that it stands there once. */
export function resolutionEdits(source: string, resolution: Resolution): readonly TextEdit[] {
  const ending = lineEndingOf(source);
  const text = renderResolution(resolution).replaceAll("\n", ending);
  const [there] = findSections(source, resolution).filter((section) => section.open);
  if (there !== undefined) return [{ ...there.range, text: `${text}${there.range.end === source.length ? "" : ending}` }];
  const gap = source === "" || /(?:\r?\n){2}$/.test(source) ? "" : /\n$/.test(source) ? ending : `${ending}${ending}`;
  return [{ start: source.length, end: source.length, text: `${gap}${text}` }];
}

/** Returns the edits that say how the gate ended, in the resolutions that wait for it. */
export function gateResultEdits(source: string, key: ResolutionKey, result: string): readonly TextEdit[] {
  return findSections(source, key).flatMap(({ open, gate }) => (open && gate !== undefined ? [fieldEdit(gate, oneLine(result))] : []));
}

/** Returns the edits that take resolutions out that wait for a gate: they were written down, and then not taken. */
export function withdrawResolutionEdits(source: string, key: ResolutionKey): readonly TextEdit[] {
  return findSections(source, key).flatMap(({ open, range }) => (open ? [{ ...range, text: "" }] : []));
}

/** Whether a resolution that waits for its gate stands there. */
export function hasOpenResolution(source: string, key: ResolutionKey): boolean {
  return findSections(source, key).some(({ open }) => open);
}

function renderResolution(resolution: Resolution): string {
  const words = resolution.words.replace(/\r\n?/g, "\n").trim().split("\n").map((line) => `> ${plain(line)}`.trimEnd());
  return [
    `## ${resolution.at.slice(0, 10)} ${resolution.repo} ${resolution.name}`,
    "",
    `- **${kindOf(resolution.of)}:** ${resolution.of}`,
    `- **Repo:** ${resolution.repo}`,
    `- **Resolved:** ${resolution.at}`,
    `- **Commit:** ${resolution.commit}`,
    `- **Onto:** ${resolution.onto}`,
    `- **Subject:** ${oneLine(resolution.subject)}`,
    `- **Files:** ${plain(JSON.stringify(resolution.files))}`,
    `- **Gate:** ${NOT_RUN}`,
    "",
    "The agent says (its own words, not checked):",
    "",
    ...words,
    "",
  ].join("\n");
}

function kindOf(path: PlanningPath): "Plan" | "Quick" {
  return path.endsWith("-PLAN.md") ? "Plan" : "Quick";
}

/** Characters that a terminal or a reader of lines would act on become escapes. */
function plain(text: string): string {
  return text.replace(/\p{Cc}|[\u2028\u2029\ufeff]/gu, (character) => (character === "\t" ? " " : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`));
}

interface FoundSection {
  readonly range: Range;
  readonly gate: Field | undefined;
  /** Whether its gate has not run yet. */
  readonly open: boolean;
}

function findSections(source: string, key: ResolutionKey): readonly FoundSection[] {
  const outline = scanOutline(source);
  return outline.headings.filter(({ level }) => level === 2).flatMap((heading): FoundSection[] => {
    const fields = readFields(source, outline, sectionBody(source, outline, heading));
    const field = (name: string): Field | undefined => fields.find(({ keyText, plain: isPlain }) => !isPlain && keyText === name);
    const says = (name: string, value: string | undefined): boolean => {
      const found = field(name);
      return value === undefined || (found !== undefined && source.slice(found.value.start, found.value.end) === value);
    };
    if (!says(kindOf(key.of), key.of) || !says("Repo", key.repo) || !says("Commit", key.commit) || !says("Onto", key.onto)) return [];
    return [{ range: sectionOf(source, outline, heading), gate: field("Gate"), open: field("Gate") !== undefined && says("Gate", NOT_RUN) }];
  });
}
