import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unplannedFiles } from "../../../demo/unplanned-product.mjs";
import { unplannedTape } from "../../../demo/unplanned-tape.mjs";
import { type BuiltProgram, buildProgram, programEnvironment } from "./built-program.js";
import { createRecordedProducts, type RecordedProducts } from "./recorded-product.js";

interface Step { readonly command: string; readonly status: string; readonly note?: string }
interface Report { readonly status: string; readonly steps: readonly Step[]; readonly ran: number; readonly humanNeeded?: readonly unknown[] }

const RUN = ["run-job", "v1.0", "--tape", "../../tape.json"];
const PLANNED = ["/dgs:discuss-phase 1 --auto", "/dgs:map-codebase", "/dgs:plan-phase 1 --non-interactive", "/dgs:execute-phase 1 --non-interactive", "/dgs:audit-phase 1", "/dgs:discuss-phase 2 --auto", "/dgs:map-codebase", "/dgs:plan-phase 2 --non-interactive", "/dgs:execute-phase 2 --non-interactive", "/dgs:audit-phase 2", "/dgs:audit-milestone v1.0"];
const CYCLE = ["/dgs:execute-phase 2 --gaps-only --non-interactive", "/dgs:audit-phase 2 --rerun-failed"];
const MAPPERS = ["stack", "architecture", "quality", "concerns"].map((mapper) => `map-codebase ${mapper}`);

let program: BuiltProgram;
let folder: string;
let products: RecordedProducts;

beforeAll(() => {
  program = buildProgram();
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "dgs-roadmap-")));
  products = createRecordedProducts(program, folder, unplannedFiles);
  for (const name of ["whole", "killed"]) products.make(name);
}, 240_000);
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

const product = (name: string): string => path.join(folder, name, "product");
const planning = (name: string, file = ""): string => path.join(product(name), ".planning", file);
const read = (name: string, file: string): string => readFileSync(planning(name, file), "utf8");
const git = (name: string, ...args: string[]): string => execFileSync("git", ["-C", path.join(folder, name, "durations"), ...args], { encoding: "utf8" }).trim();
/** Writes the tape, on which one run (its purpose and which attempt) takes longer than anybody waits. */
const play = (endless?: string): void => {
  const entries = unplannedTape.entries.map((entry) => ({ ...entry, delayMs: endless === `${entry.purpose}, attempt ${String((entry as { attempt?: number }).attempt ?? 1)}` ? 600_000 : 0 }));
  writeFileSync(path.join(folder, "tape.json"), JSON.stringify({ ...unplannedTape, entries }));
};
/** What agents were asked for, as the program says it on stderr. */
const asked = (said: string): string[] => [...said.matchAll(/^ +agent (.+) \([a-z-]+, [a-z]+(?:, attempt (\d+))?\)$/gm)].map(([, purpose = "", attempt = "1"]) => `${purpose}, attempt ${attempt}`);
const purposes = (said: string): string[] => asked(said).map((each) => each.replace(/, attempt \d+$/, ""));

/** The same with the mappers in the order of their list: they run side by side. */
const inOneOrder = (all: readonly string[]): string[] => {
  const mappers = all.filter((each) => MAPPERS.includes(each)).sort((a, b) => MAPPERS.indexOf(a) - MAPPERS.indexOf(b));
  return all.map((each) => (MAPPERS.includes(each) ? (mappers.shift() ?? each) : each));
};

/** Runs the job and kills it as soon as an agent was asked for something that never ends; returns what was said until then. */
function killAt(name: string, run: string): Promise<string> {
  play(run);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program.main, ...RUN], { cwd: product(name), env: programEnvironment(), stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (data: Buffer) => {
      said += data.toString("utf8");
      if (asked(said).includes(run)) child.kill("SIGKILL");
    });
    child.on("close", () => { resolve(said); });
  });
}

/** Files of the phases, the map and the milestone: what a job leaves beside itself and its logs. */
const left = (name: string): Readonly<Record<string, string>> => Object.fromEntries(Object.entries(products.planningOf(name)).filter(([file]) => !/^jobs\b|what runs used|LOG\.md$/.test(file)));

// In this order: what comes of the killed job is held against what came of the whole one.
describe("a job from a roadmap of two phases of which none is planned", () => {
  it("begins with nothing but the project, what is required, the roadmap, the repos and the settings", () => {
    expect(readdirSync(planning("whole")).sort()).toEqual(["PROJECT.md", "REPOS.md", "REQUIREMENTS.md", "ROADMAP.md", "config.json", "jobs"]);
    expect(JSON.parse(products.dgs("whole", "progress", "--json").stdout)).toMatchObject({ phases: [{ number: "1", status: "unplanned", plans: { total: 0 } }, { number: "2", status: "unplanned", plans: { total: 0 } }] });
    const steps = [...read("whole", "jobs/pending/milestone-v1.0.md").matchAll(/^- \[ \] `(.*)`$/gm)].map(([, command]) => command);
    expect(steps).toEqual(PLANNED);
  });

  it("discusses, maps, plans, carries out and audits both phases, and the milestone", () => {
    play();
    const end = products.dgs("whole", ...RUN, "--json");
    expect(end.code, end.stderr).toBe(0);
    const report = JSON.parse(end.stdout) as Report;
    expect(report).toMatchObject({ status: "completed", ran: 13 });
    expect(report.steps.map(({ command }) => command)).toEqual([...PLANNED.slice(0, -1), ...CYCLE, ...PLANNED.slice(-1)]);
    expect(report.steps.every(({ status }) => status === "completed")).toBe(true);
    expect(report.steps[2]?.note).toBe("3 plans; waves mended: 01-03 → 2; 1 warning, see phases/01-parse/01-CHECK.md");
    // Nobody was asked twice but the planner that was sent back; the code base is mapped before each phase.
    const all = asked(end.stderr);
    expect(all.filter((each, index) => all.indexOf(each) !== index).sort()).toEqual(MAPPERS.map((mapper) => `${mapper}, attempt 1`).sort());
    expect(all.filter((each) => !each.endsWith("attempt 1"))).toEqual(["plan-phase 1, attempt 2"]);
    expect(new Set(purposes(end.stderr))).toEqual(new Set(unplannedTape.entries.map(({ purpose }) => purpose)));
  });

  it("leaves files of each kind, all of which DGS reads without a problem", () => {
    const phases = (folder: string): string[] => readdirSync(planning("whole", `phases/${folder}`)).filter((name) => !name.startsWith(".") && !/LOG|EXECUTION/.test(name)).map((name) => name.replace(/^\d+-/, "")).sort();
    const plans = ["01-PLAN.md", "01-SUMMARY.md", "02-PLAN.md", "02-SUMMARY.md", "03-PLAN.md", "03-SUMMARY.md"];
    const documents = ["AUDIT.md", "CONTEXT.md", "RESEARCH.md", "UAT.md", "VALIDATION.md", "VERIFICATION.md"];
    expect(phases("01-parse")).toEqual([...plans, ...documents, "CHECK.md"].sort());
    expect(phases("02-format")).toEqual([...plans, ...documents, "AUDIT-02.md"].sort());
    expect(readdirSync(planning("whole", "codebase")).sort()).toEqual(["ARCHITECTURE.md", "CONCERNS.md", "CONVENTIONS.md", "INTEGRATIONS.md", "STACK.md", "STRUCTURE.md", "TESTING.md"]);
    expect(read("whole", "phases/01-parse/01-03-PLAN.md")).toMatch(/\nwave: 2\n[^]*Read a duration as seconds, and refuse unknown units/);
    expect(read("whole", "phases/01-parse/01-VALIDATION.md")).toContain("| 01-03-01 | 03 | 2 |");
    expect(read("whole", "phases/01-parse/01-CHECK.md")).toMatch(/status: warned\nrounds: 2\n[^]*blocker `coverage`[^]*## Round 2[^]*warning `task`/);
    expect(read("whole", "v1.0-MILESTONE-AUDIT.md")).toMatch(/^---\nmilestone: v1\.0\n[^]*\nstatus: passed\n/);
    expect(read("whole", "REQUIREMENTS.md").match(/- \[x\]/g)).toHaveLength(2);
    const health = products.dgs("whole", "health", "--json");
    expect([health.code, JSON.parse(health.stdout)]).toMatchObject([0, { problems: [] }]);
    expect(JSON.parse(products.dgs("whole", "progress", "--json").stdout)).toMatchObject({ phases: [{ status: "complete" }, { status: "complete" }], next: { command: "dgs complete-milestone v1.0" } });
  });

  it("leaves one straight row of commits on the milestone's branch, and no other branch", () => {
    expect(git("whole", "log", "--reverse", "--format=%s", "main..milestone/v1.0").split("\n")).toEqual(["feat(01-01): units", "feat(01-02): tokens", "feat(01-03): parser", "feat(02-01): format", "feat(02-02): front door", "feat(02-03): mend the rest"]);
    expect(git("whole", "rev-list", "--count", "--merges", "milestone/v1.0")).toBe("0");
    expect(git("whole", "merge-base", "main", "milestone/v1.0")).toBe(git("whole", "rev-parse", "main"));
    expect(git("whole", "for-each-ref", "--format=%(refname)", "refs/heads").split("\n")).toEqual(["refs/heads/main", "refs/heads/milestone/v1.0"]);
    expect(git("whole", "status", "--porcelain")).toBe("");
  });

  it("killed while the planner runs again, and while plans are checked, it goes on: what was accepted is not asked for again, and it comes to the same", async () => {
    const before = purposes(await killAt("killed", "plan-phase 1, attempt 2"));
    expect(inOneOrder(before)).toEqual(["discuss-phase 1", ...MAPPERS, "research-phase 1", "plan-phase 1", "check-plans 1 1", "plan-phase 1"]);
    expect(readdirSync(planning("killed", "phases/01-parse")).filter((name) => name.endsWith(".md")).sort()).toEqual(["01-CONTEXT.md", "01-RESEARCH.md"]);

    // The rounds of a killed run are gone with it: the planner is asked from the beginning, and nobody else.
    const between = purposes(await killAt("killed", "check-plans 2 1, attempt 1"));
    expect(between.slice(0, 4)).toEqual(["plan-phase 1", "check-plans 1 1", "plan-phase 1", "check-plans 1 2"]);
    expect(inOneOrder(between).slice(-8)).toEqual(["discuss-phase 2", ...MAPPERS, "research-phase 2", "plan-phase 2", "check-plans 2 1"]);
    expect(existsSync(planning("killed", "phases/02-format/02-01-PLAN.md"))).toBe(false);

    play();
    const end = products.dgs("killed", ...RUN, "--json");
    expect(end.code, end.stderr).toBe(0);
    expect(JSON.parse(end.stdout)).toMatchObject({ status: "completed", ran: 6 });
    expect(purposes(end.stderr).slice(0, 3)).toEqual(["plan-phase 2", "check-plans 2 1", "execute-plan 02-01"]);
    expect(left("killed")).toEqual(left("whole"));
    expect(products.treeOf("killed")).toBe(products.treeOf("whole"));
    expect(products.dgs("killed", "health").code).toBe(0);
    expect(git("killed", "rev-list", "--count", "main..milestone/v1.0")).toBe("6");
  });
});
