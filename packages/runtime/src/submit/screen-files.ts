import { formatPhaseNumber, parsePlanId, phaseOfPlan, type PhaseNumber, type PlanId, type Problem, samePhase } from "@dgs/core";

/** A planning file that somebody hands in. */
export interface SubmittedFile {
  /** `02-01-PLAN.md`; no path. */
  readonly name: string;
  readonly text: string;
}

/** A file whose name and size are right. */
export type ScreenedFile = SubmittedFile & ({ readonly kind: "CONTEXT" | "RESEARCH" | "VALIDATION" } | { readonly kind: "PLAN"; readonly id: PlanId });

/** Files of one submission; the plans of a phase are at most 30. */
const MOST_FILES = 40;

/** Characters of one file, and of all together. */
const MOST_TEXT = 400_000;
const MOST_TEXT_OF_ALL = 2_000_000;

/** Holds names and sizes against what may be handed in; only with no problem the files are good for anything. */
export function screenFiles(files: readonly SubmittedFile[], phase: PhaseNumber): { readonly files: readonly ScreenedFile[]; readonly problems: readonly Problem[] } {
  if (files.length === 0) return { files: [], problems: [problem("", "submitted-nothing", "No file was handed in.", `Hand in ${expected(phase)}.`)] };
  if (files.length > MOST_FILES) return { files: [], problems: [problem("", "submitted-too-many", `${String(files.length)} files were handed in.`, `Hand in at most ${String(MOST_FILES)}.`)] };
  const all = files.reduce((sum, { text }) => sum + text.length, 0);
  if (all > MOST_TEXT_OF_ALL) return { files: [], problems: [problem("", "submitted-too-large", `The files have ${String(all)} characters together.`, `Hand in at most ${String(MOST_TEXT_OF_ALL)} at once.`)] };
  const screened: ScreenedFile[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    const read = screenFile(file, phase);
    if ("code" in read) problems.push(read);
    else if (screened.some((other) => keyOf(other) === keyOf(read))) problems.push(problem(quoted(file.name), "submitted-twice", "Another file of the same submission is the same document.", "Leave one of the two."));
    else screened.push(read);
  }
  return { files: screened, problems };
}

function screenFile(file: SubmittedFile, phase: PhaseNumber): ScreenedFile | Problem {
  const { name, text } = file;
  const at = quoted(name);
  const owner = ownerOf(name);
  if (owner !== undefined) return problem(at, "submitted-state", `${at} is kept by DGS itself: nobody hands it in.`, owner);
  if (/[/\\\0]/.test(name)) return problem(at, "submitted-name", `${at} is a path.`, "Give the name of the file alone: its folder follows from the phase.");
  if (text.trim() === "") return problem(at, "submitted-empty", `${at} is empty.`, "Hand it in with its text.");
  if (text.length > MOST_TEXT) return problem(at, "submitted-too-large", `${at} has ${String(text.length)} characters.`, `Write at most ${String(MOST_TEXT)}.`);
  if (isNoText(text)) return problem(at, "submitted-not-text", `${at} is no text.`, "Hand in markdown in UTF-8.");
  const document = (["CONTEXT", "RESEARCH", "VALIDATION"] as const).find((kind) => [`${kind}.md`, `${phase}-${kind}.md`, `${formatPhaseNumber(phase)}-${kind}.md`].includes(name));
  if (document !== undefined) return { name, text, kind: document };
  const id = name.endsWith("-PLAN.md") ? parsePlanId(name.slice(0, -"-PLAN.md".length)) : undefined;
  if (id !== undefined && samePhase(phaseOfPlan(id), phase)) return { name, text, kind: "PLAN", id };
  return problem(at, "submitted-name", `${at} is not the name of a planning file that can be handed in for phase ${formatPhaseNumber(phase)}.`, `Hand in ${expected(phase)}.`);
}

/** What a name may be that is quoted in a finding: short, in one line. */
function quoted(name: string): string {
  const plain = name.replace(/\p{C}/gu, "?");
  return plain.length > 100 ? `${plain.slice(0, 100)}…` : plain;
}

/** What changes a file of the planning state instead; `undefined` for every other file. (design 3.4) */
function ownerOf(name: string): string | undefined {
  const base = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1).toUpperCase();
  if (base === "STATE.MD") return "It follows from what is carried out: `dgs execute-phase` and `dgs run-job` keep it; `dgs health --repair` mends it.";
  if (base === "ROADMAP.MD") return "`dgs add-phase`, `dgs insert-phase` and `dgs remove-phase` change its phases, `dgs new-milestone` begins a milestone.";
  if (base === "REQUIREMENTS.MD") return "`dgs new-project` and `dgs new-milestone` write requirements; `dgs execute-phase` ticks them.";
  if (/^MILESTONE-.*\.MD$/.test(base) || /(?:^|[/\\])jobs[/\\]/i.test(name)) return "`dgs create-milestone-job` makes a job, `dgs run-job` keeps it.";
  if (/-(?:SUMMARY|EXECUTION|VERIFICATION|AUDIT(?:-\d+)?|UAT|UAT-LOG|CHECK|DISCUSSION)\.MD$/.test(base)) return "It is evidence: `dgs execute-phase`, `dgs audit-phase` and `dgs verify-work` write it from what was seen.";
  return undefined;
}

function expected(phase: PhaseNumber): string {
  return `${phase}-CONTEXT.md, ${phase}-RESEARCH.md, ${phase}-01-PLAN.md and so on, or ${phase}-VALIDATION.md`;
}

/** Bytes that no document has, and halves of characters, which would be written as something else. */
function isNoText(text: string): boolean {
  return text.includes("\0") || /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
}

function keyOf(file: ScreenedFile): string {
  return file.kind === "PLAN" ? file.id.toUpperCase() : file.kind;
}

function problem(path: string, code: string, message: string, remedy: string): Problem {
  return { code, severity: "error", message, remedy, path };
}
