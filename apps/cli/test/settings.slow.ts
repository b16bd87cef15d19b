import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "./built-program.js";
import { makeProduct, type SampleProduct } from "./sample-product.js";

const CONFIG = '{\n  "agents": {"adapter": "claude"},\n  "model_profile": "quality"\n}\n';

let program: BuiltProgram;
let product: SampleProduct;
beforeAll(() => { program = buildProgram(); }, 120_000);
afterAll(() => { program.remove(); });
afterEach(() => { product.remove(); });

const config = (): string => readFileSync(path.join(product.planning, "config.json"), "utf8");
const run = (...args: string[]) => program.run(["settings", ...args], { cwd: product.base });

it("shows what holds, and where it comes from", () => {
  product = makeProduct({ "config.json": CONFIG });
  const { code, stdout } = run();
  expect(code).toBe(0);
  expect(stdout).toContain("Model profile quality (.planning/config.json:3:20), agents: claude");
  expect(stdout).toMatch(/\| executor +\| opus +\| opus +\|/);
  expect(stdout).toMatch(/\| agents\.permission +\| edit +\| default +\|/);
  expect(JSON.parse(run("--json").stdout)).toMatchObject({ type: "settings", path: "config.json", profile: "quality", profileFrom: "config.json:3:20", adapter: "claude" });
});

it("sets the profile: shown first, and written only where it was said", () => {
  product = makeProduct({ "config.json": CONFIG });
  expect(run("set-profile", "budget")).toMatchObject({ code: 2, stderr: expect.stringContaining("--yes is not given") as string });
  expect(run("set-profile", "budget", "--dry-run").stdout).toMatch(/would be budget, it is quality[^]*\| executor +\| opus +\| sonnet +\|/);
  expect(config()).toBe(CONFIG);
  expect(JSON.parse(run("set-profile", "budget", "--yes", "--json").stdout)).toMatchObject({ type: "profile-set", path: "config.json", before: "quality", profile: "budget", changed: true, created: false });
  expect(config()).toBe(CONFIG.replace("quality", "budget"));
  expect(run("set-profile", "budget").stdout).toContain("already");
});

it.each([
  ["a profile that is none", ["set-profile", "cheap", "--yes"], "operand-unknown"],
  ["no profile", ["set-profile", "--yes"], "operand-missing"],
  ["a profile to show", ["show", "budget"], "operand-unexpected"],
  ["an option of the other", ["--yes"], "option-unfit"],
])("refuses %s", (_, args, code) => {
  product = makeProduct({ "config.json": CONFIG });
  const end = run(...args, "--json");
  expect(end.code).toBe(2);
  expect(JSON.parse(end.stdout)).toMatchObject({ error: { code } });
  expect(config()).toBe(CONFIG);
});
