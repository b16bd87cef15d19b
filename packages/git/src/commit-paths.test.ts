import { expect, it } from "vitest";
import { commitPaths } from "./commit-paths.js";

const entries = [
  { code: "M ", path: "a.txt" },
  { code: "??", path: "dir/b.txt" },
  { code: " D", path: "dir-too/c.txt" },
  { code: "??", path: "inner/" },
];

it("takes all, or the named files and what is below the named folders", () => {
  expect(commitPaths(entries, undefined)).toEqual({ files: ["a.txt", "dir/b.txt", "dir-too/c.txt"], toStage: ["a.txt", "dir/b.txt", "dir-too/c.txt"], othersStaged: false, stagedOtherwise: false });
  expect(commitPaths(entries, ["dir/", "inner"])).toEqual({ files: ["dir/b.txt"], toStage: ["dir/b.txt"], othersStaged: true, stagedOtherwise: false });
  expect(commitPaths(entries, ["a.txt"])).toEqual({ files: ["a.txt"], toStage: ["a.txt"], othersStaged: false, stagedOtherwise: false });
});

it.each(["MM", "AM", "AD", "MD", "TM"])("sees that of a chosen file something else is staged: %s", (code) => {
  expect(commitPaths([{ code, path: "a" }, { code: "??", path: "b" }], undefined)).toMatchObject({ stagedOtherwise: true });
  expect(commitPaths([{ code, path: "a" }, { code: "??", path: "b" }], ["b"])).toMatchObject({ stagedOtherwise: false });
});

it("sees that a staged repository inside the tree stays out of the commit", () => {
  expect(commitPaths([{ code: "A ", path: "inner/" }], undefined)).toEqual({ files: [], toStage: [], othersStaged: true, stagedOtherwise: false });
});

it("stages nothing of a deletion that is staged already, and does of what is there again under its name", () => {
  expect(commitPaths([{ code: "D ", path: "a" }, { code: "D ", path: "b" }, { code: "??", path: "b" }], undefined)).toMatchObject({ files: ["a", "b", "b"], toStage: ["b"] });
});

it.each(["DD", "AU", "UD", "UA", "DU", "AA", "UU"])("refuses while a path is %s", (code) => {
  expect(commitPaths([{ code, path: "x" }], ["y"])).toMatchObject({ type: "refused", code: "unmerged" });
});

it.each(["", "/", "/abs", "..", "a/../b", "a//b", "."])("refuses the path %j", (path) => {
  expect(commitPaths(entries, [path])).toMatchObject({ type: "refused", code: "bad-name" });
});
