import { isForeign } from "../code/file-kinds.js";
import { languageOf } from "../code/language.js";
import { MOST_ENTRIES } from "./checked-plan.js";
import { isScriptEntry, mayNameEntries } from "./entry-point.js";
import { createFileIndex, findPath } from "./file-index.js";
import { phaseFiles } from "./phase-files.js";
import { canBeUsed } from "./wired-language.js";
import type { PlanWithSummary, StructureFiles, WantedTexts } from "./types.js";

/** No source that a person wrote is larger. */
const MOST_BYTES = 500_000;
/** Of the files that a phase names. */
const MOST_NAMED = 3000;
/** Of the files that may use a new one. */
const MOST_USERS = 4000;

/**
 * Says which files have to be read before {@link checkStructure}: those that the plans and summaries name, and, where the phase made sources whose users
 * can be told, every file that may use them. Only paths from the given list of tracked files are returned; what a plan names outside of it is never read.
 */
export function structureTextsWanted(plans: readonly PlanWithSummary[], files: StructureFiles): WantedTexts {
  const index = createFileIndex(files.tracked);
  const own = phaseFiles(plans, files, index);
  const ends = plans.flatMap(({ plan }) => plan.mustHaves.keyLinks.slice(0, MOST_ENTRIES).flatMap(({ from, to }) => [from, to].map((end) => findPath(index, end, plan.repos)))).flatMap(({ kind, path }) => (kind === "file" || kind === "other-case" ? [path] : []));
  const named = [...new Set([...own.map(({ path }) => path), ...ends])].slice(0, MOST_NAMED);
  const asked = new Set(own.filter(({ path, isNew }) => isNew && canBeUsed(path) && !(languageOf(path) === "javascript" && isScriptEntry(path))).map(({ path }) => languageOf(path)));
  // What a module hands on from another one (`export *`) lies in a file that the plan does not name.
  if (own.some(({ path, mustHave }) => mustHave && languageOf(path) === "javascript")) asked.add("javascript");
  const known = new Set(named);
  const users = asked.size === 0 ? [] : files.tracked.filter((path) => !known.has(path) && !isForeign(path) && (asked.has(languageOf(path)) || /\.(?:vue|svelte|astro|mdx)$/.test(path) || mayNameEntries(path)));
  return { paths: [...named, ...users.slice(0, MOST_USERS)], mostBytes: MOST_BYTES, leftOut: Math.max(0, users.length - MOST_USERS) };
}
