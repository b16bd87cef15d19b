import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseTape } from "@dgs/agents";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { planningFiles } from "../../../demo/sample-product.mjs";
import { tape } from "../../../demo/sample-tape.mjs";
import { type BuiltProgram, buildProgram, programEnvironment } from "./built-program.js";
import { createRecordedProducts, type RecordedProducts } from "./recorded-product.js";

let program: BuiltProgram;
let folder: string;
let products: RecordedProducts;

beforeAll(() => { program = buildProgram(); }, 120_000);
afterAll(() => { program.remove(); });
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "dgs-record-"));
  products = createRecordedProducts(program, folder);
  writeFileSync(path.join(folder, "demo.tape.json"), JSON.stringify({ ...tape, entries: tape.entries.map((entry) => ({ ...entry, delayMs: 0 })) }));
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const readRecorded = (): ReturnType<typeof parseTape> => parseTape(readFileSync(path.join(folder, "recorded.json"), "utf8"));

describe("dgs run-job --record", () => {
  it("puts a whole job on a tape, which played on another copy gives the same planning files and the same code", () => {
    products.make("first");
    const first = products.dgs("first", "run-job", "v1.0", "--tape", "../../demo.tape.json", "--record", "../../recorded.json");
    expect(first.code, first.stderr).toBe(0);
    const read = readRecorded();
    if (!("tape" in read)) throw new Error(JSON.stringify(read.problems));
    expect(read.tape.name).toBe("recorded");
    // The quick and the third audit of phase 2 come behind the job.
    const purposes = new Set(tape.entries.map((entry) => entry.purpose).filter((purpose) => !purpose.startsWith("quick") && purpose !== "verify-structure 2 3"));
    expect(new Set(read.tape.entries.map((entry) => entry.purpose))).toEqual(purposes);
    expect(read.tape.entries.find((entry) => entry.purpose === "execute-plan 01-03")).toMatchObject({ role: "executor", asked: { tier: "sonnet" }, expects: [{ path: "src/parse.js", absent: true }, { path: "test/parse.test.js", absent: true }], result: { type: "completed", usage: { inputTokens: 5200, outputTokens: 900 } } });
    expect(JSON.stringify(read.tape)).not.toContain(folder);

    products.make("second");
    const second = products.dgs("second", "run-job", "v1.0", "--tape", "../../recorded.json");
    expect(second.code, second.stderr).toBe(0);
    expect(products.planningOf("second")).toEqual(products.planningOf("first"));
    expect(products.treeOf("second")).toBe(products.treeOf("first"));

    products.make("third", { ".planning/PROJECT.md": planningFiles[".planning/PROJECT.md"].replace("A small library", "A large library") });
    const third = products.dgs("third", "run-job", "v1.0", "--tape", "../../recorded.json");
    expect(third.stderr + third.stdout).toMatch(/the tape does not fit: in its entry [a-z-]+ [^(]*\(attempt 1\) the input "The project" \(PROJECT\.md\) differs at line 5: recorded "A small library .*", seen "A large library/);
    expect(third.code).toBe(2);
  });

  it("says which file of the code is another one than the tape was recorded on", () => {
    products.make("first");
    expect(products.dgs("first", "execute-phase", "1", "--tape", "../../demo.tape.json", "--record", "../../recorded.json").code).toBe(0);
    products.make("second");
    writeFileSync(path.join(folder, "second", "durations", "src", "units.js"), "export const units = {};\n");
    for (const args of [["add", "-A"], ["commit", "-qm", "Units"]]) execFileSync("git", ["-C", path.join(folder, "second", "durations"), ...args]);
    const { code, stdout, stderr } = products.dgs("second", "execute-phase", "1", "--non-interactive", "--tape", "../../recorded.json");
    expect(stderr + stdout).toMatch(/files differ from what the tape was recorded on: src\/units\.js \(src\/units\.js was not there and is sha256 [0-9a-f]{12}\)/);
    expect(code).toBe(2);
  });

  it("leaves a whole tape behind when it is killed, and goes on with it", async () => {
    products.make("first");
    writeFileSync(path.join(folder, "slow.json"), JSON.stringify({ ...tape, entries: tape.entries.map((entry) => ({ ...entry, delayMs: entry.purpose === "execute-plan 01-03" ? 600_000 : 0 })) }));
    const child = spawn(process.execPath, [program.main, "execute-phase", "1", "--tape", "../../slow.json", "--record", "../../recorded.json"], { cwd: path.join(folder, "first", "product"), env: programEnvironment(), stdio: ["ignore", "ignore", "pipe"] });
    const ended = new Promise((resolve) => child.on("exit", resolve));
    await new Promise<void>((resolve, reject) => {
      let said = "";
      child.stderr.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes("agent execute-plan 01-03 (")) resolve();
      });
      child.on("exit", () => { reject(new Error(said)); });
    });
    child.kill("SIGKILL");
    await ended;
    const killed = readRecorded();
    expect("tape" in killed ? killed.tape.entries.map(({ purpose }) => purpose).sort() : killed).toEqual(["execute-plan 01-01", "execute-plan 01-02"]);
    expect(products.dgs("first", "execute-phase", "1", "--tape", "../../demo.tape.json", "--record", "../../recorded.json").code).toBe(0);
    const after = readRecorded();
    expect("tape" in after ? after.tape.entries.map(({ purpose }) => purpose) : after).toEqual([...("tape" in killed ? killed.tape.entries : []).map(({ purpose }) => purpose), "execute-plan 01-03", "verify-phase 1 3"]);
  });

  it("goes on with a tape that is there, and refuses one that is broken or cannot be written before anything runs", () => {
    products.make("first");
    const half = { ...tape, entries: tape.entries.filter((entry) => entry.purpose !== "execute-plan 01-03") };
    writeFileSync(path.join(folder, "half.json"), JSON.stringify(half));
    expect(products.dgs("first", "execute-phase", "1", "--non-interactive", "--tape", "../../half.json", "--record", "../../recorded.json").code).not.toBe(0);
    const before = readRecorded();
    expect("tape" in before ? before.tape.entries.map((entry) => entry.purpose).filter((purpose) => purpose.endsWith("01-01") || purpose.endsWith("01-02")).sort() : before).toEqual(["execute-plan 01-01", "execute-plan 01-02"]);
    expect(products.dgs("first", "execute-phase", "1", "--tape", "../../demo.tape.json", "--record", "../../recorded.json").code).toBe(0);
    const after = readRecorded();
    expect("tape" in after ? after.tape.entries.filter((entry) => entry.result.type === "completed").map((entry) => entry.purpose).sort() : after).toEqual(["execute-plan 01-01", "execute-plan 01-02", "execute-plan 01-03", "verify-phase 1 3"]);

    writeFileSync(path.join(folder, "broken.json"), '{"version": 1,\n');
    const broken = products.dgs("first", "run-job", "v1.0", "--tape", "../../demo.tape.json", "--record", "../../broken.json", "--json");
    expect([broken.code, JSON.parse(broken.stdout)]).toMatchObject([2, { error: { code: "tape-not-json" } }]);
    const nowhere = products.dgs("first", "run-job", "v1.0", "--tape", "../../demo.tape.json", "--record", "../../none/x.json", "--json");
    expect([nowhere.code, JSON.parse(nowhere.stdout)]).toMatchObject([2, { error: { code: "tape-unwritable" } }]);
    const same = products.dgs("first", "run-job", "v1.0", "--tape", "../../demo.tape.json", "--record", "../../demo.tape.json", "--json");
    expect([same.code, JSON.parse(same.stdout)]).toMatchObject([2, { error: { code: "option-unfit" } }]);
    expect(existsSync(path.join(folder, "none"))).toBe(false);
  });
});
