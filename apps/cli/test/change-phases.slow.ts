import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "./built-program.js";
import { makeProduct, type SampleProduct } from "./sample-product.js";

let program: BuiltProgram;
let product: SampleProduct;
beforeAll(() => { program = buildProgram(); }, 120_000);
afterAll(() => { program.remove(); });
beforeEach(() => { product = makeProduct(); });
afterEach(() => { product.remove(); });

const run = (...args: string[]) => program.run(args, { cwd: product.base });
const json = (...args: string[]): unknown => JSON.parse(run(...args, "--json").stdout);

/** Every planning file with its text; locks and logs of runs aside. */
function everything(): Readonly<Record<string, string>> {
  const files = readdirSync(product.planning, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith(".md"));
  return Object.fromEntries(files.map((entry) => path.join(entry.parentPath, entry.name)).sort().map((file) => [path.relative(product.planning, file), readFileSync(file, "utf8")]));
}

describe("the phases of a milestone", () => {
  it("are added, inserted and removed, and the bytes are those from before", () => {
    const before = everything();
    expect(json("add-phase", "Search", "--goal", "Notes are found")).toMatchObject({ type: "phase-added", number: "4", name: "Search", next: { command: "dgs create-milestone-job v1.0" } });
    expect(json("insert-phase", "2", "Mend", "the", "parser")).toMatchObject({ type: "phase-added", number: "2.1", name: "Mend the parser", behind: "2" });
    expect(run("progress").stdout).toMatch(/2\.1 +unplanned +- +Mend the parser/);
    expect(json("remove-phase", "2.1", "--yes")).toMatchObject({ type: "phase-removed", number: "2.1", renumbered: [] });
    expect(json("remove-phase", "4", "--yes")).toMatchObject({ type: "phase-removed", number: "4" });
    expect(everything()).toEqual(before);
  });

  it("follow on where one is removed, and nothing is written before somebody said yes", () => {
    const before = everything();
    expect(run("remove-phase", "2", "--dry-run").stdout).toMatch(/Would remove: phase 2[^]*phase 3 would become 2/);
    expect(run("remove-phase", "2")).toMatchObject({ code: 2, stderr: expect.stringContaining("--yes is not given") as string });
    expect(everything()).toEqual(before);
    const end = run("remove-phase", "2", "--yes");
    expect(end.code).toBe(0);
    expect(end.stdout).toMatch(/Removed: phase 2[^]*Its folder went to \.planning\/archive\/removed-phases\/02-[^]*phase 3 is now 2/);
    expect(existsSync(path.join(product.planning, "archive/removed-phases"))).toBe(true);
    expect(run("health").stdout).not.toMatch(/folder-without-phase/);
  });

  it.each([
    ["a phase that is not there", ["remove-phase", "9", "--yes"], "no-such-phase"],
    ["one on which work has begun", ["remove-phase", "1", "--yes"], "phase-begun"],
    ["what is no number", ["remove-phase", "two!", "--yes"], "phase-unread"],
    ["a phase to insert behind that is not there", ["insert-phase", "9", "Late"], "no-such-phase"],
  ])("stay as they are for %s", (_, args, code) => {
    const before = everything();
    const end = run(...args, "--json");
    expect(end.code).toBe(2);
    expect(JSON.parse(end.stdout)).toMatchObject({ error: { code } });
    expect(everything()).toEqual(before);
  });

  it("stay as they are while a job names them", () => {
    expect(run("create-milestone-job", "--yes").code).toBe(0);
    const before = everything();
    expect(json("remove-phase", "3", "--yes")).toMatchObject({ error: { code: "job-names-phases" } });
    expect(everything()).toEqual(before);
  });
});
