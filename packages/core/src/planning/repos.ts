import { outlineOf } from "../markdown/outline-of.js";
import type { Table, TableRow } from "../markdown/outline.js";
import { cellText, columnOf } from "../markdown/table.js";
import type { Problem } from "../problem.js";
import { type Finding, placeFindings, quote } from "./problems.js";

/** One code repo of a product, as `REPOS.md` registers it. */
export interface Repo {
  /** Unique in a product, whatever its case, and fit for a file or branch name. */
  readonly name: string;
  /** Relative to the folder that holds the planning root, with `/`, without `.` segments; may climb (`../api`); `.` for that folder. */
  readonly path: string;
  readonly url: string | undefined;
  readonly description: string | undefined;
  /** The command that prepares a new worktree. */
  readonly setup: string | undefined;
}

/** The registered code repos of a product, in the order of the table. */
export interface RepoRegistry {
  readonly repos: readonly Repo[];
  readonly problems: readonly Problem[];
}

/** The titles of the columns that are read, the usual one first. */
export const REPO_COLUMNS = {
  name: ["Name", "Repo", "Repository"],
  path: ["Path"],
  url: ["GitHub URL", "URL", "GitHub"],
  description: ["Description"],
  setup: ["Setup", "Setup Command"],
} as const;

/** Reads `REPOS.md`: the first table with the columns Name and Path, in any order. (formats.md 20) */
export function readRepos(source: string, path: string): RepoRegistry {
  const { tables } = outlineOf(source);
  const table = tables.find((each) => columnOf(source, each, ...REPO_COLUMNS.name) !== undefined && columnOf(source, each, ...REPO_COLUMNS.path) !== undefined);
  if (table === undefined) {
    const finding: Finding = { code: "repos-table-missing", offset: tables[0]?.range.start, message: "There is no table with the columns Name and Path.", remedy: "Write one: | Name | Path | GitHub URL | Description | Setup |." };
    return { repos: [], problems: placeFindings(path, source, [finding]) };
  }
  const findings = repeatedColumns(source, table);
  const repos: Repo[] = [];
  for (const row of table.rows) {
    const repo = readRepo(source, table, row, findings);
    if (repo === undefined) continue;
    const twin = repos.find((each) => each.name.toLowerCase() === repo.name.toLowerCase() || each.path === repo.path);
    if (twin === undefined) repos.push(repo);
    else findings.push({ code: "repo-repeated", offset: row.range.start, message: `${quote(repo.name)} has the name or the folder of ${quote(twin.name)}, and is left out.`, remedy: "Register each repo once." });
  }
  return { repos, problems: placeFindings(path, source, findings) };
}

function readRepo(source: string, table: Table, row: TableRow, findings: Finding[]): Repo | undefined {
  const read = (names: readonly string[]): string | undefined => {
    const column = columnOf(source, table, ...names);
    const cell = column === undefined ? undefined : row.cells[column];
    const text = cell === undefined ? "" : plainCell(cellText(source, cell), names === REPO_COLUMNS.url);
    return text === "" || /^[-–—]$/.test(text) ? undefined : text;
  };
  const [name, path] = [read(REPO_COLUMNS.name), read(REPO_COLUMNS.path)];
  if (name === undefined && path === undefined) return undefined;
  if (name === undefined || !isSafeRepoName(name)) {
    findings.push({ code: "repo-name-unusable", offset: row.range.start, message: `${name === undefined ? "A repo without a name" : quote(name)} cannot be part of a file or branch name.`, remedy: "Use letters, digits, `.`, `_` and `-`, with a letter or digit first and last." });
    return undefined;
  }
  const normalised = path === undefined ? undefined : normalisePath(path);
  if (normalised === undefined) {
    findings.push({ code: "repo-path-unusable", offset: row.range.start, message: `The repo ${quote(name)} has ${path === undefined ? "no path" : `the path ${quote(path)}`}.`, remedy: "Write a path relative to the folder that holds the planning folder, like ../api." });
    return undefined;
  }
  return { name, path: normalised, url: read(REPO_COLUMNS.url), description: read(REPO_COLUMNS.description), setup: read(REPO_COLUMNS.setup) };
}

/** Whether a repo can have a name: it ends up in branches, folders and file names, where git and Windows both have a say. */
export function isSafeRepoName(name: string): boolean {
  return /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?$/.test(name) && !name.includes("..") && !/\.lock$/i.test(name) && !/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name);
}

/** Returns a path with `/` and without `.` segments; `undefined` for one that is not relative. */
function normalisePath(path: string): string | undefined {
  const slashed = path.replaceAll("\\", "/");
  if (/^\/|^~|^[A-Za-z]:|\p{Cc}/u.test(slashed)) return undefined;
  const segments: string[] = [];
  for (const segment of slashed.split("/")) {
    if (segment === ".." && segments.length > 0 && segments.at(-1) !== "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return segments.length === 0 ? "." : segments.join("/");
}

/** Takes the markup of a whole cell off: backticks, bold, angle brackets, a link, of which the text counts or the target. */
function plainCell(text: string, target: boolean): string {
  const link = /^\[([^\]]*)\]\(([^)]*)\)$/.exec(text);
  const inner = (target ? link?.[2] : link?.[1]) ?? text;
  return inner.replace(/^(`+|\*\*)\s*(.*?)\s*\1$/, "$2").replace(/^<([^<>]*)>$/, "$1").trim();
}

function repeatedColumns(source: string, table: Table): Finding[] {
  const known: ReadonlySet<string> = new Set(Object.values(REPO_COLUMNS).flat().map((name) => name.toLowerCase()));
  const titles = table.header.cells.map((cell) => ({ cell, title: cellText(source, cell).toLowerCase() }));
  return titles
    .filter(({ title }, index) => known.has(title) && titles.findIndex((each) => each.title === title) < index)
    .map(({ cell, title }): Finding => ({ code: "repos-column-repeated", offset: cell.start, message: `The table has a second column ${quote(title)}; the first one counts.`, remedy: "Keep one of them." }));
}
