import { type GitRefusal, parseSha, type Sha, type TrailersAdded } from "@dgs/core";
import { headState } from "./head-state.js";
import { operation } from "./operation.js";
import { type FullCommit, FULL_LOG_FORMAT, parseFullLog } from "./parse/full-log.js";
import { isRefusal, refuse } from "./refusal.js";
import { setRef } from "./refs.js";
import { askGit, lineOf, type RunGit } from "./run-git.js";

/** Which commits get which trailers. */
export interface TrailersSpec {
  readonly tree: string;
  readonly base: Sha;
  readonly trailers: Readonly<Record<string, readonly string[]>>;
}

/** Writes trailers into the messages of the commits `base..HEAD`, and moves the branch to what was written. */
export async function addTrailers(run: RunGit, spec: TrailersSpec): Promise<TrailersAdded | GitRefusal> {
  const { tree } = spec;
  const state = await headState(run, tree);
  if (isRefusal(state)) return state;
  if (state.type !== "on-branch") return refuse("detached", `HEAD of ${tree} is on no branch that has a commit`);
  const busy = await operation(run, tree);
  if (isRefusal(busy)) return busy;
  if (busy !== undefined) return refuse("operation-in-progress", `a ${busy} is in progress in ${tree}`);
  const commits = await commitsSince(run, tree, spec.base);
  if (isRefusal(commits)) return commits;
  const written = await rewriteAll(run, spec, commits);
  if (isRefusal(written)) return written;
  const to = written[state.at] ?? state.at;
  if (to === state.at) return { type: "unchanged", at: to };
  // The tree is the same one: index and files need no change.
  const set = await setRef(run, tree, `refs/heads/${state.branch}`, to, state.at);
  return isRefusal(set) ? set : { type: "rewritten", from: state.at, to, commits: written };
}

async function commitsSince(run: RunGit, tree: string, base: Sha): Promise<readonly FullCommit[] | GitRefusal> {
  const args = ["log", "--reverse", "--topo-order", "--no-show-signature", "--no-color", "--encoding=UTF-8", "--date=raw", "-z", `--format=${FULL_LOG_FORMAT}`, `${base}..HEAD`, "--"];
  const stdout = await askGit(run, { tree, args, kind: "read" });
  if (isRefusal(stdout)) return stdout;
  const commits = parseFullLog(stdout);
  if (commits === undefined) return refuse("other", "what git log printed was not understood");
  const merge = commits.find((commit) => commit.parents.length !== 1);
  if (merge !== undefined) return refuse("other", `${merge.sha} is a merge or a first commit: only a straight row of commits gets trailers`);
  // What could not be decoded would be written back as something else.
  const foreign = commits.find((commit) => commit.encoding !== "" || `${commit.author}${commit.email}${commit.message}`.includes("\ufffd"));
  return foreign === undefined ? commits : refuse("other", `the message of ${foreign.sha} is not UTF-8`);
}

async function rewriteAll(run: RunGit, { tree, trailers }: TrailersSpec, commits: readonly FullCommit[]): Promise<Record<string, Sha> | GitRefusal> {
  const sign = await isSigning(run, tree);
  if (isRefusal(sign)) return sign;
  const written: Record<string, Sha> = {};
  for (const commit of commits) {
    const message = await withTrailers(run, tree, commit.message, trailers[commit.sha] ?? []);
    if (isRefusal(message)) return message;
    const [parent] = commit.parents;
    const newParent = parent === undefined ? undefined : (written[parent] ?? parent);
    if (newParent === undefined || (message === commit.message && newParent === parent)) continue;
    const sha = await writeCommit(run, tree, { ...commit, message }, newParent, sign);
    if (isRefusal(sha)) return sha;
    written[commit.sha] = sha;
  }
  return written;
}

async function isSigning(run: RunGit, tree: string): Promise<boolean | GitRefusal> {
  const answer = await run({ tree, args: ["config", "--type=bool", "--get", "commit.gpgSign"], kind: "read" });
  return isRefusal(answer) ? answer : lineOf(answer.stdout) === "true";
}

async function withTrailers(run: RunGit, tree: string, message: string, trailers: readonly string[]): Promise<string | GitRefusal> {
  const missing = trailers.filter((trailer) => !message.split("\n").includes(trailer));
  if (missing.length === 0) return message;
  return askGit(run, { tree, args: ["interpret-trailers", "--no-divider", "--if-exists=addIfDifferent", ...missing.flatMap((trailer) => ["--trailer", trailer])], stdin: message, kind: "read" });
}

async function writeCommit(run: RunGit, tree: string, commit: FullCommit, parent: Sha, sign: boolean): Promise<Sha | GitRefusal> {
  const env = { GIT_AUTHOR_NAME: commit.author, GIT_AUTHOR_EMAIL: commit.email, GIT_AUTHOR_DATE: `@${commit.authored}` };
  const stdout = await askGit(run, { tree, args: ["commit-tree", commit.tree, "-p", parent, ...(sign ? ["-S"] : []), "-F", "-"], stdin: commit.message, env, kind: "hooks" });
  if (isRefusal(stdout)) return stdout;
  return parseSha(lineOf(stdout)) ?? refuse("other", `what git commit-tree printed is no commit: ${stdout}`);
}
