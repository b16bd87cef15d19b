import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PhaseNumber } from "../ids/phase-number.js";
import { parsePhaseNumber } from "../ids/phase-number.js";
import { phaseBranch } from "./phase-branch.js";

const number = (text: string): PhaseNumber => parsePhaseNumber(text)!;
const branch = (template: string | undefined, more: Partial<Parameters<typeof phaseBranch>[0]> = {}): string => phaseBranch({ template, number: number("3"), name: "Sign in", folder: "03-authentication", label: "v1.1", ...more });

describe("phaseBranch", () => {
  it.each([
    [undefined, "dgs/phase-03-authentication"],
    ["gsd/phase-{phase}-{slug}", "gsd/phase-03-authentication"],
    ["{milestone}/{phase}", "v1.1/03"],
    ["team/{slug}", "team/authentication-03"],
  ])("fills %s in", (template, expected) => {
    expect(branch(template)).toBe(expected);
  });

  it("takes the title where there is no folder, and the number where there is no title", () => {
    expect(branch(undefined, { folder: undefined })).toBe("dgs/phase-03-sign-in");
    expect(branch(undefined, { folder: undefined, name: "" })).toBe("dgs/phase-03-03");
    expect(branch(undefined, { number: number("2.1"), folder: "02.1-hot-fix" })).toBe("dgs/phase-02.1-hot-fix");
  });

  it.each([
    ["--upload-pack=touch {phase}", "upload-pack-touch-03"],
    ["$(rm -rf /)/{phase}", "rm--rf/03"],
    ["../../{phase}", "03"],
    ["a..b/{phase}.lock", "a-b/03-lock"],
    ["{phase}{{slug}}", "03-authentication"],
  ])("a template %s is only a name", (template, expected) => {
    expect(branch(template)).toBe(expected);
  });

  it("is a name that git takes, whatever stands in titles and folders", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (template, name, folder) => {
        const made = branch(template, { name, folder });
        expect(made).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._/-]*$/);
        expect(made).not.toMatch(/\.\.|\/\/|\/\.|\.lock(?:\/|$)|[./-]$|@\{/);
      }),
    );
  });
});
