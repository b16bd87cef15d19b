import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPattern, searchPattern } from "./pattern.js";

const finds = (pattern: string, text: string): boolean | undefined => {
  const made = createPattern(pattern);
  return made === undefined ? undefined : searchPattern(made, text).kind === "found";
};

describe("searchPattern", () => {
  it.each([
    ["fetch.*api/chat", "x = fetch('/api/chat')", true],
    ["fetch.*api/chat", "x = fetch('/api/\nchat')", false],
    ["this\\.repository\\.", "this.repository.find()", true],
    ["this\\.repository\\.", "this_repository.find()", false],
    ["prisma\\.message\\.(find|create)", "prisma.message.create({})", true],
    ["^import .* from [\"']\\./a(\\.js)?[\"'];?$", "x\nimport { a } from './a.js';\ny", true],
    ["\\bTODO\\b", "xTODO", false],
    ["a{2,3}$", "caa", true],
    ["[^\\w\\s]+", "abc def", false],
    ["[A-Z][a-z]*?\\d", "xAb7", true],
    ["a|b|", "", true],
    ["router\\.(?:get|post)\\(", "router.post('/x')", true],
    ["[a-", "a", undefined],
    ["(?=a)b", "b", undefined],
    ["(a)\\1", "aa", undefined],
    ["*a", "a", undefined],
    ["a)", "a", undefined],
    ["x".repeat(501), "x", undefined],
    ["(((a{100}){100}){100})", "a", undefined],
  ])("%j in %j: %s", (pattern, text, expected) => {
    expect(finds(pattern, text)).toBe(expected);
  });

  it("finds what JavaScript finds", () => {
    const piece = fc.constantFrom("a", "b", ".", "\\w", "\\d", "[ab]", "[^a]", "(a|b)", "(?:ab)", "a*", "b+", "a?", "b{1,2}", "(a|b)*", "^", "$", "\\b", "\\s", "(a*b)+", "[a-c\\d]");
    const pattern = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));
    const text = fc.array(fc.constantFrom("a", "b", "c", "1", " ", "\n"), { maxLength: 12 }).map((parts) => parts.join(""));
    fc.assert(fc.property(pattern, text, (source, within) => finds(source, within) === new RegExp(source, "m").test(within)), { numRuns: 2000 });
  });

  it.each(["(a+)+$", "(a|a)*$", "(a|aa)+$", "(.*a){20}", "a*a*a*a*a*a*b", "([a-z]+)*=", "(\\w+\\s?)*$x"])("takes no more steps than text times pattern of %s", (source) => {
    const pattern = createPattern(source)!;
    const text = "a".repeat(20_000);
    expect(searchPattern(pattern, text).work).toBeLessThan(text.length * pattern.steps.length * 3);
  });

  it("knows a pattern that is found in anything", () => {
    expect([".*", "", "a?", "x|"].map((source) => createPattern(source)?.tellsNothing)).toEqual([true, true, true, true]);
    expect(createPattern("a")?.tellsNothing).toBe(false);
  });
});
