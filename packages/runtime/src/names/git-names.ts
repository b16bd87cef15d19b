import { relative } from "node:path";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal } from "../refusal.js";
import { findRepos } from "../work/repos.js";
import { eachOnce, type KnownName } from "./known-name.js";

/** Names the worktrees of the code repos, relative to a folder; asks git once for each repo. */
export async function worktreeNames(ports: Pick<Ports, "files" | "git">, place: Place, folder: string): Promise<readonly KnownName[]> {
  return ofEachRepo(ports, place, async (repo) => {
    const listed = await ports.git.listWorktrees(repo);
    return "type" in listed ? [] : listed.filter(({ main, missing }) => !main && !missing).map(({ path, branch = "" }) => ({ name: relative(folder, path) || ".", says: branch }));
  });
}

/** Names what is kept in the code repos, as `dgs recover` takes it; asks git once for each repo. */
export async function keptNames(ports: Pick<Ports, "files" | "git">, place: Place): Promise<readonly KnownName[]> {
  return ofEachRepo(ports, place, async (repo) => {
    const kept = await ports.git.listKept(repo);
    return "type" in kept ? [] : kept.map(({ ref, reason }) => ({ name: ref.replace(/^refs\/dgs\/keep\//, ""), says: reason }));
  });
}

async function ofEachRepo(ports: Pick<Ports, "files" | "git">, place: Place, find: (repo: string) => Promise<readonly KnownName[]>): Promise<readonly KnownName[]> {
  const repos = await findRepos(ports, place);
  return isRefusal(repos) ? [] : eachOnce((await Promise.all(repos.map(({ path }) => find(path)))).flat());
}
