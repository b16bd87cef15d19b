import { escapeLine } from "../markdown/escape-line.js";
import { outlineOf } from "../markdown/outline-of.js";
import { columnOf, rowAfter, tableRow } from "../markdown/table.js";
import type { TextEdit } from "../text/edit.js";
import { type Repo, REPO_COLUMNS } from "./repos.js";

/** Renders a new `REPOS.md` with some repos. (formats.md 20) */
export function renderRepos(repos: readonly Repo[]): string {
  return [
    "# Repos",
    "",
    "The code repos of the product. Paths count from the folder that holds the planning folder.",
    "",
    tableRow(["Name", "Path", "Description", "Setup"]),
    "|------|------|-------------|-------|",
    ...repos.map((repo) => tableRow(["name", "path", "description", "setup"].map((key) => cellOf(repo, key as keyof Repo)))),
    "",
  ].join("\n");
}

/** Returns the edits that add repos to a `REPOS.md` behind those that it has; `undefined` where it has no table of repos. */
export function addRepoEdits(source: string, repos: readonly Repo[]): readonly TextEdit[] | undefined {
  const table = outlineOf(source).tables.find((each) => columnOf(source, each, ...REPO_COLUMNS.name) !== undefined && columnOf(source, each, ...REPO_COLUMNS.path) !== undefined);
  if (table === undefined) return undefined;
  const keys = Object.keys(REPO_COLUMNS) as (keyof typeof REPO_COLUMNS)[];
  return repos.map((repo) => {
    const columns = new Map(keys.map((key) => [columnOf(source, table, ...REPO_COLUMNS[key]), cellOf(repo, key)]));
    return rowAfter(source, table, table.header.cells.map((_, column) => columns.get(column) ?? ""));
  });
}

function cellOf(repo: Repo, key: keyof Repo): string {
  const text = repo[key];
  if (text === undefined || text === "") return "-";
  return key === "description" ? escapeLine(text, "inside") : text;
}
