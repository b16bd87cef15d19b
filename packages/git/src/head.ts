import { type GitRefusal, parseSha, type Sha } from "@dgs/core";
import { isRefusal, refusalOf, refuse } from "./refusal.js";
import { askGit, lineOf, type RunGit } from "./run-git.js";

/** Returns the commit that HEAD names. */
export async function head(run: RunGit, tree: string): Promise<Sha | GitRefusal> {
  const stdout = await askGit(run, { tree, args: ["rev-parse", "--verify", "HEAD"], kind: "read" });
  if (isRefusal(stdout)) {
    // HEAD itself always exists: that it names nothing means that nothing was committed.
    return stdout.code === "unknown-revision" ? refuse("no-commits", "there is no commit yet") : stdout;
  }
  return shaOf(stdout);
}

/** Returns the branch that HEAD is on, without `refs/heads/`; `undefined` when it is detached. */
export async function branch(run: RunGit, tree: string): Promise<string | undefined | GitRefusal> {
  const answer = await run({ tree, args: ["symbolic-ref", "--quiet", "HEAD"], kind: "read" });
  if (isRefusal(answer)) return answer;
  if (answer.code === 1) return undefined;
  if (answer.code !== 0) return refusalOf(answer.printed);
  return lineOf(answer.stdout).replace(/^refs\/heads\//, "");
}

/** Returns the commit that a ref or revision names; `undefined` when it names none. */
export async function resolve(run: RunGit, tree: string, revision: string): Promise<Sha | undefined | GitRefusal> {
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
  const answer = await run({ tree, args, kind: "read" });
  if (isRefusal(answer)) return answer;
  if (answer.code === 0) return shaOf(answer.stdout);
  const refusal = refusalOf(answer.printed, "unknown-revision");
  return answer.code === 1 || refusal.code === "unknown-revision" ? undefined : refusal;
}

/** Returns the object id that a line of git's output spells. */
export function shaOf(stdout: string): Sha | GitRefusal {
  return parseSha(lineOf(stdout)) ?? refuse("other", `git printed no object id: ${JSON.stringify(stdout.slice(0, 200))}`);
}
