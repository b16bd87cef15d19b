import { isFixture, isForeign } from "../code/file-kinds.js";
import { baseName } from "../code/language.js";
import { languageNameOf } from "./language-names.js";
import { manifestKindOf } from "./manifest-kinds.js";
import { findEntryPoints } from "./find-entry-points.js";
import { findTestCommands } from "./find-test-commands.js";
import { textOf } from "./manifests/reader.js";
import type { Bounded, CodebaseFacts, FileCount, Manifest, TrackedFile } from "./types.js";

/** Bytes of a manifest that is read; one that is larger was made by a program. */
export const MOST_MANIFEST_BYTES = 262_144;

/** Manifests of which texts are read. */
const MOST_MANIFESTS = 200;

/** How much of each list is kept. */
const MOST = { languages: 15, folders: 40, workspaces: 60, entryPoints: 60, tests: 40, licences: 20, leftOut: 20 };

/** The paths of the manifests whose texts {@link findCodebaseFacts} needs, those nearest to the top first; at most 200. */
export function manifestsWanted(files: readonly TrackedFile[]): readonly string[] {
  return manifestFiles(split(files).own).filter(({ bytes }) => bytes <= MOST_MANIFEST_BYTES).slice(0, MOST_MANIFESTS).map(({ path }) => path);
}

/**
 * Finds out what can be told of a repo without a model: from the files that git tracks, and the texts of {@link manifestsWanted}.
 * @param texts Texts by path; one that is not there could not be read, and its manifest is a fact that says so.
 */
export function findCodebaseFacts(files: readonly TrackedFile[], texts: ReadonlyMap<string, string>): CodebaseFacts {
  const { own, foreign } = split(files);
  const wanted = manifestFiles(own);
  const manifests = readManifests(files, wanted, texts);
  return {
    files: own.length,
    bytes: bytesOf(own),
    leftOut: { files: foreign.length, bytes: bytesOf(foreign), folders: bounded([...new Set(foreign.map(({ path }) => leftOutFolder(path)))].sort(), MOST.leftOut) },
    languages: bounded(count(own, ({ path }) => [languageNameOf(path) ?? "other"]), MOST.languages),
    folders: bounded(count(own, ({ path }) => foldersOf(path)), MOST.folders),
    manifests: bounded(manifests, MOST_MANIFESTS, wanted.length),
    workspaces: bounded([...new Set(manifests.flatMap(({ path, workspaces }) => workspaces.map((each) => `${each} (${path})`)))], MOST.workspaces),
    entryPoints: bounded(findEntryPoints(own.map(({ path }) => path), manifests), MOST.entryPoints),
    tests: bounded(findTestCommands(manifests), MOST.tests),
    licences: bounded(licencesOf(own, manifests), MOST.licences),
  };
}

/** Each path is looked at once: a repo may have a hundred thousand of them. */
function split(files: readonly TrackedFile[]): { readonly own: readonly TrackedFile[]; readonly foreign: readonly TrackedFile[] } {
  const [own, foreign]: [TrackedFile[], TrackedFile[]] = [[], []];
  for (const file of files) (isLeftOut(file.path) ? foreign : own).push(file);
  return { own, foreign };
}

function licencesOf(own: readonly TrackedFile[], manifests: readonly Manifest[]): readonly string[] {
  const named = new Map<string, string[]>();
  for (const { licence, path } of manifests) if (licence !== undefined) named.set(licence, [...(named.get(licence) ?? []), path]);
  return [
    ...own.filter(({ path }) => /^(?:LICEN[CS]E|COPYING|UNLICENSE)(?:[.-]|$)/i.test(baseName(path))).map(({ path }) => path),
    ...[...named].map(([licence, [first = "", ...others]]) => `${licence} (${first}${others.length === 0 ? "" : ` and ${String(others.length)} more`})`),
  ];
}

function manifestFiles(own: readonly TrackedFile[]): readonly TrackedFile[] {
  const depth = ({ path }: TrackedFile): number => path.split("/").length;
  return own.filter(({ path }) => manifestKindOf(path) !== undefined && !isFixture(path)).sort((a, b) => depth(a) - depth(b) || (a.path < b.path ? -1 : 1));
}

function readManifests(files: readonly TrackedFile[], wanted: readonly TrackedFile[], texts: ReadonlyMap<string, string>): readonly Manifest[] {
  const known = new Set(files.map(({ path }) => path));
  return wanted.slice(0, MOST_MANIFESTS).map(({ path, bytes }) => {
    const text = texts.get(path);
    return bytes > MOST_MANIFEST_BYTES ? unread(path, `it has ${String(bytes)} bytes`) : text === undefined ? unread(path, "its text was not there") : readManifest(path, text, (other) => known.has(other));
  });
}

/** Reads one manifest; whatever stands in it, the answer is a fact. */
export function readManifest(path: string, text: string, has: (path: string) => boolean = () => false): Manifest {
  const kind = manifestKindOf(path);
  if (kind === undefined) return unread(path, "it is no manifest that is known");
  const folder = path.split("/").slice(0, -1).join("/");
  try {
    return { path, kind: kind.kind, dependencies: [], workspaces: [], entryPoints: [], tests: [], notes: [], ...kind.read(text, { path, folder, has }) };
  } catch (error) {
    return unread(path, textOf(error instanceof Error ? error.message : "") ?? "it could not be read");
  }
}

function unread(path: string, problem: string): Manifest {
  return { path, kind: manifestKindOf(path)?.kind ?? "unknown", dependencies: [], workspaces: [], entryPoints: [], tests: [], notes: [], problem };
}

/** Files that programs write to say what they chose: large, and no one's work. */
const LOCK_FILES = /^(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?|Cargo\.lock|go\.sum|poetry\.lock|uv\.lock|Pipfile\.lock|Gemfile\.lock|composer\.lock|packages\.lock\.json|gradle\.lockfile)$/;

function isLeftOut(path: string): boolean {
  return isForeign(path) || LOCK_FILES.test(baseName(path));
}

function leftOutFolder(path: string): string {
  const within = /^(?:.*\/)?(?:node_modules|vendor|third_party|dist|build|out|target|coverage|\.next|__pycache__|site-packages|generated|__generated__)\//.exec(path)?.[0];
  return within ?? (LOCK_FILES.test(baseName(path)) ? path : path.includes("/") ? `${path.split("/").slice(0, -1).join("/")}/ (in part)` : path);
}

function foldersOf(path: string): readonly string[] {
  const folders = path.split("/").slice(0, -1);
  return folders.length === 0 ? ["(top)"] : folders.slice(0, 2).map((_, index) => `${folders.slice(0, index + 1).join("/")}/`);
}

function count(files: readonly TrackedFile[], namesOf: (file: TrackedFile) => readonly string[]): readonly FileCount[] {
  const counts = new Map<string, { files: number; bytes: number }>();
  for (const file of files) {
    for (const name of namesOf(file)) {
      const sum = counts.get(name) ?? { files: 0, bytes: 0 };
      counts.set(name, { files: sum.files + 1, bytes: sum.bytes + file.bytes });
    }
  }
  return [...counts].map(([name, sum]) => ({ name, ...sum })).sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
}

function bytesOf(files: readonly TrackedFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function bounded<Item>(items: readonly Item[], most: number, all = items.length): Bounded<Item> {
  return { items: items.slice(0, most), more: Math.max(0, all - Math.min(items.length, most)) };
}
