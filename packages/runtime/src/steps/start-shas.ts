import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { findRepos } from "../work/repos.js";

/** Reads the commit of every registered code repo; a repo without one cannot be rolled back to, so the job does not start. (Seed 000, "Rolling Back a Job") */
export async function readStartShas(ports: Pick<Ports, "files" | "git">, place: Place): Promise<Readonly<Record<string, string>> | Refusal> {
  const repos = await findRepos(ports, place);
  if (isRefusal(repos)) return repos;
  const shas: Record<string, string> = {};
  for (const repo of repos) {
    const head = await ports.git.head(repo.path);
    if (typeof head === "object") return refuse(`git-${head.code}`, `${repo.name}: ${head.message}`, head.code === "no-commits" ? "Make a first commit: a job needs a place to come back to." : "Make git work in that folder and run the command again.", { at: repo.path });
    shas[repo.name] = head;
  }
  return shas;
}
