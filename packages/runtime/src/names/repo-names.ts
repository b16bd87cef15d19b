import { type Files, planningPath, readRepos, REPOS_FILE } from "@dgs/core";
import type { KnownName } from "./known-name.js";

/** Names the code repos that REPOS.md registers. */
export function repoNames(files: Files): readonly KnownName[] {
  const path = planningPath(REPOS_FILE);
  const text = path === undefined ? undefined : files.read(path);
  return typeof text === "string" ? readRepos(text, REPOS_FILE).repos.map(({ name, description = "" }) => ({ name, says: description })) : [];
}
