import { baseName, extensionOf, languageOf } from "../code/language.js";
import type { MustHaveLink } from "../planning/plan-types.js";
import { MOST_ENTRIES, planName, quoted } from "./checked-plan.js";
import { searchText } from "./check-contains.js";
import { findPath, type FoundPath } from "./file-index.js";
import { endsOfModule, pythonImports } from "./python-imports.js";
import { endsOfScript, resolveScript, scriptImports, scriptsByEnd } from "./script-imports.js";
import type { Survey } from "./survey.js";
import type { PlanWithSummary } from "./types.js";

/** Holds the connections that a plan says must exist against the files. */
export function checkLinks(survey: Survey, work: PlanWithSummary): void {
  const { keyLinks } = work.plan.mustHaves;
  for (const link of keyLinks.slice(0, MOST_ENTRIES)) checkLink(survey, work, link);
  if (keyLinks.length <= MOST_ENTRIES) return;
  survey.findings.push({ kind: "bounds", plan: planName(work), path: work.plan.path, severity: "major", text: `The plan names ${keyLinks.length} connections, of which ${MOST_ENTRIES} were looked at.`, fix: "Split the plan, or name fewer." });
}

function checkLink(survey: Survey, work: PlanWithSummary, link: MustHaveLink): void {
  const plan = planName(work);
  const [from, to] = [link.from, link.to].map((end) => findPath(survey.index, end, work.plan.repos)) as [FoundPath, FoundPath];
  const name = `the connection from ${quoted(link.from)} to ${quoted(link.to)}${link.via === undefined ? "" : ` by ${quoted(link.via)}`}`;
  const gone = [from, to].find((end) => end.kind === "missing" && isFileName(end.path));
  if ([from, to].some((end) => end.kind === "outside" && (end.path.startsWith("..") || isFileName(end.path)))) {
    survey.findings.push({ kind: "link", plan, path: work.plan.path, severity: "minor", text: `One end of ${name} lies outside of the repository.`, fix: "Name files inside the repository." });
  } else if (gone !== undefined) {
    survey.findings.push({ kind: "link", plan, path: gone.path, severity: "major", text: `One end of ${name} is not there: ${quoted(gone.path)}.`, fix: `Make ${gone.path}, and use it.` });
  } else if (!isThere(from)) {
    survey.questions.push({ kind: "link", plan, path: work.plan.path, text: `Where ${name} starts is no file: look for it.` });
  } else joinEnds(survey, plan, from.path, isThere(to) ? to.path : undefined, link, name);
}

function isThere(end: FoundPath): boolean {
  return end.kind === "file" || end.kind === "other-case";
}

/** A path to a file, not a route (`/api/chat`), a model (`Message`) or a call (`save()`). */
function isFileName(path: string): boolean {
  return path.includes("/") && (languageOf(path) !== undefined || ["json", "css", "scss", "html", "vue", "svelte", "sql", "prisma", "yml", "yaml", "toml"].includes(extensionOf(path))) && /^[\w@./[\]()+-]+$/.test(path);
}

function joinEnds(survey: Survey, plan: string, from: string, to: string | undefined, link: MustHaveLink, name: string): void {
  const place = { kind: "link" as const, plan, path: from };
  const text = survey.textOf(from);
  if (text === undefined) {
    survey.questions.push({ ...place, text: `${quoted(from)} was not read: look for ${name}.` });
    return;
  }
  const code = survey.codeOf(from)?.code ?? text;
  const found = link.pattern === undefined ? { kind: "untold" as const } : searchText(survey, code, link.pattern);
  const uses = to === undefined || to === from ? undefined : importsFile(survey, from, to);
  if (found.kind === "found") survey.held.push({ ...place, line: found.line, text: `${quoted(link.pattern ?? "")} stands in ${quoted(from)}: ${name}.` });
  else if (found.kind === "untold") {
    if (uses === true) survey.held.push({ ...place, text: `${quoted(from)} imports ${quoted(to ?? "")}: ${name}.` });
    else if (to !== undefined && to !== from && code.includes(baseName(to))) survey.held.push({ ...place, text: `${quoted(from)} names ${quoted(to)}: ${name}.` });
    else survey.questions.push({ ...place, text: `Code does not tell whether there is ${name}: look for it.` });
  } else if (uses === true) survey.questions.push({ ...place, text: `${quoted(from)} imports ${quoted(to ?? "")}, but ${quoted(link.pattern ?? "")} does not stand in it: look for ${name}.` });
  else {
    const remark = searchText(survey, text, link.pattern ?? "").kind === "found" ? ", but for a comment" : "";
    survey.findings.push({ ...place, severity: "major", text: `Nothing shows ${name}: ${quoted(link.pattern ?? "")} does not stand in ${quoted(from)}${remark}.`, fix: `Use ${to ?? link.to} in ${from}.` });
  }
}

/** Whether one file imports another; `undefined` where their languages do not let that be told. */
function importsFile(survey: Survey, from: string, to: string): boolean | undefined {
  const code = survey.codeOf(from);
  if (code?.language === "javascript") {
    const byEnd = new Map(endsOfScript(to).map((end) => [end, [to]] as const));
    return scriptImports(code.code).some((specifier) => resolveScript(survey.index, from, specifier) === to || (!specifier.startsWith(".") && scriptsByEnd(byEnd, specifier).length > 0));
  }
  if (code?.language !== "python" || languageOf(to) !== "python") return undefined;
  const ends = new Set(endsOfModule(to));
  return pythonImports(code.code, from).some((module) => ends.has(module));
}
