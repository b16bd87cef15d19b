import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePlanId } from "../ids/plan-id.js";
import { filesOverlap, overlaps } from "./file-overlap.js";

describe("filesOverlap", () => {
  it.each([
    ["./src/a.ts", "src/a.ts"],
    ["src\\a.ts", "src/a.ts"],
    ["src//a.ts", "src/a.ts"],
    ["src/x/../a.ts", "src/a.ts"],
    ["`src/a.ts`", "src/a.ts (new)"],
    ["README.md", "readme.md"],
    ["src/", "src/deep/a.ts"],
    ["src", "src/deep/a.ts"],
    ["src/deep", "src/deep"],
    [".", "anything/at/all.ts"],
    ["**", "a.ts"],
    ["src/*.ts", "src/a.ts"],
    ["src/**/*.ts", "src/deep/er/a.ts"],
    ["src/**", "src/a.ts"],
    ["src/*/index.ts", "src/api"],
    ["src/**/*.ts", "src/api"],
    ["src/**/*.ts", "src/v1.x/"],
    ["src/{a,b}.ts", "src/a.ts"],
    ["src/{a,b/c}.ts", "src/b/c.ts"],
    ["src/a?.ts", "src/ab.ts"],
    ["src/[ab].ts", "src/a.ts"],
    ["src/*.ts", "src/a*.ts"],
    ["*.ts", "*"],
  ])("%s and %s are one", (a, b) => {
    expect([filesOverlap([a], [b]), filesOverlap([b], [a])]).toEqual([true, true]);
  });

  it.each([
    ["src/a.ts", "src/b.ts"],
    ["src/a", "src/ab"],
    ["src", "source/a.ts"],
    ["src/*.ts", "src/a.md"],
    ["src/*.ts", "src/deep/a.md"],
    ["src/*.ts", "src/*.md"],
    ["src/a*.ts", "src/b*.ts"],
    ["src/**/*.ts", "src/deep/a.md"],
    ["src/**/*.ts", "src/**/*.md"],
    ["src/**", "test/**"],
    ["../api/a.ts", "api/a.ts"],
  ])("%s and %s are two", (a, b) => {
    expect([filesOverlap([a], [b]), filesOverlap([b], [a])]).toEqual([false, false]);
  });

  it("takes a plan that does not say for one that may modify anything, and an empty list for nothing", () => {
    expect([filesOverlap(undefined, ["a"]), filesOverlap(["a"], undefined), filesOverlap(undefined, []), filesOverlap([], ["a"]), filesOverlap([], [])]).toEqual([true, true, true, false, false]);
  });

  it("is symmetric, and true of a file and itself, for any text", () => {
    const entry = fc.oneof(fc.string(), fc.array(fc.constantFrom("a", "B", "/", ".", "..", "*", "**", "?", "{a,b}", "[x]", "\\", "(", ")", " "), { maxLength: 8 }).map((parts) => parts.join("")));
    fc.assert(fc.property(entry, entry, (a, b) => filesOverlap([a], [b]) === filesOverlap([b], [a])));
    fc.assert(fc.property(fc.stringMatching(/^[a-z.]{1,5}(\/[a-z]{1,5}){0,3}$/), (path) => filesOverlap([path], [`./${path}`])));
  });
});

describe("overlaps", () => {
  it("tells each pair once, in plan order, with the file", () => {
    const plan = (text: string, filesModified: readonly string[] | undefined) => ({ id: parsePlanId(text)!, filesModified });
    expect(overlaps([plan("01-10", ["src/"]), plan("01-02", ["test/a.ts", "src/a.ts"]), plan("01-03", ["docs"]), plan("01-04", undefined)])).toEqual([
      { first: "01-02", second: "01-04", file: undefined },
      { first: "01-02", second: "01-10", file: "src/" },
      { first: "01-03", second: "01-04", file: undefined },
      { first: "01-04", second: "01-10", file: undefined },
    ]);
  });
});
