import { isSameCode, readCodeHeads } from "../milestone/code-heads.js";
import { milestoneAuditPath } from "../steps/milestone-audit-path.js";
import { refuse, type Refusal } from "../refusal.js";
import { isFailure } from "../work/context.js";
import type { CompletionContext } from "./context.js";
import type { CodePlace } from "./find-trees.js";

/**
 * Refuses a milestone whose audit has not looked at exactly the code that is to be completed: other commits, an unknown one, or files that are in no commit. Fails
 * closed: what git cannot tell is a no. Planning files may differ, as audits are committed themselves. (docs/decisions/0043-a-milestone-is-completed-by-the-stages-of-a-quick.md)
 */
export async function refuseOtherCode(context: CompletionContext, code: readonly CodePlace[], heads: Readonly<Record<string, string>>): Promise<Refusal | undefined> {
  const { version } = context;
  const at = milestoneAuditPath(context);
  const again = "Have it audited again: dgs audit-milestone.";
  const seen = await readCodeHeads(context, code.flatMap(({ repo, tree }) => (tree === undefined ? [] : [{ repo, path: tree }])));
  if (isFailure(seen)) return refuse("milestone-code-unread", seen.type === "failed" ? seen.error : "the trees could not be read", "Make git work there and run the command again.");
  if (seen.uncommitted.length > 0) return refuse("milestone-dirty", `files of ${version} are in no commit: ${seen.uncommitted.slice(0, 5).join(", ")}${seen.uncommitted.length > 5 ? `, and ${String(seen.uncommitted.length - 5)} more` : ""}`, `Commit them, or put them aside (git stash --include-untracked). What is committed now has to be audited: dgs audit-milestone.`, { exit: "human-needed" });
  for (const { repo, at: tip } of code) {
    const audited = heads[repo.name];
    if (audited === undefined) return refuse("milestone-audit-commit-unknown", `the audit of ${version} does not say which commit of ${repo.name} it has looked at`, again, { at, exit: "gaps" });
    const same = await isSameCode(context, repo, audited, tip);
    if (same === undefined) return refuse("milestone-audit-commit-unknown", `git does not know the commit ${audited.slice(0, 10)} of ${repo.name} that the audit of ${version} has looked at`, again, { at, exit: "gaps" });
    if (!same) return refuse("milestone-audit-stale", `the audit of ${version} is older than the code: it has looked at ${audited.slice(0, 10)} of ${repo.name}, which is at ${tip.slice(0, 10)} now`, again, { at, exit: "gaps" });
  }
  return undefined;
}
