import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeOf } from "../problem.js";
import { readValidation } from "./validation.js";

const read = (text: string) => readValidation(text, "05-VALIDATION.md");

const infrastructure = "| Property | Value |\n|----------|-------|\n| **Framework** | vitest |\n| **Quick run command** | `npx vitest run a \\| tail -5` (10 s) |\n| Full suite command | npm test |\n| Estimated runtime | ~5 s |\n";
const tasks =
  "| Task ID | Plan | Wave | Requirement | Threat Ref | Secure Behavior | Test Type | Automated Command | File Exists | Status |\n|---|---|---|---|---|---|---|---|---|---|\n" +
  "| 05-01-01 | 01 | 1 | SEC-01 | T-05-01 | x | unit | `grep -c 'a\\|b' x` | ✅ | ✅ green |\n| 05-01-02 | 05-01 | 1 | — | — | — | unit | `` a`b `` | ✅ | ⬜ pending |\n| 05-02-01 | 02 | 2 | SEC-02 | | | manual | — | ❌ W0 | ❌ red |\n| 05-02-02 | 02 | 2 | SEC-02 | | | e2e | `{command}` | ❌ | ⚠️ flaky |\n| {N}-01-01 | 01 | 1 | x | | | | `x` | | ⬜ |\n";
const whole = `---\nphase: 05\nstatus: draft\n---\n\n# Validation\n\n## Test Infrastructure\n\n${infrastructure}\n## Per-Task Verification Map\n\n${tasks}\n`;

describe("readValidation", () => {
  it.each([
    ["with LF", whole],
    ["with CRLF", whole.replaceAll("\n", "\r\n")],
    ["with a byte order mark", `\uFEFF${whole}`],
  ])("reads commands without markup, and their pipes freed, %s", (_, text) => {
    const validation = read(text);
    expect(validation).toMatchObject({ status: "draft", quickRun: "npx vitest run a | tail -5", fullSuite: "npm test" });
    expect(validation.tasks.map(({ task, plan, requirement, command, status }) => [task, plan, requirement, command, status])).toEqual([
      ["05-01-01", "05-01", "SEC-01", "grep -c 'a|b' x", "green"],
      ["05-01-02", "05-01", undefined, "a`b", "pending"],
      ["05-02-01", "05-02", "SEC-02", undefined, "red"],
      ["05-02-02", "05-02", "SEC-02", undefined, "flaky"],
    ]);
    expect(validation.problems.map((problem) => `${placeOf(problem)} ${problem.code}`)).toEqual(["05-VALIDATION.md:23:1 validation-command-missing", "05-VALIDATION.md:24:1 validation-command-missing"]);
  });

  it("reads the older map with fewer columns, in any order", () => {
    const older = "| Status | Automated Command | Task ID |\n|---|---|---|\n| pending | npm test -- a | 05-03-01 |\n";
    expect(read(older).tasks).toMatchObject([{ task: "05-03-01", plan: "05-03", command: "npm test -- a", status: "pending", at: { line: 3, column: 1 } }]);
  });

  it("tells that there is nothing to run", () => {
    expect(read("# Validation\n\n```\n| Task ID | Automated Command |\n|---|---|\n| 05-01-01 | `x` |\n```\n").problems.map(({ code }) => code)).toEqual(["validation-empty"]);
  });

  it("answers for any text", () => {
    const piece = fc.constantFrom("| Property | Value |\n", "| Task ID | Automated Command | Plan |\n", "|---|---|---|\n", "| quick run | `` |\n", "| 05-01-01 | `a\\|b` |\n", "|\n", "\\", "`", "---\n", "\r\n");
    fc.assert(fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 15 }), (pieces) => read(pieces.join("")).tasks.length >= 0));
  });
});
