import { isUtf8 } from "node:buffer";
import { readdirSync } from "node:fs";
import type { GitRefusal, Sha } from "@dgs/core";
import { factsOf } from "./facts-of.js";
import { linesOf, QUOTED, unquotePath } from "./parse/quoted-path.js";
import { parseRawDiff } from "./parse/raw-diff.js";
import { isRefusal, refuse } from "./refusal.js";
import { askGit, type RunGit } from "./run-git.js";
import { isSpared } from "./spared.js";

/** Arguments per command line that are surely not too many for any system. */
const CHUNK = 200;

/** Refuses when ignored files or repositories stand where a commit has files: git would write over them, and nothing holds a copy. A spared folder is not written to. */
export async function refuseObstacles(run: RunGit, tree: string, sha: Sha, spared?: string): Promise<GitRefusal | undefined> {
  const args = [...QUOTED, "diff-index", "--cached", "--raw", "--no-renames", "--no-abbrev", "--diff-filter=DT", sha, "--"];
  const printed = await askGit(run, { tree, args, kind: "read" });
  if (isRefusal(printed)) return printed;
  const changes = parseRawDiff(printed);
  // A folder, perhaps with ignored files, can stand on the disk where the index has a file.
  const replaced = await askGit(run, { tree, args: [...QUOTED, "diff-files", "--name-only", "--no-renames", "--diff-filter=DT", "--ignore-submodules=all"], kind: "read" });
  if (isRefusal(replaced)) return replaced;
  const links = changes.filter((change) => change.mode === "160000").map((change) => change.path);
  const files = [...changes.map((change) => change.path), ...linesOf(replaced)].filter((file) => !isSpared(unquotePath(file).toString(), spared));
  return refuseAt(run, tree, files, links);
}

/** Refuses when ignored files or repositories stand where the commits between two have files that are in neither. */
export async function refuseObstaclesBetween(run: RunGit, tree: string, from: Sha, to: Sha): Promise<GitRefusal | undefined> {
  const printed = await askGit(run, { tree, args: [...QUOTED, "log", "--format=", "--name-only", "--no-renames", "--diff-filter=d", "--ignore-submodules=all", `${from}..${to}`, "--"], kind: "read" });
  if (isRefusal(printed)) return printed;
  const touched = new Set(linesOf(printed));
  if (touched.size === 0) return undefined;
  const tracked = await askGit(run, { tree, args: [...QUOTED, "ls-files"], kind: "read" });
  if (isRefusal(tracked)) return tracked;
  for (const file of linesOf(tracked)) touched.delete(file);
  return refuseAt(run, tree, [...touched], []);
}

/** `links`: paths of submodules that the commit has something else for; whatever lies in their folders is an obstacle. */
async function refuseAt(run: RunGit, tree: string, files: readonly string[], links: readonly string[]): Promise<GitRefusal | undefined> {
  const found = [...new Set(files)].flatMap((file) => obstacleTo(tree, file, links.includes(file)));
  const places = [...new Set(found.filter(({ kind }) => kind === "something").map(({ name }) => name.toString("latin1")))];
  const ignored = await listAt(run, tree, places, ["--ignored", "--exclude-standard"]);
  if (isRefusal(ignored)) return ignored;
  const all = await listAt(run, tree, places, []);
  if (isRefusal(all)) return all;
  // A folder that is a repository of its own ends in `/`.
  const repositories = new Set([...found.filter(({ kind }) => kind === "repository").map(({ name }) => name.toString()), ...all.filter((file) => /\/"?$/.test(file))]);
  if (repositories.size > 0) return refuse("path-exists", `repositories would be overwritten, move them away first: ${[...repositories].slice(0, 20).join(", ")}`);
  return ignored.length === 0 ? undefined : refuse("path-exists", `ignored files would be overwritten, move them away first: ${ignored.slice(0, 20).join(", ")}`);
}

interface Obstacle {
  readonly kind: "repository" | "something";
  readonly name: Buffer;
}

/** What stands where a file is to be written: the file itself, a folder of its name, or a file or a repository where one of its folders is to be. */
function obstacleTo(tree: string, quoted: string, isLink: boolean): readonly Obstacle[] {
  const whole = unquotePath(quoted);
  for (let end = whole.indexOf(0x2f); ; end = whole.indexOf(0x2f, end + 1)) {
    const name = end < 0 ? whole : whole.subarray(0, end);
    const at = Buffer.concat([Buffer.from(`${tree}/`), name]);
    const found = factsOf(at);
    if (found === undefined) return [];
    if (found.isDirectory() && (hasRepository(at) || (end < 0 && isLink && readdirSync(at).length > 0))) return [{ kind: "repository", name }];
    if (end < 0 || !found.isDirectory()) return [{ kind: "something", name }];
  }
}

function hasRepository(folder: Buffer): boolean {
  return factsOf(Buffer.concat([folder, Buffer.from("/.git")])) !== undefined;
}

/** Lists what is not in the index at some places (bytes as Latin-1) and below them, with quoted names. */
async function listAt(run: RunGit, tree: string, places: readonly string[], which: readonly string[]): Promise<readonly string[] | GitRefusal> {
  const args = [...QUOTED, "ls-files", "--others", ...which];
  const bytes = places.map((place) => Buffer.from(place, "latin1"));
  if (!bytes.every((name) => isUtf8(name))) {
    // Such a name is no argument of a program: all are listed.
    const listed = await askGit(run, { tree, args, kind: "read" });
    return isRefusal(listed) ? listed : linesOf(listed).filter((file) => isAt(unquotePath(file).toString("latin1"), places));
  }
  const found: string[] = [];
  for (let i = 0; i < bytes.length; i += CHUNK) {
    const paths = bytes.slice(i, i + CHUNK).map((name) => `:(top,literal)${name.toString()}`);
    const listed = await askGit(run, { tree, args: [...args, "--", ...paths], kind: "read" });
    if (isRefusal(listed)) return listed;
    found.push(...linesOf(listed));
  }
  return found;
}

function isAt(file: string, places: readonly string[]): boolean {
  return places.some((place) => file === place || file.startsWith(`${place}/`));
}
