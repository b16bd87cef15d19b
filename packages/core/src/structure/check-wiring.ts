import { isFixture, isTestFile } from "../code/file-kinds.js";
import { baseName, languageOf } from "../code/language.js";
import { quoted } from "./checked-plan.js";
import { isPythonEntry, isScriptEntry, mayNameEntries } from "./entry-point.js";
import type { PhaseFile } from "./phase-files.js";
import { endsOfModule, pythonImports } from "./python-imports.js";
import { endsOfScript, resolveScript, scriptImports, scriptsByEnd } from "./script-imports.js";
import type { Survey } from "./survey.js";
import { canBeUsed } from "./wired-language.js";

/** Who uses a new file: another source, a test alone, or nobody. */
interface Users {
  readonly bySource: Set<string>;
  readonly byTest: Set<string>;
}

/**
 * Looks for new sources that nothing imports and that start nothing themselves.
 *
 * `complete` says whether every file that could be a user was read; where it was not, nobody can be told to be missing.
 */
export function checkWiring(survey: Survey, files: readonly PhaseFile[], texts: ReadonlyMap<string, string>, complete: boolean): void {
  const fresh = files.filter(({ path, isNew }) => isNew && canBeUsed(path));
  const asked = fresh.filter(({ path, plan }) => {
    if (!startsItself(survey, path)) return true;
    survey.held.push({ kind: "wiring", plan, path, text: `${quoted(path)} starts by its place or name: nobody need import it.` });
    return false;
  });
  if (asked.length === 0) return;
  const users = findUsers(survey, asked.map(({ path }) => path), texts);
  for (const { path, plan } of asked) {
    const place = { kind: "wiring" as const, plan, path };
    if (users.bySource.has(path)) survey.held.push({ ...place, text: `${quoted(path)} is used by other files.` });
    else if (!complete || !texts.has(path)) survey.questions.push({ ...place, text: `No user of ${quoted(path)} was found, but not every file was read: look who uses it.` });
    else if (users.byTest.has(path)) survey.findings.push({ ...place, severity: "minor", text: `Nobody but tests uses ${quoted(path)}.`, fix: "Use it from where the program needs it." });
    else survey.findings.push({ ...place, severity: "major", text: `Nobody uses ${quoted(path)}.`, fix: "Import it where the program needs it." });
  }
}

function startsItself(survey: Survey, path: string): boolean {
  return languageOf(path) === "python" ? isPythonEntry(path, survey.codeOf(path)?.bare ?? "") : isScriptEntry(path) || (survey.textOf(path) ?? "").startsWith("#!");
}

function findUsers(survey: Survey, asked: readonly string[], texts: ReadonlyMap<string, string>): Users {
  const wanted = new Set(asked);
  const byEnd = new Map<string, string[]>();
  for (const path of asked) for (const end of languageOf(path) === "python" ? endsOfModule(path) : endsOfScript(path)) byEnd.set(end, [...(byEnd.get(end) ?? []), path]);
  const byName = new Map<string, string[]>();
  for (const path of asked) byName.set(stemOf(path), [...(byName.get(stemOf(path)) ?? []), path]);
  const users: Users = { bySource: new Set(), byTest: new Set() };
  for (const [from, text] of texts) {
    const list = isTestFile(from) || isFixture(from) ? users.byTest : users.bySource;
    for (const path of [...importsOf(survey, from, text, byEnd), ...namedBy(from, text, byName)]) if (wanted.has(path) && path !== from) list.add(path);
  }
  return users;
}

function importsOf(survey: Survey, from: string, text: string, byEnd: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const language = languageOf(from);
  const isMarkup = /\.(?:vue|svelte|astro|mdx)$/.test(from);
  if (language === "python") return pythonImports(survey.codeOf(from)?.code ?? "", from).flatMap((module) => byEnd.get(module) ?? []);
  if (language !== "javascript" && !isMarkup) return [];
  const code = isMarkup ? text : (survey.codeOf(from)?.code ?? text);
  return scriptImports(code).flatMap((specifier) => (/^\.{1,2}(?:\/|$)/.test(specifier) ? (resolveScript(survey.index, from, specifier) ?? []) : scriptsByEnd(byEnd, specifier)));
}

/** A manifest, a configuration or a page names a file by its name; built ones stand for their sources. */
function namedBy(from: string, text: string, byName: ReadonlyMap<string, readonly string[]>): readonly string[] {
  if (!mayNameEntries(from)) return [];
  const words = new Set([...text.matchAll(/[\w$-]+(?=\.(?:[cm]?[jt]sx?|py)\b)|[\w$-]+(?=:\w)|[\w$-]+(?=["'\s])/g)].map(([word]) => word));
  return [...words].flatMap((word) => byName.get(word) ?? []);
}

function stemOf(path: string): string {
  return baseName(path).split(".")[0] ?? "";
}
