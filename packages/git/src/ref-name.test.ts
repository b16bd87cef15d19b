import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { isBranchName, isRefName } from "./ref-name.js";

it("agrees with git check-ref-format", () => {
  const part = fc.constantFrom("a", "B9", "ü", "😀", "-", ".", "..", "/", "//", " ", "~", "^", ":", "?", "*", "[", "]", "\\", "@", "{", "@{", ".lock", "\n", "\x7f", "HEAD");
  const name = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(name, (text) => {
      const ref = `refs/${text}`;
      expect(isRefName(ref), JSON.stringify(ref)).toBe(spawnSync("git", ["check-ref-format", ref]).status === 0);
    }),
    { numRuns: 150 },
  );
});

it.each([
  ["main", true],
  ["feature/ünï-1", true],
  ["-b", false],
  ["HEAD", false],
  ["@", false],
  ["", false],
  ["a/", false],
])("branch %j: %s", (branch, is) => {
  expect(isBranchName(branch)).toBe(is);
});

it("takes only names below refs/", () => {
  for (const ref of ["HEAD", "main", "-d", "refs", "refs/"]) expect(isRefName(ref), ref).toBe(false);
});
