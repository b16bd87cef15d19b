import { columnsOf } from "@dgs/render";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BOTH_AT_WORK, type LiveScene, openLiveScene } from "./live-scene.js";
import type { LiveTerminal, TerminalSize } from "./live-terminal.js";
import { hasTerminal } from "./on-terminal.js";

const LARGE: TerminalSize = { columns: 200, rows: 50 };
const USUAL: TerminalSize = { columns: 100, rows: 30 };
const SMALL: TerminalSize = { columns: 60, rows: 20 };
const TINY: TerminalSize = { columns: 30, rows: 10 };

/** Where there is room. */
const WHOLE = `run-job v1.0  step 1 of 3  T
  2 agents  unknown of 1,500,000,000 tokens  unknown of $500.00
  [>] /dgs:execute-phase 1 --non-interactive  T
    Phase 1: Parse
    [>] 01-01  run  T  writes its summary
    [>] 01-02  run  T  writes its summary
    [ ] 01-03  wave 2
  [ ] /dgs:audit-phase 1
  [ ] /dgs:audit-milestone v1.0
  ? help   up/down choose   enter details   p pause   c cancel   q leave`;

/** In 60 columns. */
const NARROWER = WHOLE.replace("$500.00", "$5…").replace("cancel   q leave", "ca…");

/** In 30 columns and 10 rows. */
const CUT = `run-job v1.0  step 1 of 3  T…
  2 agents  unknown of 1,500…
  [>] /dgs:execute-phase 1 -…
    Phase 1: Parse
    [>] 01-01  run  T…
    [>] 01-02  run  T…
    … 3 more
  ? help   up/down choose…`;

let scene: LiveScene;
beforeAll(() => { scene = openLiveScene(); }, 120_000);
afterAll(() => { scene.remove(); });

/** A screen without its empty lines at the end, and without times, which take more room the longer somebody waits. */
function timeless(terminal: LiveTerminal): string {
  return terminal.screen().map((line) => line.replace(/\d+ min \d+ s|\d+ s/g, "T").replace(/ {2}\d+(?: (?:m|mi|min|min \d*))?…$/, "  T…").replace(/T {2}\w*…$/, "T…")).join("\n").trimEnd();
}

/** The run as it stands, without what was told above it. */
const viewOf = (terminal: LiveTerminal): string => timeless(terminal).replace(/^[^]*?(?=^run-job v1\.0)/m, "");

const widest = (terminal: LiveTerminal): number => Math.max(...terminal.written().split(/\r?\n/).map(columnsOf));

describe.skipIf(!hasTerminal)("the live view of two plans side by side", () => {
  it("fits terminals of every size, with colours and without, and one that changes its size", async () => {
    const colours = { NO_COLOR: "" };
    const run = scene.on(USUAL, ["run-job", "v1.0", ...scene.agents], colours);
    await run.until(BOTH_AT_WORK);
    const [plain, coloured] = [{}, colours].map((env) => [LARGE, USUAL, SMALL, TINY].map((size) => scene.on(size, ["watch", "v1.0"], env))) as [LiveTerminal[], LiveTerminal[]];
    const sizes = [WHOLE, WHOLE, NARROWER, CUT];
    for (const watchers of [plain, coloured]) for (const [at, watcher] of watchers.entries()) await watcher.until(() => timeless(watcher) === sizes[at]);
    await run.until(() => viewOf(run) === WHOLE.replace("   q leave", ""));
    // What was told stays above it, up to the edge.
    expect(run.screen()[18]).toMatch(/^ {2}agent execute-plan 01-0[12] \(executor, sonnet\)$/);

    for (const [terminals, isColoured] of [[plain, false], [[...coloured, run], true]] as const) for (const each of terminals) expect(each.written().includes("\u001b[33m[>]")).toBe(isColoured);
    // eslint-disable-next-line no-control-regex -- that is what is looked for
    for (const each of plain) expect(each.written()).not.toMatch(/\u001b\[[\d;]*m/);
    for (const [at, { columns }] of [LARGE, USUAL, SMALL, TINY].entries()) for (const each of [plain[at], coloured[at]]) expect(each === undefined ? columns : widest(each)).toBeLessThan(columns);

    run.resize(SMALL);
    plain[0]?.resize(TINY);
    // The new size arrives as two, first the columns and then the rows, and what is drawn between them fits neither: only the whole screen tells that both are there.
    await run.until(() => viewOf(run) === NARROWER);
    await plain[0]?.until(() => plain[0] !== undefined && timeless(plain[0]) === CUT);

    scene.letGo();
    const ends = await Promise.all([run, ...plain, ...coloured].map(({ ended }) => ended));
    expect(ends.map(({ code }) => code)).toEqual(ends.map(() => 0));
    for (const { modes } of ends) expect(modes).toMatch(/\bisig icanon iexten echo\b/);
    for (const each of [run, ...plain, ...coloured]) {
      expect([each.modesLeft(), each.isInOtherBuffer()]).toEqual([[], false]);
      // Of the view nothing is left, but for what the terminal itself pushed out at its top when it became so much smaller.
      if (each !== plain[0]) expect(each.everything().filter((line) => /^\s+\[>\]/.test(line))).toEqual([]);
    }
  });
});
