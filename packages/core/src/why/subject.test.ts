import { expect, it } from "vitest";
import { formatWhySubject, parseWhySubject } from "./subject.js";

it.each([
  ["3", "3"], ["03", "3"], ["2.1", "2.1"], ["phase 3", "3"], ["Phase 12A", "12A"], ["AUTH", "AUTH"],
  ["03-01", "03-01"], ["3-1", "03-01"], ["plan 03-01", "03-01"], ["03-01-parser", "03-01"], ["phases/03-x/03-01-PLAN.md", "03-01"], ["2.1-03", "02.1-03"],
  ["v1.0", "v1.0"], ["V2", "v2"], ["job v1.0", "v1.0"], ["job 1.0 4", "v1.0 4"],
  ["v1.0 4", "v1.0 4"], ["v1.0 step 4", "v1.0 4"], ["step 4", "step 4"],
])("reads %j as %s", (text, spelled) => {
  const subject = parseWhySubject(text);
  expect(subject === undefined ? undefined : formatWhySubject(subject)).toBe(spelled);
});

it.each(["", "step", "step x", "step 0", "v1.0 0", "v1.0 step", "1.0 x", "a b c d", "../x", "phase", "plan 3", "phase 3 4", "v1.0 4 5", "x 4"])("takes %j for none of these", (text) => {
  expect(parseWhySubject(text)).toBeUndefined();
});
