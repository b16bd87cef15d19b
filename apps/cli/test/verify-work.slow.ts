import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "./built-program.js";
import { hasTerminal, KEYS, onTerminal, type TypedAnswer } from "./on-terminal.js";
import { makeProduct, type SampleProduct } from "./sample-product.js";

let program: BuiltProgram;
let product: SampleProduct;

beforeAll(() => { program = buildProgram(); }, 240_000);
afterAll(() => { program.remove(); });
beforeEach(() => {
  product = makeProduct({ "phases/01-parser/01-01-SUMMARY.md": "---\nphase: 01-parser\nplan: 01\n---\n\n# Summary\n\n## Accomplishments\n\n- `1h` is read\n- A bad unit is told\n" });
});
afterEach(() => { product.remove(); });

const dgs = (...args: string[]) => program.run(args, { cwd: product.base });
const uat = (): string => path.join(product.planning, "phases/01-parser/01-UAT.md");

describe("dgs verify-work without a terminal", { timeout: 120_000 }, () => {
  it("asks nobody and writes nothing: exit code 4 with what is open", () => {
    const before = readdirSync(path.join(product.planning, "phases/01-parser"));
    const json = dgs("verify-work", "1", "--json");
    expect(json.code, json.stderr).toBe(4);
    expect(JSON.parse(json.stdout)).toMatchObject({ type: "verify-work", exit: "human-needed", phase: "1", path: "phases/01-parser/01-UAT.md", open: [{ number: 1, name: "1h is read", expected: "`1h` is read", result: "pending" }, { number: 2 }], next: { command: "dgs verify-work 1" } });
    const plain = dgs("verify-work");
    expect([plain.code, plain.stderr]).toEqual([4, ""]);
    expect(plain.stdout).toContain("  2. A bad unit is told  (pending)");
    expect(readdirSync(path.join(product.planning, "phases/01-parser"))).toEqual(before);
  });

  it("passes without a test, says so, and calls the phase accepted", () => {
    const end = dgs("verify-work", "1", "--auto");
    expect(end.code, end.stderr).toBe(0);
    expect(end.stdout).toContain("Passed without a test: 1, 2");
    expect(readFileSync(uat(), "utf8").match(/^result: pass\nreason: not tested: passed by verify-work --auto, run by .+@.+\nsource: 01-01-SUMMARY\.md#\d$/gm)).toHaveLength(2);
    expect(dgs("verify-work").stderr).toContain("no phase is carried out and not tested yet");
  });

  it.each([
    [["2"], 2, "there is nothing to test in phase 2"],
    [["9"], 2, "the active milestone has no phase 9"],
    [["1", "--auto", "--again"], 2, "--auto and --again contradict each other"],
    [["1", "--diagnose"], 2, "no agents are configured"],
  ])("refuses %j", (args, code, says) => {
    const end = dgs("verify-work", ...args);
    expect([end.code, end.stderr.includes(says), end.stderr]).toEqual([code, true, end.stderr]);
    expect(existsSync(uat())).toBe(false);
  });
});

const terminal = (args: readonly string[], answers: readonly TypedAnswer[]) => onTerminal(program, { cwd: product.base, args, answers });
const { down: DOWN, enter: ENTER, interrupt: INTERRUPT } = KEYS;

describe.skipIf(!hasTerminal)("dgs verify-work on a terminal", () => {
  it("takes answers one by one, stops, goes on, and ends with 3 where there is an issue", async () => {
    const first = await terminal(["verify-work"], [[/\(1 of 2\)[^]*Stop/, ENTER], [/\(2 of 2\)[^]*Stop/, `${DOWN}${DOWN}${DOWN}${DOWN}${ENTER}`]]);
    expect([first.code, first.screen]).toEqual([4, expect.stringContaining("Phase 1, test 2 (2 of 2): A bad unit is told")]);
    expect(readFileSync(uat(), "utf8")).toMatch(/result: pass\n[^]*result: \[pending\]\n/);
    const second = await terminal(["verify-work", "1"], [[/\(1 of 1\)[^]*Stop/, `${DOWN}${ENTER}`], [/What is wrong\?/, `it crashes${ENTER}`], [/How bad is it\?[^]*cosmetic/, ENTER]]);
    expect([second.code, second.screen]).toEqual([3, expect.stringContaining("2. A bad unit is told  (blocker: it crashes)")]);
    expect(readFileSync(uat(), "utf8")).toContain("result: issue\nreported: it crashes\nseverity: blocker\nsource: 01-01-SUMMARY.md#2\n");
  });

  it("is taken up at the third test once it was interrupted after two answers", async () => {
    writeFileSync(path.join(product.planning, "phases/01-parser/01-01-SUMMARY.md"), "---\nphase: 01-parser\nplan: 01\n---\n\n# Summary\n\n## Accomplishments\n\n- `1h` is read\n- A bad unit is told\n- Days are read\n- Nothing is written\n");
    const first = await terminal(["verify-work", "1"], [[/\(1 of 4\)[^]*Stop/, ENTER], [/\(2 of 4\)[^]*Stop/, ENTER], [/\(3 of 4\)[^]*Stop/, INTERRUPT]]);
    expect([first.code, first.screen]).toEqual([4, expect.stringContaining("Phase 1, test 3 (3 of 4): Days are read")]);
    expect(readFileSync(uat(), "utf8").match(/^result: .*$/gm)).toEqual(["result: pass", "result: pass", "result: [pending]", "result: [pending]"]);
    const second = await terminal(["verify-work", "1"], [[/test 3 \(1 of 2\)[^]*Stop/, ENTER], [/test 4 \(2 of 2\)[^]*Stop/, ENTER]]);
    expect([second.code, second.screen]).toEqual([0, expect.not.stringContaining("test 1 (")]);
    expect(readFileSync(uat(), "utf8").match(/^result: pass$/gm)).toHaveLength(4);
  });
});
