import path from "node:path";
import { expect, it } from "vitest";
import type { Refused } from "./refused.js";
import { plainPaint } from "./paint.js";
import { failureReport, renderFailure } from "./failure.js";

const cwd = path.resolve("/product/code");
const root = path.resolve("/product/.planning");
const refusal = (at: string | undefined): Refused["refusal"] => ({ type: "refused", code: "some-code", message: "it is\nbroken", remedy: "Mend it.", exit: "usage", ...(at === undefined ? {} : { at }) });

it("says in three lines what was wrong, where, and what to do", () => {
  expect(renderFailure({ type: "refused", refusal: refusal("ROADMAP.md:3:1"), root }, cwd, plainPaint)).toBe(`dgs: it is broken
  at: ${path.join("..", ".planning", "ROADMAP.md")}:3:1
  do: Mend it.`);
});

it.each([
  ["ROADMAP.md", root, path.join("..", ".planning", "ROADMAP.md")],
  ["ROADMAP.md:3", root, `${path.join("..", ".planning", "ROADMAP.md")}:3`],
  [path.resolve("/product/code/a.md") + ":1:2", root, "a.md:1:2"],
  [path.resolve("/product/code"), undefined, "."],
  [undefined, root, path.join("..", ".planning")],
  [undefined, undefined, "."],
  ["the command line, argument 1: x", undefined, "the command line, argument 1: x"],
  ["the command line, argument 1: x", root, "the command line, argument 1: x"],
  ["the command line", root, "the command line"],
  ["the command line.md:3:1", root, `${path.join("..", ".planning", "the command line.md")}:3:1`],
])("gives the place %s from where the person stands", (at, base, place) => {
  expect(failureReport({ type: "refused", refusal: refusal(at), ...(base === undefined ? {} : { root: base }) }, cwd).error.at).toBe(place);
});

it("gives a far place as an absolute path", () => {
  const far = path.resolve("/a/b/c");
  expect(failureReport({ type: "refused", refusal: refusal(far) }, path.resolve("/x/y/z/w")).error.at).toBe(far);
});

it("pins the JSON of a refusal", () => {
  const problems = [{ code: "a", severity: "error", message: "m", remedy: "r", path: "ROADMAP.md" }] as const;
  expect(failureReport({ type: "refused", refusal: { ...refusal("ROADMAP.md"), problems }, root }, root)).toEqual({
    error: { code: "some-code", message: "it is\nbroken", at: "ROADMAP.md", remedy: "Mend it.", exit: "usage", problems },
  });
});
