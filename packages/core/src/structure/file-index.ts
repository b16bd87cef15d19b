import { leadsOut, plainFileName } from "../planning/named-files.js";

/** How a path that a planning file names stands to the tracked files. */
export type FoundPath =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "folder"; readonly path: string }
  /** There, but with other capital letters: one system finds it, another does not. */
  | { readonly kind: "other-case"; readonly path: string }
  | { readonly kind: "outside"; readonly path: string }
  /** It stands for several files, or is no path at all. */
  | { readonly kind: "pattern"; readonly path: string }
  | { readonly kind: "missing"; readonly path: string };

/** The tracked files of a repository, by path, by folder, and by path in small letters. */
export interface FileIndex {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
  readonly lower: ReadonlyMap<string, string>;
}

/** Makes an index of tracked files: paths from the top of the repository, with `/`. */
export function createFileIndex(paths: readonly string[]): FileIndex {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let at = path.lastIndexOf("/"); at > 0 && !folders.has(path.slice(0, at)); at = path.lastIndexOf("/", at - 1)) folders.add(path.slice(0, at));
  }
  return { files: new Set(paths), folders, lower: new Map(paths.map((path) => [path.toLowerCase(), path])) };
}

/** No path is longer. */
const LONGEST = 1000;

/**
 * Finds a path as a planning file writes it: with or without `./`, quotes, a remark in parentheses, or the name of its repo in front.
 *
 * Nothing is ever looked up that leads out of the repository.
 */
export function findPath(index: FileIndex, text: string, repos: readonly string[] = []): FoundPath {
  if (text.length > LONGEST) return { kind: "pattern", path: `${text.slice(0, 80)}…` };
  if (leadsOut(text)) return { kind: "outside", path: plainFileName(text) };
  const plain = normal(plainFileName(text));
  const inRepos = repos.flatMap((repo) => [`${repo}/${plain}`, ...(plain.startsWith(`${repo}/`) ? [plain.slice(repo.length + 1)] : [])]);
  const ways = [plain, ...inRepos];
  const file = ways.find((way) => index.files.has(way));
  if (file !== undefined) return { kind: "file", path: file };
  const folder = ways.find((way) => index.folders.has(way));
  if (folder !== undefined) return { kind: "folder", path: folder };
  const other = ways.flatMap((way) => index.lower.get(way.toLowerCase()) ?? [])[0];
  if (other !== undefined) return { kind: "other-case", path: other };
  return { kind: plain === "" || /[*?{}<>|]/.test(plain) ? "pattern" : "missing", path: plain };
}

function normal(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return segments.join("/");
}
