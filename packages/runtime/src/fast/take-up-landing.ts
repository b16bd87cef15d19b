import type { Diff, GitRefusal } from "@dgs/core";
import { refuse, type Refusal } from "../refusal.js";
import type { WorkContext } from "../work/context.js";
import { isGitRefusal } from "../work/git-refusal.js";
import { lockIn } from "../work/lock-in.js";
import { dirtyCheckout, type FastCheckout } from "./checkout.js";
import type { CutOffLanding } from "./cut-off-landing.js";
import type { FastChange } from "./make-change.js";

/**
 * Brings a change to the base branch that a run was bringing there when it was cut off; the tests were green and the commit made before it began.
 *
 * What git had left of it in the checkout is kept first. Where something else lies there nothing is touched.
 */
export async function takeUpLanding(context: WorkContext, checkout: FastCheckout, landing: CutOffLanding): Promise<FastChange | Refusal> {
  const { git } = context.ports;
  const { repo, branch } = checkout;
  if (!landing.landed) {
    const moved = await git.fastForward({ repo: repo.path, branch, to: landing.commit });
    if (isGitRefusal(moved)) return refuseLanding(context, checkout, landing, moved);
    context.onEvent({ type: "note", text: `${landing.commit.slice(0, 10)} (${landing.subject}) was on its way to ${branch} when an earlier run was cut off: it is there now` });
  }
  const [diff, changed] = [await git.diff(repo.path, landing.base, landing.commit), await git.changed(repo.path, landing.base, landing.commit)];
  if (isGitRefusal(diff) || isGitRefusal(changed)) return refuse("git-other", `${repo.name}: ${landing.commit} cannot be read`, "Make git work in that folder and run the command again.", { at: repo.path });
  return changeOf(landing, diff, changed.map(({ path }) => path));
}

function changeOf({ commit, subject }: CutOffLanding, diff: Diff, files: readonly string[]): FastChange {
  return { type: "change", commit, subject, files, diff };
}

async function refuseLanding({ ports: { git } }: WorkContext, { repo, branch }: FastCheckout, landing: CutOffLanding, refusal: GitRefusal): Promise<Refusal> {
  const about = `${landing.commit.slice(0, 10)} (${landing.subject}) was on its way to ${branch} of ${repo.name} when an earlier run was cut off, and cannot be brought there`;
  if (refusal.code !== "dirty" && refusal.code !== "path-exists") {
    const lock = lockIn(refusal.message);
    const remedy = lock === undefined ? "Clear that up and run the command again: it goes on there." : `When no git runs in ${repo.path}, a git that was killed has left that lock: delete ${lock}, and run the command again: it goes on there.`;
    return refuse(`git-${refusal.code}`, `${about}: ${refusal.message}`, remedy, { at: repo.path, exit: "conflict" });
  }
  const entries = await git.status(repo.path);
  const dirty = dirtyCheckout(repo, isGitRefusal(entries) ? [] : entries.map(({ path }) => path));
  return { ...dirty, message: `${dirty.message}. ${about}: somebody has changed them since` };
}
