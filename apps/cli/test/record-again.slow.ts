import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tape } from "../../../demo/sample-tape.mjs";
import { type BuiltProgram, buildProgram, programEnvironment } from "./built-program.js";
import { createRecordedProducts, type RecordedProducts } from "./recorded-product.js";

const AGENT = fileURLToPath(new URL("plays-with-trouble.mjs", import.meta.url));

let program: BuiltProgram;
let folder: string;
let products: RecordedProducts;

beforeAll(() => { program = buildProgram(); }, 120_000);
afterAll(() => { program.remove(); });
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "dgs-record-"));
  mkdirSync(path.join(folder, "troubles"));
  products = createRecordedProducts(program, folder);
  writeFileSync(path.join(folder, "played.json"), JSON.stringify(tape));
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

/** Lays a trouble ready for a run: `limit`, `findings`, `crash` or `hang`. */
function trouble(run: string, kind: string): void {
  writeFileSync(path.join(folder, "troubles", run), kind);
}

const agent = (): readonly string[] => ["--", process.execPath, AGENT, path.join(folder, "played.json"), path.join(folder, "troubles")];
const record = (...args: readonly string[]): ReturnType<RecordedProducts["dgs"]> => products.dgs("first", "execute-phase", "1", "--non-interactive", ...args, "--record", "../../recorded.json", ...agent());
const play = (name: string): ReturnType<RecordedProducts["dgs"]> => products.dgs(name, "execute-phase", "1", "--non-interactive", "--tape", "../../recorded.json", "--record", "../../played-again.json");

/** The runs of a tape, for each purpose in the order in which they were asked: plans side by side are asked in any. */
function runsOf(file: string): Readonly<Record<string, readonly string[]>> {
  const runs: Record<string, string[]> = {};
  for (const { purpose, attempt, result, cutOff } of products.tapeOf(file).entries) (runs[purpose.replace(/ [0-9a-f]{10}$/, "")] ??= []).push(`${String(attempt)} ${result.type}${cutOff === true ? " (cut off)" : ""}`);
  return runs;
}

describe("dgs execute-phase --record", () => {
  it("has on the tape each try of a run, and the tape gives them in the same order and comes to the same end", () => {
    trouble("execute-plan 01-01 1", "limit");
    trouble("execute-plan 01-02 1", "findings");
    trouble("execute-plan 01-03 1", "findings");
    trouble("execute-plan 01-03 2", "findings");
    products.make("first");
    const first = record();
    expect(first.code, first.stderr).toBe(0);
    expect(runsOf("recorded.json")).toEqual({
      "execute-plan 01-01": ["1 limit-reached", "1 completed"], "execute-plan 01-02": ["1 completed", "2 completed"],
      "execute-plan 01-03": ["1 completed", "2 completed", "3 completed"], "verify-phase 1 3": ["1 completed"],
    });
    expect(products.tapeOf("recorded.json").open).toBeUndefined();

    products.make("second");
    const second = play("second");
    expect(second.code, second.stderr).toBe(0);
    expect(products.treeOf("second")).toBe(products.treeOf("first"));
    expect(runsOf("played-again.json")).toEqual(runsOf("recorded.json"));
  });

  it("that failed and was run again is played as one that fails, and is run again", () => {
    trouble("execute-plan 01-03 1", "crash");
    products.make("first");
    expect(record().code).not.toBe(0);
    const again = record();
    expect(again.code, again.stderr).toBe(0);
    expect(runsOf("recorded.json")["execute-plan 01-03"]).toEqual(["1 crashed", "1 completed"]);

    products.make("second");
    expect(play("second").code).not.toBe(0);
    const second = play("second");
    expect(second.code, second.stderr).toBe(0);
    expect(products.treeOf("second")).toBe(products.treeOf("first"));
    expect(runsOf("played-again.json")).toEqual(runsOf("recorded.json"));
    expect(products.dgs("second", "health", "--json").code).toBe(products.dgs("first", "health", "--json").code);
  });

  it("that was killed and is run again has on the tape what was done before, which played on another copy comes to the same end", async () => {
    trouble("execute-plan 01-03 1", "hang");
    products.make("first");
    const child = spawn(process.execPath, [program.main, "execute-phase", "1", "--non-interactive", "--record", "../../recorded.json", ...agent()], { cwd: path.join(folder, "first", "product"), env: programEnvironment(), stdio: "ignore" });
    const ended = new Promise((resolve) => child.on("exit", resolve));
    await expect.poll(() => existsSync(path.join(folder, "troubles", "hangs"))).toBe(true);
    child.kill("SIGKILL");
    await ended;
    expect(products.tapeOf("recorded.json").open).toMatchObject([{ purpose: "execute-plan 01-03", tries: 0 }]);

    const again = record();
    expect(again.code, again.stderr).toBe(0);
    const { entries, open } = products.tapeOf("recorded.json");
    const files = ["src/parse.js", "test/parse.test.js"];
    expect(entries.find(({ purpose }) => purpose === "execute-plan 01-03")).toMatchObject({ expects: files.map((file) => ({ path: file, absent: true })), changes: files.map((file) => ({ path: file })) });
    expect(open).toBeUndefined();
    expect(runsOf("recorded.json")).toEqual({ "execute-plan 01-01": ["1 completed"], "execute-plan 01-02": ["1 completed"], "execute-plan 01-03": ["1 completed"], "verify-phase 1 3": ["1 completed"] });

    products.make("second");
    const second = play("second");
    expect(second.code, second.stderr).toBe(0);
    expect(products.treeOf("second")).toBe(products.treeOf("first"));
  });

  it("with a conflict and a fresh executor behind it is played with both", () => {
    const [units, tokens] = ["01-01", "01-02"].map((id) => tape.entries.find((entry) => entry.purpose === `execute-plan ${id}`));
    if (units === undefined || tokens === undefined) throw new Error("the demo has other plans");
    const alsoShared = (entry: typeof units, text: string): object => ({
      ...entry,
      changes: [...entry.changes, { path: "src/shared.js", text }],
      outbox: entry.outbox.map((file) => ({ ...file, text: file.text.replace("None.", "Also wrote src/shared.js, task 1 needs it.").replace('"src/', '"src/shared.js", "src/') })),
    });
    const others = tape.entries.filter((entry) => entry !== units && entry !== tokens);
    const united = { ...alsoShared(tokens, "// units and tokens\n"), purpose: "execute-plan-again 01-02" };
    writeFileSync(path.join(folder, "played.json"), JSON.stringify({ ...tape, entries: [alsoShared(units, "// units\n"), alsoShared(tokens, "// tokens\n"), united, ...others] }));
    trouble("resolve-conflict 01-02 durations 1", "crash");
    products.make("first");
    const first = record();
    expect(first.code, first.stderr).toBe(0);
    expect(runsOf("recorded.json")).toEqual({
      "execute-plan 01-01": ["1 completed"], "execute-plan 01-02": ["1 completed"], "resolve-conflict 01-02 durations": ["1 crashed"], "execute-plan-again 01-02": ["1 completed"],
      "execute-plan 01-03": ["1 completed"], "verify-phase 1 3": ["1 completed"],
    });
    products.make("second");
    const second = play("second");
    expect(second.code, second.stderr).toBe(0);
    expect(products.treeOf("second")).toBe(products.treeOf("first"));
    expect(runsOf("played-again.json")).toEqual(runsOf("recorded.json"));
  });
});
