import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "./built-program.js";
import { hasTerminal, KEYS, onTerminal } from "./on-terminal.js";
import { makeProduct, type SampleProduct } from "./sample-product.js";

let program: BuiltProgram;
let product: SampleProduct;

const AUDIT = "v1.0-MILESTONE-AUDIT.md";
const ROADMAP = "# Roadmap\n\n## Milestones\n\n- 🚧 **v1.0 First release** - Phases 1-1 (in progress)\n\n## Phases\n\n- [x] **Phase 1: Parser** - reads durations\n\n### Phase 1: Parser\n\n**Goal**: Durations are read\n";

beforeAll(() => { program = buildProgram(); }, 240_000);
afterAll(() => { program.remove(); });
beforeEach(() => {
  product = makeProduct({ "ROADMAP.md": ROADMAP });
  for (const args of [["init", "-q", "-b", "main"], ["config", "user.name", "T"], ["config", "user.email", "t@example.org"], ["add", "-A"], ["commit", "-qm", "Start"]]) git(...args);
  writeFileSync(planning(AUDIT), auditOf("passed"));
  git("add", "-A");
  git("commit", "-qm", "Audit");
});
afterEach(() => { product.remove(); });

const git = (...args: string[]): string => execFileSync("git", ["-C", product.base, ...args], { encoding: "utf8" });
const dgs = (...args: string[]) => program.run(["complete-milestone", ...args], { cwd: product.base });
/** An audit of what is committed now. */
const auditOf = (status: string, more = "", audited = "2036-01-01T00:00:00Z"): string => `---\nmilestone: v1.0\naudited: ${audited}\nstatus: ${status}\nheads:\n  ${JSON.stringify(path.basename(product.base))}: ${git("rev-parse", "HEAD").trim()}\n${more}---\n`;
const planning = (file: string): string => path.join(product.planning, file);

describe("dgs complete-milestone", { timeout: 120_000 }, () => {
  it("shows what would happen, asks, and archives, commits and tags with --yes", () => {
    const preview = dgs("v1.0", "--dry-run");
    expect([preview.code, preview.stderr]).toEqual([0, ""]);
    expect(preview.stdout).toContain("Completing v1.0 First release");
    const unasked = dgs("v1.0", "--json");
    expect([unasked.code, (JSON.parse(unasked.stdout) as { error: { code: string } }).error.code]).toEqual([2, "confirmation-needed"]);
    expect(git("status", "--porcelain")).toBe("");
    const done = dgs("v1.0", "--yes", "--json");
    expect(done.code, done.stderr + done.stdout).toBe(0);
    expect(JSON.parse(done.stdout)).toMatchObject({ type: "milestone-completion", exit: "ok", status: "completed", planning: { type: "committed" }, tag: "v1.0" });
    expect(git("status", "--porcelain")).toBe("");
    expect(git("cat-file", "-t", "v1.0").trim()).toBe("tag");
    expect(readFileSync(planning("milestones/v1.0-ROADMAP.md"), "utf8")).toBe(ROADMAP);
    expect(existsSync(planning("milestones/v1.0-phases/01-parser/01-01-PLAN.md"))).toBe(true);
    expect(dgs("v1.0", "--yes").code).toBe(0);
  });

  it("does not take --yes for what waits for a person: exit code 4", () => {
    writeFileSync(planning(AUDIT), auditOf("tech_debt", "tech_debt:\n  - phase: 1\n    items: [no icons]\n"));
    const end = dgs("v1.0", "--yes");
    expect([end.code, end.stderr.includes("--yes is not enough")]).toEqual([4, true]);
    expect(dgs("v1.0", "--dry-run").code).toBe(4);
    expect(existsSync(planning("milestones"))).toBe(false);
  });

  it.each<[string, () => void, number, string]>([
    ["v1.0", () => { writeFileSync(planning(AUDIT), auditOf("passed", "", "2001-01-01T00:00:00Z")); }, 3, "is older than"],
    ["v1.0", () => { writeFileSync(path.join(product.base, "later.txt"), "later\n"); git("add", "-A"); git("commit", "-qm", "Later"); }, 3, "is older than the code"],
    ["v1.0", () => { writeFileSync(path.join(product.base, "later.txt"), "later\n"); }, 4, "are in no commit"],
    ["v2.0", () => undefined, 2, "v2.0 is not the active milestone"],
    ["soon", () => undefined, 2, "is not a version"],
  ])("refuses %s", (version, spoil, code, says) => {
    spoil();
    const end = dgs(version, "--yes");
    expect([end.code, end.stderr.includes(says), end.stderr]).toEqual([code, true, end.stderr]);
    expect(existsSync(planning("milestones"))).toBe(false);
  });
});

describe.skipIf(!hasTerminal)("dgs complete-milestone on a terminal", { timeout: 120_000 }, () => {
  const ASKED = /Type v1\.0 to complete it/;
  const typed = (keys: string) => onTerminal(program, { cwd: product.base, args: ["complete-milestone", "v1.0"], answers: [[ASKED, keys]] });
  /** Everything that a completion could change. */
  const state = (): readonly string[] => [git("rev-parse", "HEAD"), git("status", "--porcelain"), git("for-each-ref"), readdirSync(product.planning).sort().join(" "), readFileSync(planning("ROADMAP.md"), "utf8")];

  it("shows what would happen, and completes once the version is typed, also where something waits for a person", async () => {
    writeFileSync(planning(AUDIT), auditOf("tech_debt", "tech_debt:\n  - phase: 1\n    items: [no icons]\n"));
    const { code, screen } = await typed(`v1.0${KEYS.enter}`);
    expect([code, screen]).toEqual([0, expect.stringMatching(/Completing v1\.0 First release[^]*Put off \(tech debt\):\s+phase 1: no icons[^]*Type v1\.0 to complete it[^]*Milestone v1\.0 completed/)]);
    expect(git("cat-file", "-t", "v1.0").trim()).toBe("tag");
    expect(existsSync(planning("milestones/v1.0-ROADMAP.md"))).toBe(true);
  });

  it.each([
    ["another word", `v1.1${KEYS.enter}`, 2],
    ["yes", `yes${KEYS.enter}`, 2],
    ["nothing", KEYS.enter, 2],
    ["Ctrl-C", KEYS.interrupt, 130],
    ["Ctrl-C behind the right word", `v1.0${KEYS.interrupt}`, 130],
    ["the end of input", KEYS.endOfInput, 130],
  ])("changes nothing for %s", async (_, keys, exit) => {
    const before = state();
    const { code, screen } = await typed(keys);
    expect([code, screen]).toEqual([exit, expect.stringContaining("nothing was done")]);
    expect(state()).toEqual(before);
  });
});
