import { expect, it } from "vitest";
import { isRefusal, refusalOf, refuse } from "./refusal.js";

it.each([
  ["fatal: Unable to create '/r p/.git/index.lock': File exists.\n\nAnother git process seems to be running", "index-locked"],
  ["fatal: update_ref failed for ref 'refs/x': cannot lock ref 'refs/x': Unable to create '/r/.git/refs/x.lock': File exists.", "index-locked"],
  ["fatal: update_ref failed for ref 'refs/x': cannot lock ref 'refs/x': is at aaa but expected bbb", "ref-changed"],
  ["fatal: update_ref failed for ref 'refs/x': cannot lock ref 'refs/x': reference already exists", "ref-changed"],
  ["fatal: not a git repository (or any of the parent directories): .git", "not-a-repository"],
  ["Author identity unknown\n\n*** Please tell me who you are.\n\nfatal: empty ident name (for <>) not allowed", "identity-missing"],
  ["fatal: 'main' is already used by worktree at '/r'", "branch-in-use"],
  ["fatal: 'main' is already checked out at '/r'", "branch-in-use"],
  ["fatal: '/r/x' already exists", "path-exists"],
  ["fatal: bad object 0123", "unknown-revision"],
  ["error: Committing is not possible because you have unmerged files.", "unmerged"],
  ["fatal: cannot do a partial commit during a merge.", "unmerged"],
  ["fatal: ref updates aborted by hook", "hook-failed"],
  ["fatal: detected dubious ownership in repository at '/r'", "other"],
] as const)("takes %j for %s", (printed, code) => {
  expect(refusalOf(printed)).toEqual({ type: "refused", code, message: printed });
});

it("listens to git's own lines only", () => {
  expect(refusalOf("lint: not a git repository\nfatal: something else").code).toBe("other");
});

it("keeps all of the words, and says so when there are none", () => {
  expect(refusalOf(`${"x".repeat(10_000)}\nfatal: the reason`).message).toHaveLength(10_018);
  expect(refusalOf("\n").message).not.toBe("");
});

it("tells refusals from answers", () => {
  expect(isRefusal(refuse("other", "x"))).toBe(true);
  for (const answer of [undefined, null, "refused", [], {}, { type: "added" }]) expect(isRefusal(answer)).toBe(false);
});
