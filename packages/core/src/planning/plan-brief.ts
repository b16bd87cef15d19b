import { type FrontMatter, readFrontMatter } from "../markdown/front-matter.js";
import type { Problem } from "../problem.js";
import { type Position, positionAt } from "../text/lines.js";
import { entryOf, flagOf, frontMatterFindings, textOf, textsOf } from "./front-matter-text.js";
import { type Finding, placeFindings, quote } from "./problems.js";

/** One entry of `depends_on`, as it is written. */
export interface PlanReference {
  readonly text: string;
  readonly at: Position;
}

/** What scheduling needs to know of a plan: what its front matter says. */
export interface PlanBrief {
  readonly path: string;
  /** The declared wave; `undefined` where there is none or it is no number. */
  readonly wave: number | undefined;
  readonly waveAt: Position | undefined;
  readonly dependsOn: readonly PlanReference[];
  /** `undefined` where the plan does not say: then it may modify anything. */
  readonly filesModified: readonly string[] | undefined;
  /** Whether the plan says that it holds no checkpoint; true where it says nothing. */
  readonly autonomous: boolean;
  readonly gapClosure: boolean;
  /** Given up: leaves all counts. */
  readonly superseded: boolean;
  readonly problems: readonly Problem[];
}

/**
 * Reads the brief of a plan by lines, without YAML, so that thousands are read at once.
 *
 * The first lines of a plan are enough when they hold the whole front matter; where they do not, a problem
 * `front-matter-unclosed` says so, and more has to be read.
 */
export function readPlanBrief(head: string, path: string): PlanBrief {
  const frontMatter = readFrontMatter(head);
  const findings = frontMatterFindings(head, frontMatter);
  if (frontMatter.range === undefined && !frontMatter.isUnclosed) {
    findings.push({ code: "front-matter-missing", offset: undefined, message: "The plan has no front matter: it runs in wave 1 and may modify anything.", remedy: "Add phase, plan, wave, depends_on and files_modified between two lines `---` at the top." });
  }
  const brief = briefOf(head, frontMatter, findings);
  return { path, ...brief, problems: placeFindings(path, head, findings) };
}

function briefOf(source: string, frontMatter: FrontMatter, findings: Finding[]): Omit<PlanBrief, "path" | "problems"> {
  const wave = entryOf(frontMatter, "wave");
  return {
    wave: waveOf(frontMatter, findings),
    waveAt: wave === undefined ? undefined : positionAt(source, wave.keyRange.start),
    dependsOn: (textsOf(frontMatter, findings, "depends_on", "depends-on") ?? []).map(({ text, range }) => ({ text, at: positionAt(source, range.start) })),
    filesModified: textsOf(frontMatter, findings, "files_modified", "files-modified")?.map(({ text }) => text),
    // A checkpoint that was not expected stops a run; one that was expected and does not come costs nothing.
    autonomous: flagOf(frontMatter, findings, "autonomous", true, false),
    gapClosure: flagOf(frontMatter, findings, "gap_closure", false, false),
    superseded: textOf(frontMatter, "status")?.toLowerCase() === "superseded",
  };
}

/** Other tools cut `2.5` to 2 and take what is no number for nothing; both are told. */
function waveOf(frontMatter: FrontMatter, findings: Finding[]): number | undefined {
  const entry = entryOf(frontMatter, "wave");
  const text = entry?.value.kind === "scalar" ? entry.value.text : "";
  if (entry === undefined || (text === "" && entry.value.kind === "scalar")) return undefined;
  const number = /^[+-]?\d{1,6}(?:\.\d+)?$/.test(text) ? Math.trunc(Number(text)) : undefined;
  if (number === undefined || !/^[+-]?\d+$/.test(text)) {
    findings.push({ code: "plan-wave-unread", offset: entry.rest.start, message: `The wave ${quote(text)} is ${number === undefined ? "no number, and is passed over" : `taken for ${String(number)}`}.`, remedy: "Write a whole number." });
  }
  return number;
}
