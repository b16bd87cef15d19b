import { expect, it } from "vitest";
import { joinPath, planningPath } from "./planning-path.js";

it.each(["ROADMAP.md", "phases/05-security/05-01-PLAN.md", "a/..b/c", "phases/Ünï/安全.md"])("takes %j", (text) => { expect(planningPath(text)).toBe(text); });

it.each(["", "/etc/passwd", "../x", "a/../b", "a//b", "a/", "./a", "C:/x", "a\\b", "a\0b"])("refuses %j", (text) => { expect(planningPath(text)).toBeUndefined(); });

it("joins without empty segments and never climbs", () => {
  expect(joinPath("", "phases", "05-x")).toBe("phases/05-x");
  expect(() => joinPath("phases", "..")).toThrow(RangeError);
});
