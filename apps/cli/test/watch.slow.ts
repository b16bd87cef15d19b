import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { tape } from "../../../demo/sample-tape.mjs";
import { type BuiltProgram, buildProgram } from "./built-program.js";
import { type LiveTerminal, openLiveTerminal } from "./live-terminal.js";
import { hasTerminal } from "./on-terminal.js";
import { createRecordedProducts } from "./recorded-product.js";

let program: BuiltProgram;
let folder: string;
const open: LiveTerminal[] = [];
beforeAll(() => {
  program = buildProgram();
  folder = mkdtempSync(path.join(tmpdir(), "dgs-watch-"));
}, 120_000);
afterAll(() => {
  for (const terminal of open) terminal.close();
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

it.skipIf(!hasTerminal)("shows a job on its own terminal and on a second one, pauses it from there, and leaves both terminals as they were", async () => {
  const products = createRecordedProducts(program, folder);
  products.make("p");
  const entries = tape.entries.map((entry) => ({ ...entry, delayMs: entry.purpose.startsWith("execute-plan") ? 4_000 : 0 }));
  writeFileSync(path.join(folder, "tape.json"), JSON.stringify({ ...tape, entries }));
  const start = (columns: number, rows: number, ...args: readonly string[]): LiveTerminal => {
    const terminal = openLiveTerminal({ cwd: path.join(folder, "p/product"), command: [process.execPath, program.main, ...args], size: { columns, rows } });
    open.push(terminal);
    return terminal;
  };
  const run = start(100, 30, "run-job", "v1.0", "--tape", "../../tape.json");
  await run.until(/\[>\] 01-01 {2}run[^]*\[>\] 01-02 {2}run/);
  const watcher = start(60, 20, "watch", "v1.0");
  await watcher.until(/\[>\] 01-01 {2}run[^]*\[>\] 01-02 {2}run/);
  run.resize({ columns: 40, rows: 12 });
  watcher.type("p");
  await watcher.until(/It pauses after this step/);
  for (const terminal of [run, watcher]) {
    const { code, modes } = await terminal.ended;
    expect(code).toBe(130);
    expect(modes).toMatch(/\bisig icanon iexten echo\b/);
    expect([terminal.isInOtherBuffer(), terminal.written().includes("\u001b[?25l")]).toEqual([false, false]);
  }
  expect(run.everything().join("\n")).toContain("paused as asked");
  expect(products.dgs("p", "run-job", "v1.0", "--tape", "../../tape.json").code).toBe(0);
});
