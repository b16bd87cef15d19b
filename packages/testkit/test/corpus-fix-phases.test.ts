import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isRefusal, loadProduct, type LoadedProduct, planMilestoneGaps } from "@dgs/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createScriptedAgents, createTestPorts } from "../src/test-ports.js";

const corpus = resolve(fileURLToPath(new URL("../../../../shared/corpus", import.meta.url)));
const names = existsSync(corpus) ? readdirSync(corpus).filter((name) => statSync(join(corpus, name)).isDirectory() && existsSync(join(corpus, name, ".planning", "ROADMAP.md"))) : [];

let base: string;
beforeEach(() => { base = mkdtempSync(join(tmpdir(), "dgs-fix-phases-")); });
afterEach(() => { rmSync(base, { recursive: true, force: true }); });

/** Seven gaps that are to be closed, one that should be, one that would be nice: four phases. */
const GAPS = [...Array.from({ length: 7 }, (_, index) => `    - {text: "must ${String(index + 1)}"}`), '    - {text: "should", priority: should}', '    - {text: "nice", priority: nice}'].join("\n");
const on = { signal: new AbortController().signal, onEvent: () => undefined };

/** The end of a range such as `Phases 5-8`, which goes on to the last new phase, is all that may change. */
const withoutRangeEnds = (line: string): string => line.replace(/(phases?\s+\d+(?:\.\d+)*\s*[-–—]\s*)\d+(?:\.\d+)*/gi, "$1…");

function problemsOf(loaded: LoadedProduct): readonly string[] {
  return loaded.product.problems.map(({ code, message }) => `${code}: ${message}`);
}

describe("fix phases in real roadmaps", () => {
  it("have roadmaps to be tried in", (context) => {
    if (names.length === 0) context.skip("../shared/corpus is not beside this checkout");
    expect(names.length).toBeGreaterThan(0);
  });

  it.each(names)("%s: only lines are added, they are read back without a new problem, and the second run changes nothing", async (name) => {
    cpSync(join(corpus, name, ".planning"), join(base, ".planning"), { recursive: true });
    const { ports, place } = createTestPorts(base, createScriptedAgents(() => { throw new Error("no agent"); }));
    const before = loadProduct(ports.files, place);
    if (isRefusal(before)) throw new Error(before.message);
    const milestone = before.product.milestone;
    if (milestone === undefined) throw new Error("no milestone is active");
    writeFileSync(join(base, ".planning", `${milestone.version}-MILESTONE-AUDIT.md`), `---\nmilestone: ${milestone.version}\naudited: 2026-01-01T00:00:00Z\nstatus: gaps_found\ngaps:\n  integration:\n${GAPS}\n---\n`);
    const roadmap = (): string => readFileSync(join(base, ".planning", "ROADMAP.md"), "latin1");
    const source = roadmap();
    const planned = await planMilestoneGaps(ports, place, on);
    if (isRefusal(planned)) throw new Error(`${planned.code}: ${planned.message}`);
    expect(planned).toMatchObject({ madeBefore: false, phases: { length: 4 } });

    const after = roadmap();
    const lines = after.split("\n");
    let at = 0;
    for (const line of source.split("\n")) {
      const found = lines.findIndex((each, index) => index >= at && withoutRangeEnds(each) === withoutRangeEnds(line));
      expect(found, `gone: ${line}`).toBeGreaterThanOrEqual(at);
      at = found + 1;
    }
    const read = loadProduct(ports.files, place);
    if (isRefusal(read)) throw new Error(read.message);
    for (const { number } of planned.phases) expect(read.product.phases.some((phase) => Number(phase.number) === Number(number) && phase.counted), number).toBe(true);
    expect(problemsOf(read).filter((problem) => !problemsOf(before).includes(problem))).toEqual([]);

    expect(await planMilestoneGaps(ports, place, on)).toMatchObject({ madeBefore: true, phases: planned.phases });
    expect(roadmap()).toBe(after);
  });
});
