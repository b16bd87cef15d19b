import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "./built-program.js";
import { makeProduct, type SampleProduct } from "./sample-product.js";

let program: BuiltProgram;
let product: SampleProduct;
beforeAll(() => { program = buildProgram(); }, 120_000);
afterAll(() => { program.remove(); });
afterEach(() => { product.remove(); });

const SOUND = { "STATE.md": "---\nmilestone: v1.0\nstatus: planning\n---\n\n# Project State\n\n## Current Position\n\nPhase: 2 of 3 (Printer)\n" };
const run = (...args: string[]) => program.run(["health", ...args], { cwd: product.base });
const read = (file: string): string => readFileSync(path.join(product.planning, file), "utf8");
const edit = (file: string, from: string, to: string): void => { writeFileSync(path.join(product.planning, file), read(file).replace(from, to)); };

it("finds nothing in a product that is as it should be", () => {
  product = makeProduct(SOUND);
  expect(run()).toMatchObject({ code: 0, stdout: expect.stringContaining("Nothing is wrong.") as string });
  expect(JSON.parse(run("--json").stdout)).toMatchObject({ type: "health", problems: [], counts: { error: 0, warning: 0, info: 0 }, repaired: [], repairable: [], exit: "ok" });
});

it("tells what is wrong with code, place and remedy, mends what needs no question, and leaves the rest", () => {
  product = makeProduct(SOUND);
  edit("ROADMAP.md", "- [x] **Phase 1", "- [ ] **Phase 1");
  edit("phases/02-printer/02-01-PLAN.md", "depends_on: []", 'depends_on: ["02-09"]');
  const before = read("phases/02-printer/02-01-PLAN.md");
  const end = run();
  expect(end.code).toBe(3);
  expect(end.stdout).toMatch(/1 error, 1 remark[^]*dependency-unknown[^]*02-01-PLAN\.md:5:14[^]*complete-not-ticked[^]*Next: dgs health --repair/);
  const mended = JSON.parse(run("--repair", "--json").stdout) as { repaired: unknown[]; problems: unknown[] };
  expect(mended).toMatchObject({ repaired: [{ code: "complete-not-ticked" }], problems: [{ code: "dependency-unknown" }], exit: "gaps" });
  expect(read("ROADMAP.md")).toMatch(/^- \[x\] \*\*Phase 1.*\(completed \d{4}-\d\d-\d\d\)$/m);
  expect(read("phases/02-printer/02-01-PLAN.md")).toBe(before);
});

it("tells of a configuration that cannot be read, and goes on", () => {
  product = makeProduct({ "config.json": "{" });
  const end = run();
  expect(end.code).toBe(3);
  expect(end.stdout).toMatch(/config-syntax[^]*config\.json:1:2/);
});
