import type { GitRefusal, Sha } from "@dgs/core";
import { KEEP_ROOT, keptRefs } from "./list-kept.js";
import { isRefusal, refuse } from "./refusal.js";
import { setRef } from "./refs.js";
import type { RunGit } from "./run-git.js";

/** Days for which everything stays that is kept, whatever the configuration says. (design 3.12) */
const MIN_DAYS = 30;

const DAY_MS = 86_400_000;

/** Drops what was kept longer ago than some days and returns the refs. */
export async function expireKept(run: RunGit, spec: { readonly tree: string; readonly olderThanDays: number; readonly now: number }): Promise<readonly string[] | GitRefusal> {
  // Written so that what is no number is refused too.
  if (!(spec.olderThanDays >= MIN_DAYS)) return refuse("too-soon", `what is kept stays for ${MIN_DAYS} days at least, not for ${spec.olderThanDays}`);
  const refs = await keptRefs(run, spec.tree);
  if (isRefusal(refs)) return refs;
  const dropped: string[] = [];
  for (const kept of refs) {
    const age = spec.now - Date.parse(kept.keptAt);
    // A commit that was pinned as it is tells when it was made, not when it was kept.
    if (!kept.stashed || !(age > spec.olderThanDays * DAY_MS)) continue;
    const done = await setRef(run, spec.tree, kept.ref, undefined, kept.sha);
    if (isRefusal(done)) return done;
    dropped.push(kept.ref);
  }
  return dropped;
}

/** Drops one thing that is kept. */
export async function dropKept(run: RunGit, spec: { readonly tree: string; readonly ref: string; readonly expected: Sha }): Promise<"dropped" | GitRefusal> {
  if (!spec.ref.startsWith(KEEP_ROOT)) return refuse("bad-name", `not a ref below ${KEEP_ROOT}: ${JSON.stringify(spec.ref)}`);
  const done = await setRef(run, spec.tree, spec.ref, undefined, spec.expected);
  return isRefusal(done) ? done : "dropped";
}
