import { describe, expect, it } from "vitest";
import { compareWithBase, type SeenOnBase } from "./compare-with-base.js";
import type { AuditStep } from "./types.js";

const SUITE = "the full suite of VALIDATION.md";

function compare(now: Partial<AuditStep>, base: Partial<SeenOnBase>, more: { readonly origin?: string; readonly again?: Partial<AuditStep>; readonly unnamedAgain?: boolean } = {}) {
  const first: AuditStep = { stage: "test", test: 1, command: "npm test", origin: more.origin ?? SUITE, status: "completed", outcome: "failed", exit: 1, ...now };
  const again: AuditStep = more.unnamedAgain === true ? { stage: "test again", test: 1, status: "completed", outcome: "failed", exit: 1, failures: 1 } : { ...first, stage: "test again", ...more.again };
  return compareWithBase({ steps: [first, again] }, 1, { outcome: "failed", exit: 1, said: "exit 1", ...base });
}

describe("what failed before a phase", () => {
  it("is told from what is new by the names of tests", () => {
    const five = ["a", "b", "c", "d", "e"];
    expect(compare({ failing: five, failures: 5 }, { failing: ["c", "a", "e", "z"], failures: 4 })).toEqual({ already: false, said: "2 of 5 failing tests are new: b, d; 3 failed before the phase: a, c, e", fresh: ["b", "d"], old: ["a", "c", "e"] });
    expect(compare({ failing: ["b"], failures: 1 }, { failing: ["a"], failures: 1 })).toEqual({ already: false, said: "1 of 1 failing test is new: b; none of them failed before the phase", fresh: ["b"] });
    expect(compare({ failing: ["a", "c"], failures: 2 }, { failing: ["a", "b", "c"], failures: 3 })).toEqual({ already: true, said: "all 2 failing tests failed before the phase, too: a, c", old: ["a", "c"] });
    expect(compare({ failing: ["a"], failures: 1 }, { failing: ["a"], failures: 1 })).toMatchObject({ already: true, said: "the failing test failed before the phase, too: a" });
  });

  it("says how many names there are where they are many", () => {
    const names = Array.from({ length: 12 }, (_, at) => `t${String(at + 10)}`);
    expect(compare({ failing: names }, { failing: names }).said).toBe("all 12 failing tests failed before the phase, too: t10, t11, t12, t13, t14 and 7 more");
  });

  it("holds each test that failed in any of the runs", () => {
    expect(compare({ failing: ["a", "b"] }, { failing: ["a"] }, { again: { failing: ["a"] } })).toMatchObject({ already: false, fresh: ["b"] });
  });

  it.each<[string, ReturnType<typeof compare>]>([
    ["one failure more has no name of its own", compare({ failing: ["TestAdd"], failures: 2 }, { failing: ["TestAdd"], failures: 1 })],
    ["the exit code is another one, though the names are old", compare({ failing: ["a"], failures: 1, exit: 9 }, { failing: ["a"], failures: 1 })],
    ["a command of a plan was red before", compare({ failing: ["a"] }, { failing: ["a"] }, { origin: "plan 03-01, task 1" })],
    ["a command that nobody declares any more was red before", compare({ failing: ["a"] }, { failing: ["a"] }, { origin: "an earlier audit" })],
    ["it passed there", compare({ failing: ["a"] }, { outcome: "passed", exit: 0 })],
    ["it could not be run there", compare({ failing: ["a"] }, { outcome: "infrastructure", exit: 127 })],
    ["no test ran there", compare({ failing: ["a"] }, { outcome: "no-test-ran", exit: 0 })],
    ["it did not end in time there", compare({ failing: ["a"] }, { outcome: "timed-out" })],
    ["it does not end in time now", compare({ failing: ["a"], outcome: "timed-out" }, { failing: ["a"] })],
    ["unnamed failures, another exit code", compare({ failures: 1, exit: 2 }, { failures: 1 })],
    ["unnamed failures, more of them", compare({ failures: 3 }, { failures: 2 })],
    ["unnamed failures, fewer of them: which, nobody can tell", compare({ failures: 1 }, { failures: 2 })],
    ["a runner counted only now", compare({ failures: 2 }, {})],
    ["a runner counted only there", compare({}, { failures: 2 })],
  ])("is nothing where %s", (_, compared) => {
    expect(compared.already).toBe(false);
  });

  it("is told by exit code and counts where not every failing test has a name, and says so", () => {
    expect(compare({ failures: 2 }, { failures: 2, failing: ["a", "b"] })).toEqual({ already: true, said: "not every failing test has a name, so that exit code and counts are compared: exit 1 and 2 failures, as on the base" });
    expect(compare({}, {})).toEqual({ already: true, said: "not every failing test has a name, so that exit code and counts are compared: exit 1, as on the base" });
    expect(compare({ failures: 1, failing: ["a"] }, { failures: 2 }).said).toBe("not every failing test has a name, so that exit code and counts are compared: exit 1 and 1 failure, and on the base exit 1 and 2 failures");
    // One run without names leaves nothing to compare by names.
    expect(compare({ failures: 1, failing: ["a"] }, { failures: 1, failing: ["a"] }, { unnamedAgain: true }).said).toContain("exit code and counts");
  });

  it("takes the number of failures for no other exit code, as mocha ends with it", () => {
    expect(compare({ failing: ["a"], failures: 1, exit: 1 }, { failing: ["a", "b", "c"], failures: 3, exit: 3 })).toMatchObject({ already: true, old: ["a"] });
    expect(compare({ failing: ["a"], failures: 1, exit: 2 }, { failing: ["a", "b", "c"], failures: 3, exit: 3 })).toMatchObject({ already: false });
  });
});
