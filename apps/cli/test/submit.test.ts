import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "./built-program.js";
import { makeProduct, type SampleProduct } from "./sample-product.js";

let program: BuiltProgram;
let product: SampleProduct;
beforeAll(() => { program = buildProgram(); }, 240_000);
afterAll(() => { program.remove(); });
afterEach(() => { product.remove(); });

const CONTEXT = "# Phase 3\n\n<decisions>\n- **D-01:** It is a file.\n</decisions>\n";
const run = (...args: string[]) => program.run(["submit", ...args], { cwd: product.base });
function draft(name: string, text: string | Buffer): string {
  mkdirSync(path.join(product.base, "my drafts"), { recursive: true });
  writeFileSync(path.join(product.base, "my drafts", name), text);
  return `my drafts/${name}`;
}

it("takes files by their names, from wherever they lie: first tried, then written", { timeout: 120_000 }, () => {
  product = makeProduct();
  const file = draft("03-CONTEXT.md", CONTEXT);
  const tried = run("3", file, "--dry-run", "--json");
  expect([tried.code, JSON.parse(tried.stdout)]).toMatchObject([0, { type: "submitted", outcome: "fits", files: [{ name: "03-CONTEXT.md", change: "create" }] }]);
  const written = run("3", file);
  expect(written.code, written.stderr).toBe(0);
  expect(written.stdout).toMatch(/^Phase 3: .* {2}handed in\n[^]*03-CONTEXT\.md {2}new\n[^]*Next: dgs plan-phase 3/);
});

it("says what is wrong with exit code 3, and with 2 what cannot be read, and writes nothing", { timeout: 120_000 }, () => {
  product = makeProduct();
  const refused = run("3", draft("03-CONTEXT.md", "# x\n"), draft("STATE.md", "x"));
  expect([refused.code, refused.stdout]).toMatchObject([3, expect.stringMatching(/refused: nothing was written[^]*1 blocker\n {2}blocker submitted-state {2}STATE\.md: STATE\.md is kept by DGS itself[^]*Mend what is found/) as string]);
  for (const [args, says] of [[["3"], "needs a file"], [["3", "none.md"], "cannot be read"], [["3", "my drafts"], "it is no file"], [["3", draft("03-RESEARCH.md", Buffer.from([0xff, 0xfe]))], "cannot be read"]] as const) {
    const end = run(...args);
    expect([end.code, end.stderr]).toEqual([2, expect.stringContaining(says) as string]);
  }
  expect(existsSync(path.join(product.planning, "jobs"))).toBe(false);
});
