import type { Config, Sha } from "@dgs/core";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { isGitRefusal } from "../work/git-refusal.js";
import { type CodeRepo, findRepos } from "../work/repos.js";
import { planningIn } from "../work/work-tree.js";
import { type CutOffLanding, findCutOffLanding } from "./cut-off-landing.js";
import { fastPlace } from "./fast-place.js";

/** A checkout that a fast change may be committed in: on the base branch and clean, but for what a run that was cut off has left of its own change. */
export interface FastCheckout {
  readonly type: "checkout";
  readonly repo: CodeRepo;
  readonly branch: string;
  readonly base: Sha;
  /** A change that an earlier run was bringing there when it was cut off. */
  readonly landing?: CutOffLanding;
}

/** Looks whether a checkout is fit for a fast change; DGS's own planning files may be changed there. */
export async function findCheckout(ports: Pick<Ports, "files" | "git">, place: Place, config: Config, wanted: string | undefined): Promise<FastCheckout | Refusal> {
  const repo = await chooseRepo(ports, place, wanted);
  if (isRefusal(repo)) return repo;
  const { git } = ports;
  const head = await git.headState(repo.path);
  if (head.type === "unborn") return refuse("git-no-commits", `${repo.name} has no commit on ${head.branch} yet`, "Make a first commit.", { at: repo.path });
  if (head.type === "detached") return refuse("detached", `the HEAD of ${repo.name} is detached`, "Check the base branch out: a fast change is committed on it.", { at: repo.path });
  if (head.type === "refused") return refuse(`git-${head.code}`, `${repo.name}: ${head.message}`, "Make git work in that folder and run the command again.", { at: repo.path });
  const wantedBranch = config["git.base_branch"] ?? head.branch;
  if (head.branch !== wantedBranch) return refuse("not-on-base-branch", `${repo.name} is on ${head.branch}, and the base branch is ${wantedBranch} (git.base_branch)`, `Check ${wantedBranch} out (\`git switch ${wantedBranch}\`), or use \`dgs quick --main\`, which needs no checkout.`, { at: repo.path, exit: "conflict" });
  const changed = await changedIn(ports, place, repo);
  if (isRefusal(changed)) return changed;
  const found = { repo, branch: head.branch, base: head.at };
  const landing = await findCutOffLanding(ports, { ...found, changed }, fastPlace(place, repo).branch);
  if (isGitRefusal(landing)) return refuse(`git-${landing.code}`, `${repo.name}: ${landing.message}`, "Make git work in that folder and run the command again.", { at: repo.path });
  if (changed.length > 0 && landing?.landed !== false) return dirtyCheckout(repo, changed);
  return { type: "checkout", ...found, ...(landing === undefined ? {} : { landing }) };
}

/** Refuses a checkout with changes that are in no commit. */
export function dirtyCheckout(repo: CodeRepo, changed: readonly string[]): Refusal {
  return refuse("checkout-dirty", `${repo.path} has changes that are not committed: ${changed.slice(0, 5).join(", ")}${changed.length > 5 ? ", …" : ""}`, "Commit them or put them aside with `git stash`, then run the command again; or use `dgs quick --main`.", { at: repo.path, exit: "conflict" });
}

async function chooseRepo(ports: Pick<Ports, "files" | "git">, place: Place, wanted: string | undefined): Promise<CodeRepo | Refusal> {
  const repos = await findRepos(ports, place);
  if (isRefusal(repos)) return repos;
  const names = repos.map(({ name }) => name).join(", ");
  const [only] = repos;
  if (only === undefined) return refuse("no-repository", "there is no git repository to change", "Run `git init` where the planning folder lies, or register repos in REPOS.md.", { at: place.base });
  if (wanted === undefined) return repos.length === 1 ? only : refuse("repo-missing", `the product has several repos: ${names}`, `Say which one, such as \`--repo ${only.name}\`.`);
  return repos.find(({ name }) => name === wanted) ?? refuse("unknown-repo", `there is no repo ${JSON.stringify(wanted)}`, `Choose one of ${names}.`, { at: "REPOS.md" });
}

/** The paths that differ from the last commit, without DGS's own planning files. */
async function changedIn({ git }: Pick<Ports, "git">, place: Place, repo: CodeRepo): Promise<readonly string[] | Refusal> {
  const operation = await git.operation(repo.path);
  const entries = await git.status(repo.path);
  const refused = typeof operation === "object" ? operation : isGitRefusal(entries) ? entries : undefined;
  if (refused !== undefined) return refuse(`git-${refused.code}`, `${repo.name}: ${refused.message}`, "Make git work in that folder and run the command again.", { at: repo.path });
  if (typeof operation === "string") return refuse("operation-in-progress", `a ${operation} is in progress in ${repo.path}`, "End it or abort it, then run the command again.", { at: repo.path, exit: "conflict" });
  const planning = planningIn(place, { repo });
  return isGitRefusal(entries) ? [] : entries.map(({ path }) => path).filter((path) => planning === undefined || !`${path}/`.startsWith(`${planning}/`));
}
