import type { GitRefusal, GitRefusalCode } from "@dgs/core";

/** What git says in its own `fatal:` and `error:` lines, and what it means; the first that fits counts. */
const MEANINGS: readonly (readonly [RegExp, GitRefusalCode])[] = [
  [/unable to create '.*\.lock': file exists/i, "index-locked"],
  [/aborted by hook|hook refused to rebase/, "hook-failed"],
  [/but expected|reference already exists|unable to resolve reference/, "ref-changed"],
  [/not a git repository/i, "not-a-repository"],
  [/must be run in a work tree/, "bare-repository"],
  [/is a missing but already registered worktree|is a missing but locked worktree/, "worktree-missing"],
  [/cannot be moved or removed/, "submodules"],
  [/file name too long/i, "bad-name"],
  [/' exists; cannot create '|there are still refs under/, "branch-exists"],
  [/does not have any commits yet/, "no-commits"],
  [/unable to auto-detect email|empty ident name|no (?:email|name) was given|ident name consists only of/, "identity-missing"],
  [/is already (?:checked out|used by worktree) at/, "branch-in-use"],
  [/unmerged|needs merge|during a merge|not concluded/, "unmerged"],
  [/bad (?:revision|object)|not a tree object|unknown revision|invalid revision range|needed a single revision|nonexistent object|not a valid (?:object|commit|branch point|ref)|invalid (?:object|reference)/i, "unknown-revision"],
  [/not a valid branch name|with bad name|invalid ref format/, "bad-name"],
  [/not possible to fast-forward/i, "not-fast-forward"],
  [/already exists/, "path-exists"],
];

/** Makes a refusal, with all of its words: the engine hides what is secret in them before anybody gets them. */
export function refuse(code: GitRefusalCode, message: string): GitRefusal {
  return { type: "refused", code, message: message.trim() };
}

/**
 * Returns what a failed git command meant, from what it printed.
 *
 * Only git's own lines are looked at: what a hook or a filter prints between them is somebody else's text.
 */
export function refusalOf(printed: string, fallback: GitRefusalCode = "other"): GitRefusal {
  const own = printed.split("\n").filter((line) => /^(?:fatal|error): /.test(line));
  const meaning = MEANINGS.find(([pattern]) => own.some((line) => pattern.test(line)));
  return refuse(meaning?.[1] ?? fallback, printed.trim() === "" ? "git failed and said nothing" : printed);
}

/** Tells a refusal from an answer. */
export function isRefusal(answer: unknown): answer is GitRefusal {
  return typeof answer === "object" && answer !== null && "type" in answer && answer.type === "refused";
}
