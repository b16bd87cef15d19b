import { describe, expect, it } from "vitest";
import { compareVersions, parseVersion, sameVersion, versionsIn, type MilestoneVersion } from "./version.js";

const version = (text: string): MilestoneVersion => {
  const parsed = parseVersion(text);
  if (parsed === undefined) throw new Error(`not a version: ${text}`);
  return parsed;
};

it("reads versions with and without the letter", () => {
  expect(["v6", "6", "V1.1", " 1.2.1 "].map(parseVersion)).toEqual(["v6", "v6", "v1.1", "v1.2.1"]);
  expect(["", "v", "v1.", "1..2", "v1.0-beta", "next"].map(parseVersion)).toEqual(Array.from({ length: 6 }, () => undefined));
});

it("orders versions by number", () => {
  expect(["v1.10", "v1.2", "v2", "v1.2.1"].map(version).sort(compareVersions)).toEqual(["v1.2", "v1.2.1", "v1.10", "v2"]);
  expect(sameVersion(version("1.1"), version("v1.1.0"))).toBe(true);
});

describe("versionsIn", () => {
  it.each([
    ["## Roadmap v3.0: Next", ["v3.0"]], ["v1.1, then v1.10.", ["v1.1", "v1.10"]], ["(v6)", ["v6"]], ["v2.0 - Phases 5-8", ["v2.0"]],
    ["rev1.1 and 1.1 and v1.1.x", []], ["v1.0-beta", []], ["API v2beta", []],
  ])("%j names %j", (text, found) => { expect(versionsIn(text)).toEqual(found); });
});
