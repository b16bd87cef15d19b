import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "./built-program.js";
import { hasTerminal, KEYS, onTerminal, type TypedAnswer } from "./on-terminal.js";
import { makeProduct, type SampleProduct } from "./sample-product.js";

const CONTEXT = "phases/03-program/03-CONTEXT.md";
const CHECKPOINT = "phases/03-program/03-DISCUSS-CHECKPOINT.json";

/** Leaves questions or decisions, and remembers that it was asked. */
const AGENT = `
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
const { DGS_PURPOSE: purpose, DGS_OUTBOX: outbox } = process.env;
appendFileSync(process.argv[2], purpose + "\\n");
const option = (label, recommended) => ({ label, consequence: label + " follows", recommended });
const question = (number, topic) => ({ id: "Q-0" + number, topic, question: "What of " + topic + "?", why: "It matters", options: [option("Plain " + topic, false), option("\\u001b[2JRich " + topic, true)] });
if (purpose === "prepare-questions 3") writeFileSync(join(outbox, "questions.json"), JSON.stringify({ domain: "Both are joined.", questions: [question(1, "input"), question(2, "output"), question(3, "errors")] }));
else writeFileSync(join(outbox, "03-CONTEXT.md"), "# Phase 3\\n\\n<decisions>\\n- **D-01:** Joined by a pipe (assumed)\\n</decisions>\\n");
`;

let program: BuiltProgram;
let product: SampleProduct;
beforeAll(() => { program = buildProgram(); }, 240_000);
afterAll(() => { program.remove(); });
beforeEach(() => {
  product = makeProduct();
  writeFileSync(path.join(product.base, "agent.mjs"), AGENT);
  configure({});
  for (const args of [["init", "-q", "-b", "main"], ["config", "user.name", "T"], ["config", "user.email", "t@example.org"], ["add", "-A"], ["commit", "-qm", "Start"]]) execFileSync("git", ["-C", product.base, ...args]);
});
afterEach(() => {
  rmSync(askedFile(), { force: true });
  product.remove();
});

function configure(workflow: object): void {
  const command = [process.execPath, path.join(product.base, "agent.mjs"), askedFile()];
  writeFileSync(path.join(product.planning, "config.json"), `${JSON.stringify({ agents: { adapter: "command", command }, workflow: { verifier: false, ...workflow } })}\n`);
}

/** Outside of the repository: an agent that prepares questions changes nothing in it. */
const askedFile = (): string => `${product.base}-asked.txt`;
const dgs = (...args: string[]) => program.run(args, { cwd: product.base });
const there = (file: string): boolean => existsSync(path.join(product.planning, file));
const read = (file: string): string => readFileSync(path.join(product.planning, file), "utf8");
const asked = (): string => (existsSync(askedFile()) ? readFileSync(askedFile(), "utf8") : "");
const subject = (): string => execFileSync("git", ["-C", product.base, "log", "-1", "--format=%s"], { encoding: "utf8" }).trim();

describe("dgs discuss-phase without a terminal", { timeout: 120_000 }, () => {
  it("decides with --auto, says what was assumed, and leaves it the second time", () => {
    const end = dgs("discuss-phase", "3", "--auto");
    expect([end.code, end.stderr.includes("discuss-phase 3")], end.stderr).toEqual([0, true]);
    expect(end.stdout).toContain("D-01  Joined by a pipe (assumed)");
    expect(end.stdout).toContain("phase 3: decisions were assumed, see phases/03-program/03-CONTEXT.md");
    expect(subject()).toBe("docs(03): capture phase context");
    const again = dgs("discuss-phase", "3", "--auto", "--json");
    expect([again.code, JSON.parse(again.stdout)]).toMatchObject([0, { type: "discuss-phase", outcome: "left", decisions: [{ id: "D-01", assumed: true }] }]);
    expect(asked()).toBe("discuss-phase 3\n");
  });

  it("does nothing where phases are not discussed", () => {
    configure({ skip_discuss: true });
    const end = dgs("discuss-phase", "3", "--auto");
    expect([end.code, end.stdout.includes("workflow.skip_discuss"), there("phases/03-program"), asked()]).toEqual([0, true, false, ""]);
  });

  it.each([
    [["3"], "nobody-to-ask", "dgs discuss-phase --auto"],
    [["9", "--auto"], "phase-missing", "dgs progress"],
    [["--auto"], "operand-missing", "discuss-phase"],
  ])("refuses %j", (args, code, remedy) => {
    const end = dgs("discuss-phase", ...args, "--json");
    expect([end.code, (JSON.parse(end.stdout) as { error: { code: string; remedy: string } }).error.code]).toEqual([2, code]);
    expect(end.stdout).toContain(remedy);
    expect(readdirSync(product.planning)).not.toContain("jobs");
  });
});

const terminal = (answers: readonly TypedAnswer[], ...args: string[]) => onTerminal(program, { cwd: product.base, args: ["discuss-phase", "3", ...args], answers });
const { down: DOWN, enter: ENTER, interrupt: INTERRUPT } = KEYS;
/** The keys that take the choice at a place, from 0. */
const at = (place: number): string => `${DOWN.repeat(place)}${ENTER}`;
const question = (number: number): RegExp => new RegExp(`question ${String(number)} of 3[^]*Stop`);

describe.skipIf(!hasTerminal)("dgs discuss-phase on a terminal", { timeout: 120_000 }, () => {
  it("asks one by one, shows what would be written, and writes it", async () => {
    const end = await terminal([
      [question(1), at(0)], [question(2), at(2)], [/Your decision/, `by hand${ENTER}`], [question(3), at(4)],
      [/Anything else[^]*Stop/, at(3)], [/In your words/, `a mirror${ENTER}`], [/Anything else[^]*Stop/, at(0)], [/what would be written[^]*Write it\?[^]*Stop/, at(0)],
    ]);
    expect([end.code, end.screen]).toEqual([0, expect.stringContaining("Phase 3: Program  decided")]);
    expect(end.screen).toContain("Rich input (recommended)");
    expect(end.screen).not.toContain("\u001b[2J");
    expect(read(CONTEXT)).toContain("<decisions>\n- **D-01:** What of input?");
    expect(read(CONTEXT)).toContain("Rich input follows)\n- **D-02:** What of output? by hand\n</decisions>\n");
    expect(read(CONTEXT)).toContain("<deferred>\n- errors: What of errors?\n- a mirror\n</deferred>\n");
    expect([there(CHECKPOINT), subject(), asked()]).toEqual([false, "docs(03): capture phase context", "prepare-questions 3\n"]);
    const left = await terminal([[/Phase 3 has decisions already: 2[^]*Add to them\?/, ENTER]]);
    expect([left.code, left.screen]).toEqual([0, expect.stringContaining("they stay as they are")]);
  });

  it.each([1, 2, 3])("is gone on with where it was interrupted at question %i, and asks no agent anew", async (number) => {
    const first = await terminal([...[1, 2, 3].slice(0, number - 1).map((each): TypedAnswer => [question(each), at(0)]), [question(number), INTERRUPT]]);
    expect([first.code, first.screen]).toEqual([4, expect.stringContaining(`stopped: ${String(number - 1)} of 3 questions are answered`)]);
    expect([there(CHECKPOINT), there(CONTEXT)]).toEqual([true, false]);
    const second = await terminal([...[1, 2, 3].slice(number - 1).map((each): TypedAnswer => [question(each), at(3)]), [/Anything else[^]*Stop/, at(0)], [/Write it\?[^]*Stop/, at(0)]]);
    expect([second.code, second.screen]).toEqual([0, expect.stringContaining("decided")]);
    expect(read(CONTEXT).match(/\(assumed\)$/gm)).toHaveLength(4 - number);
    expect(asked()).toBe("prepare-questions 3\n");
  });

  it("is gone on with where it was killed while a question stood there", async () => {
    // The lock says who holds it.
    const kill = (): void => {
      const locks = path.join(product.planning, "jobs/.locks");
      const lock = readdirSync(locks).find((name) => name.includes(".lock.")) ?? "";
      process.kill(Number(/"pid":\s*(\d+)/.exec(readFileSync(path.join(locks, lock), "utf8"))?.[1]), "SIGKILL");
    };
    const first = await terminal([[question(1), at(0)], [question(2), kill]]);
    expect([first.code, there(CHECKPOINT), there(CONTEXT)]).toEqual([137, true, false]);
    const second = await terminal([[question(2), at(0)], [question(3), at(0)], [/Anything else[^]*Stop/, at(0)], [/Write it\?[^]*Stop/, at(0)]]);
    expect([second.code, second.screen]).toEqual([0, expect.not.stringContaining("question 1 of 3")]);
    expect(read(CONTEXT)).toContain("- **D-01:** What of input?");
    expect(asked()).toBe("prepare-questions 3\n");
  });

  it("shows all at once in the mode of assumptions, and takes them with one word", async () => {
    configure({ discuss_mode: "assumptions" });
    const end = await terminal([[/what would be assumed[^]*Is that so\?[^]*Stop/, at(2)], [question(2), at(1)], [/what would be assumed[^]*Plain output \(your answer\)[^]*Stop/, at(0)]]);
    expect([end.code, end.screen]).toEqual([0, expect.stringContaining("decided")]);
    expect(read(CONTEXT)).toContain("- **D-02:** What of output? Plain output (Plain output follows)\n");
    expect(read(CONTEXT)).not.toContain("(assumed)");
  });

  it("refuses a file of a discussion that was broken, with its place", async () => {
    await terminal([[question(1), at(0)], [question(2), INTERRUPT]]);
    writeFileSync(path.join(product.planning, CHECKPOINT), "{ \"questions\": [\n");
    const end = await terminal([]);
    expect([end.code, end.screen]).toEqual([2, expect.stringMatching(/03-DISCUSS-CHECKPOINT\.json:2:1/)]);
    expect(read(CHECKPOINT)).toBe("{ \"questions\": [\n");
  });
});
