import { declaredNames, type DeclaredNames } from "./declared-names.js";
import { quoted } from "./checked-plan.js";
import { scriptExports } from "./script-exports.js";
import { resolveScript } from "./script-imports.js";
import type { Survey } from "./survey.js";
import type { StructurePlace } from "./types.js";

/** How many files of `export *` are followed one after the other. */
const DEEPEST = 8;

interface Surface extends DeclaredNames {
  /** Something is handed on from where it cannot be read. */
  readonly open: boolean;
}

/** Holds the names that a plan says a file exports against what the file declares. */
export function checkExports(survey: Survey, plan: string, path: string, entries: readonly string[]): void {
  if (entries.length === 0) return;
  const surface = surfaceOf(survey, path, new Set(), DEEPEST);
  for (const entry of entries) checkExport(survey, { kind: "export", plan, path }, surface, entry);
}

function checkExport(survey: Survey, place: Omit<StructurePlace, "text">, surface: Surface | undefined, entry: string): void {
  const { path } = place;
  const name = nameOf(entry);
  if (name === undefined) survey.questions.push({ ...place, text: `The plan says that ${quoted(path)} exports ${quoted(entry)}, which is no single name: look for what it means.` });
  else if (surface === undefined) askOfUnknown(survey, place, name);
  else if (surface.exported.has(name)) survey.held.push({ ...place, text: `${quoted(path)} exports ${quoted(name)}.` });
  else if (surface.open) survey.questions.push({ ...place, text: `${quoted(path)} hands on everything of a module that was not read: look whether ${quoted(name)} is among it.` });
  else if (surface.declared.has(name)) survey.findings.push({ ...place, severity: "major", text: `${quoted(path)} declares ${quoted(name)}, and does not export it.`, fix: `Export ${name}.` });
  else survey.findings.push({ ...place, severity: "major", text: `${quoted(path)} does not export ${quoted(name)}.`, fix: `Write ${name} and export it from ${path}.` });
}

/** `save()`, `class Save`, `type Save` and `Store.save` name one thing each; a sentence does not. */
function nameOf(entry: string): string | undefined {
  const plain = entry.trim().slice(0, 300).replace(/^(?:export|pub|public)\s+/, "").replace(/^(?:async\s+)?(?:function|class|const|type|interface|enum|def|func|fn|struct|trait)\s+/, "").replace(/\([^()]*\)$/, "").replace(/\s+\((?:function|class|type|interface|const)\)$/, "");
  return /^(?:[\w$]+(?:\.|::|#))*([\p{L}\w$]+[?!]?)$/u.exec(plain)?.[1];
}

function surfaceOf(survey: Survey, path: string, seen: Set<string>, left: number): Surface | undefined {
  const code = survey.codeOf(path);
  if (code === undefined) return undefined;
  seen.add(path);
  // Docstrings hold lines that look like code; only PHP names constants in strings.
  if (code.language !== "javascript") return { ...declaredNames(code.language === "php" ? code.code : code.bare, code.language), open: false };
  const own = scriptExports(code.code, code.bare);
  const [exported, declared] = [new Set(own.exported), new Set(own.declared)];
  let open = false;
  for (const specifier of own.everythingFrom) {
    const target = resolveScript(survey.index, path, specifier);
    if (target !== undefined && seen.has(target)) continue;
    const further = target === undefined || left === 0 ? undefined : surfaceOf(survey, target, seen, left - 1);
    open ||= further?.open ?? true;
    // `export *` hands on everything but the default.
    for (const name of further?.exported ?? []) if (name !== "default") exported.add(name);
  }
  return { exported, declared, open };
}

/** A language that is not known: a line that looks like a definition of the name is enough, anything else is a question. */
function askOfUnknown(survey: Survey, place: Omit<StructurePlace, "text">, name: string): void {
  const { path } = place;
  const lines = (survey.textOf(path) ?? "").split("\n").map((line) => line.slice(0, 500));
  const defines = lines.some((line) => line.includes(name) && new RegExp(`(?:^|[^\\w$])(?:export|function|def|fn|func|fun|class|interface|type|struct|module|const|let|var|val|sub|proc|define|enum|trait|record|message|service|model|create|resource|output|variable)\\b[^=({]{0,80}?(?:^|[^\\w$])${escaped(name)}(?:$|[^\\w$])`).test(line));
  if (defines) survey.held.push({ ...place, text: `${quoted(path)} has a line that defines ${quoted(name)}.` });
  else survey.questions.push({ ...place, text: `What ${quoted(path)} exports cannot be told by code: look for ${quoted(name)}.` });
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
