import { describe, expect, it } from "vitest";
import { milestoneBranch } from "./milestone-branch.js";

const branch = (strategy: "none" | "phase" | "milestone", template: string | undefined, name = "Security First"): string | undefined => milestoneBranch({ strategy, template, label: "v1.1", version: "v1.1", name });

describe("milestoneBranch", () => {
  it.each([
    ["none" as const, "dgs/{milestone}-{slug}", "milestone/v1.1"],
    ["milestone" as const, "dgs/{milestone}-{slug}", "dgs/v1.1-security-first"],
    ["milestone" as const, undefined, "dgs/v1.1-security-first"],
    ["milestone" as const, "team/{milestone}", "team/v1.1"],
    ["phase" as const, "dgs/{milestone}", undefined],
  ])("%s with %s", (strategy, template, expected) => {
    expect(branch(strategy, template)).toBe(expected);
  });

  it.each([
    ["--upload-pack=touch {slug}", "upload-pack-touch-security-first"],
    ["$(rm -rf /)/{milestone}", "rm--rf/v1.1"],
    ["../../{milestone}", "v1.1"],
    ["a..b/{milestone}.lock", "a-b/v1.1-lock"],
    ["///", "dgs"],
    [`${"x".repeat(400)}/{milestone}`, "x".repeat(200)],
  ])("a template %s is only a name", (template, expected) => {
    expect(branch("milestone", template)).toBe(expected);
  });

  it("two projects of one product with the same version have two branches", () => {
    expect(milestoneBranch({ strategy: "none", template: undefined, label: "api-v1.1", version: "v1.1", name: "" })).toBe("milestone/api-v1.1");
    expect(milestoneBranch({ strategy: "milestone", template: "dgs/{milestone}-{slug}", label: "api-v1.1", version: "v1.1", name: "X" })).toBe("dgs/api-v1.1-x");
  });

  it("a milestone without a name has its version for a slug", () => {
    expect(branch("milestone", "dgs/{slug}", "")).toBe("dgs/v1-1");
    expect(branch("milestone", "dgs/{slug}", "日本")).toMatch(/^dgs\/x[0-9a-z]+$/);
  });
});
