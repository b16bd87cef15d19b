import { basename, resolve } from "node:path";
import { planningPath, readRepos, REPOS_FILE } from "@dgs/core";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { fileRefusal, problemRefusal, refuse, type Refusal } from "../refusal.js";

/** A code repo of the product, found on disk. */
export interface CodeRepo {
  readonly name: string;
  /** The top folder of its main work tree, absolute. */
  readonly path: string;
  readonly setup: string | undefined;
}

/** Finds the code repos: those that REPOS.md registers, else the repository that holds the planning folder. */
export async function findRepos(ports: Pick<Ports, "files" | "git">, place: Place): Promise<readonly CodeRepo[] | Refusal> {
  const path = planningPath(REPOS_FILE);
  const text = path === undefined ? undefined : ports.files.read(path);
  if (typeof text === "object") return fileRefusal(text);
  if (text === undefined) return findOwnRepo(ports, place);
  const { repos, problems } = readRepos(text, REPOS_FILE);
  const refusal = problemRefusal(problems);
  if (refusal !== undefined) return refusal;
  const found: CodeRepo[] = [];
  for (const repo of repos) {
    const folder = resolve(place.base, repo.path);
    const top = await ports.git.topLevel(folder);
    if (typeof top !== "string") return refuse("repo-not-found", `the repo ${repo.name} is not a git repository: ${folder}`, "Clone it there, or correct its path in REPOS.md.", { at: REPOS_FILE });
    found.push({ name: repo.name, path: top, setup: repo.setup });
  }
  return found;
}

async function findOwnRepo(ports: Pick<Ports, "git">, place: Place): Promise<readonly CodeRepo[] | Refusal> {
  const top = await ports.git.topLevel(place.base);
  if (typeof top === "object") return refuse(`git-${top.code}`, top.message, "Make git work in that folder and run the command again.", { at: place.base });
  return top === undefined ? [] : [{ name: basename(top), path: top, setup: undefined }];
}
