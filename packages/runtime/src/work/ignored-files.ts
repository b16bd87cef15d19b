import { lstatSync, readdirSync, readFileSync, type Stats } from "node:fs";
import { join } from "node:path";
import { isErrno } from "../disk.js";

/** Folders that a tool makes anew, by their names: what package managers, compilers, test runners and DGS itself fill. */
const MADE_ANEW = new Set([
  ...[".dgs", "node_modules", "bower_components", "jspm_packages", ".pnpm-store", ".yarn", ".npm", "vendor", "Pods", "Carthage", ".bundle", "elm-stuff"],
  ...["dist", "build", "_build", "out", "target", "bin", "obj", "coverage", ".nyc_output", "htmlcov", "DerivedData", ".build", "cmake-build-debug", "cmake-build-release"],
  ...[".next", ".nuxt", ".output", ".svelte-kit", ".astro", ".angular", ".docusaurus", ".vercel", ".serverless", ".expo", ".dart_tool", ".turbo", ".nx", ".parcel-cache", ".vite"],
  ...[".venv", "venv", "__pycache__", ".tox", ".nox", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", ".eggs", ".ipynb_checkpoints"],
  ...[".gradle", ".mvn", ".cache", ".terraform", ".stack-work", ".cargo", "zig-cache", ".zig-cache", "zig-out"],
]);

/** Files that a tool makes anew, by their endings and names. */
const FILE_MADE_ANEW = /\.(?:log|pyc|pyo|class|o|obj|a|so|dylib|dll|exe|tsbuildinfo|tmp|swp|egg-info)$|^(?:\.DS_Store|Thumbs\.db|\.eslintcache|\.stylelintcache|\.coverage)$/i;

/** The most that is kept of ignored files: bytes of one, of all, and how many. */
const MOST_IGNORED = { fileBytes: 16 * 1024 * 1024, bytes: 64 * 1024 * 1024, files: 1_000 } as const;

/** What is to become of the ignored files of a worktree that goes. Paths are relative to it, with `/`. */
export interface IgnoredFiles {
  /** Nobody can make them again as far as DGS can tell: they are kept. */
  readonly keep: readonly string[];
  /** What tools make anew, and copies of what lies in the checkout: they go. A folder ends in `/`. */
  readonly drop: readonly string[];
  /** Why they cannot be kept: each a path with the reason. While there is one, the worktree stays. */
  readonly tooMuch: readonly { readonly path: string; readonly why: string }[];
}

/**
 * Sorts the ignored files of a worktree.
 * @param tree The worktree, absolute.
 * @param checkout The checkout that it was made beside, absolute.
 * @param listed What git ignores there; folders end in `/`.
 */
export function sortIgnored(tree: string, checkout: string, listed: readonly string[]): IgnoredFiles {
  const sorted: Sorting = { keep: [], drop: [], tooMuch: [], bytes: 0 };
  for (const path of listed) {
    if (sorted.tooMuch.length > 0 && sorted.keep.length > MOST_IGNORED.files) break;
    lookSafely({ tree, checkout }, path, sorted);
  }
  return { keep: sorted.keep, drop: sorted.drop, tooMuch: sorted.tooMuch };
}

interface Sorting {
  readonly keep: string[];
  readonly drop: string[];
  readonly tooMuch: { readonly path: string; readonly why: string }[];
  bytes: number;
}

interface Trees {
  readonly tree: string;
  readonly checkout: string;
}

/** What a container left as another user cannot be read, and then not be kept. */
function lookSafely(trees: Trees, path: string, sorted: Sorting): void {
  try {
    look(trees, path, sorted);
  } catch (error) {
    if (!isErrno(error, "EACCES", "EPERM")) throw error;
    sorted.tooMuch.push({ path, why: "it cannot be read" });
  }
}

function look(trees: Trees, path: string, sorted: Sorting): void {
  const plain = path.replace(/\/$/, "");
  const found = lstatSync(join(trees.tree, plain), { throwIfNoEntry: false });
  if (found === undefined) return;
  if (isMadeAnew(plain, found)) sorted.drop.push(path);
  else if (found.isDirectory()) lookInto(trees, plain, sorted);
  else lookAt(trees, plain, found, sorted);
}

/** A name counts wherever it stands, also between others: git lists `packages/a/node_modules/` and, where all is ignored, `packages/`. */
function isMadeAnew(path: string, found: Stats): boolean {
  const segments = path.split("/");
  const name = segments.at(-1) ?? "";
  return found.isDirectory() ? MADE_ANEW.has(name) : segments.slice(0, -1).some((segment) => MADE_ANEW.has(segment)) || FILE_MADE_ANEW.test(name);
}

function lookInto(trees: Trees, folder: string, sorted: Sorting): void {
  const names = readdirSync(join(trees.tree, folder));
  if (names.includes(".git")) {
    sorted.tooMuch.push({ path: `${folder}/`, why: "a repository of its own" });
    return;
  }
  for (const name of names) {
    if (sorted.keep.length > MOST_IGNORED.files) return;
    lookSafely(trees, `${folder}/${name}`, sorted);
  }
}

function lookAt(trees: Trees, file: string, found: Stats, sorted: Sorting): void {
  // A socket or a pipe holds nothing.
  if (!found.isFile() && !found.isSymbolicLink()) {
    sorted.drop.push(file);
    return;
  }
  if (found.isFile() && isCopy(trees, file, found)) {
    sorted.drop.push(file);
    return;
  }
  sorted.bytes += found.size;
  if (found.size > MOST_IGNORED.fileBytes) sorted.tooMuch.push({ path: file, why: `${String(Math.ceil(found.size / 1024 / 1024))} MiB` });
  else sorted.keep.push(file);
  if (sorted.keep.length === MOST_IGNORED.files + 1) sorted.tooMuch.push({ path: file, why: `one of more than ${String(MOST_IGNORED.files)} files` });
  else if (sorted.bytes > MOST_IGNORED.bytes && sorted.bytes - found.size <= MOST_IGNORED.bytes) sorted.tooMuch.push({ path: file, why: `with it they have more than ${String(MOST_IGNORED.bytes / 1024 / 1024)} MiB` });
}

/** A setup copies `.env` and the like from the checkout: as long as both say the same, nothing is lost with the copy. */
function isCopy({ tree, checkout }: Trees, file: string, found: Stats): boolean {
  const original = lstatSync(join(checkout, file), { throwIfNoEntry: false });
  if (original?.isFile() !== true || original.size !== found.size || found.size > MOST_IGNORED.fileBytes) return false;
  return readFileSync(join(checkout, file)).equals(readFileSync(join(tree, file)));
}
