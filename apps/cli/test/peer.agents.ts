import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readRequirements } from "@dgs/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tape } from "../../../demo/sample-tape.mjs";
import { PEER } from "../../../scripts/peer/pin.mjs";
import { askPeer, peer } from "./ask-peer.js";
import { type BuiltProgram, buildProgram } from "./built-program.js";
import { hasTerminal, KEYS, onTerminal } from "./on-terminal.js";
import { createRecordedProducts, type RecordedProducts } from "./recorded-product.js";

let program: BuiltProgram;
let folder: string;
let products: RecordedProducts;
let completed = false;

/** The planning repos: before the job, behind it, and with the milestone completed. */
const STAGES = { start: "start", done: "done", archived: "archived" } as const;
const productOf = (stage: string): string => path.join(folder, stage, "product");

const ask = (stage: string, ...args: readonly string[]): Readonly<Record<string, unknown>> => askPeer(productOf(stage), folder, ...args);
const dgs = <T>(stage: string, ...args: readonly string[]): T => JSON.parse(products.dgs(stage, ...args, "--json").stdout) as T;
const planningFiles = (stage: string, ending: string): readonly string[] => readdirSync(path.join(productOf(stage), ".planning"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(`-${ending}.md`) && file.includes("phases")).map((file) => `.planning/${file}`).sort();

describe.skipIf(peer === undefined)(`what ${PEER.package} ${PEER.version} makes of the planning files that DGS writes`, () => {
  beforeAll(async () => {
    program = buildProgram();
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), "dgs-peer-")));
    products = createRecordedProducts(program, folder);
    writeFileSync(path.join(folder, "tape.json"), JSON.stringify(tape));
    for (const stage of Object.values(STAGES)) products.make(stage);
    const replay = ["--agent", "replay", "--tape", "../../tape.json"];
    for (const stage of [STAGES.done, STAGES.archived]) expect(products.dgs(stage, "run-job", "v1.0", ...replay).code).toBe(0);
    if (!hasTerminal) return;
    for (const args of [["add", "-A"], ["commit", "-qm", "The job"]]) execFileSync("git", ["-C", productOf(STAGES.archived), ...args]);
    // A person looks at what was assumed: nobody else may complete it.
    const { code, screen } = await onTerminal(program, { cwd: productOf(STAGES.archived), args: ["complete-milestone", "v1.0", ...replay], answers: [[/Type v1\.0 to complete it/, `v1.0${KEYS.enter}`]] });
    expect([code, screen]).toEqual([0, expect.stringContaining("Milestone v1.0 completed")]);
    completed = true;
  }, 300_000);
  afterAll(() => {
    program.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is read back by DGS itself without a problem, before the job, behind it and in the archive", () => {
    for (const stage of [STAGES.start, STAGES.done, ...(completed ? [STAGES.archived] : [])]) expect(dgs(stage, "health")).toMatchObject({ problems: [] });
  });

  it("sees the phases, their plans and their states as DGS does", () => {
    interface Phase { readonly number: string; readonly name: string; readonly status: string; readonly ticked: boolean; readonly folder: string; readonly plans: { readonly done: number; readonly total: number } }
    for (const stage of [STAGES.start, STAGES.done]) {
      const { phases } = dgs<{ phases: readonly Phase[] }>(stage, "progress");
      const seen = ask(stage, "roadmap", "analyze") as { phases: readonly Record<string, unknown>[] };
      expect(seen.phases.map(({ number, name, plan_count, summary_count, roadmap_complete }) => [number, name, plan_count, summary_count, roadmap_complete])).toEqual(phases.map(({ number, name, plans, ticked }) => [number, name, plans.total, plans.done, ticked]));
      expect(seen.phases.map(({ disk_status }) => disk_status === "complete")).toEqual(phases.map(({ status }) => status === "complete"));
      for (const { number, folder: own, plans } of phases.filter(({ plans: { total } }) => total > 0)) {
        const index = ask(stage, "phase-plan-index", number) as { plans: readonly { id: string; has_summary: boolean }[]; incomplete: readonly string[]; error?: string };
        expect([index.error, index.plans.length, index.plans.filter(({ has_summary }) => has_summary).length, index.incomplete.length]).toEqual([undefined, plans.total, plans.done, plans.total - plans.done]);
        expect(ask(stage, "find-phase", number)).toMatchObject({ found: true, directory: `.planning/${own}` });
        expect(ask(stage, "verify", "phase-completeness", number)).toMatchObject({ complete: plans.done === plans.total, orphan_summaries: [], errors: stage === STAGES.done ? [] : expect.any(Array) as unknown });
      }
    }
  });

  it("puts plans into the waves in which DGS ran them", () => {
    const execution = readFileSync(path.join(productOf(STAGES.done), ".planning/phases/01-parse/01-EXECUTION.md"), "utf8");
    const ran = Object.fromEntries([...execution.matchAll(/^- \[x\] run `([\d-]+)`\n(?: {2}- .*\n)*? {2}- wave: (\d+)$/gm)].map(([, id = "", wave = ""]) => [id, Number(wave)]));
    const { plans } = ask(STAGES.done, "phase-plan-index", "1") as { plans: readonly { id: string; wave: number }[] };
    expect(Object.fromEntries(plans.map(({ id, wave }) => [id, wave]))).toEqual(ran);
  });

  it("finds every key that it requires, and nothing wrong in plans", () => {
    for (const stage of [STAGES.done, ...(completed ? [STAGES.archived] : [])]) {
      for (const [ending, schema, count] of [["PLAN", "plan", 6], ["SUMMARY", "summary", 6], ["VERIFICATION", "verification", 2]] as const) {
        const files = planningFiles(stage, ending);
        expect(files).toHaveLength(count);
        for (const file of files) expect({ file, ...ask(stage, "frontmatter", "validate", file, "--schema", schema) }).toMatchObject({ file, valid: true, missing: [] });
      }
      for (const file of planningFiles(stage, "PLAN")) expect({ file, ...ask(stage, "verify", "plan-structure", file) }).toMatchObject({ file, valid: true, errors: [], warnings: [] });
    }
  });

  it("finds the folder consistent, and takes from it what was done", () => {
    expect(ask(STAGES.done, "validate", "consistency")).toMatchObject({ passed: true, errors: [], warnings: [] });
    expect(ask(STAGES.done, "audit-uat")).toMatchObject({ results: [] });
    expect(ask(STAGES.done, "summary-extract", ".planning/phases/01-parse/01-03-SUMMARY.md")).toMatchObject({ one_liner: "A parser that refuses unknown units", requirements_completed: ["PARSE-01"] });
    expect(ask(STAGES.done, "state-snapshot")).toMatchObject({ status: "completed", last_activity: expect.stringContaining("Phase 2 complete") as string });
    expect(ask(STAGES.done, "validate", "health")).toMatchObject({ errors: [] });
  });

  it("ticks a requirement as DGS does, and DGS reads what it wrote", () => {
    cpSync(productOf(STAGES.start), productOf("copy"), { recursive: true });
    expect(ask("copy", "requirements", "mark-complete", "PARSE-01,FORMAT-01")).toMatchObject({ updated: true, marked_complete: ["PARSE-01", "FORMAT-01"], not_found: [] });
    const read = (stage: string) => readRequirements(readFileSync(path.join(productOf(stage), ".planning/REQUIREMENTS.md"), "utf8"), "REQUIREMENTS.md");
    const facts = (stage: string) => ({ problems: read(stage).problems, requirements: read(stage).requirements.map(({ id, ticked, status }) => [id, ticked, status]) });
    expect(facts("copy")).toEqual({ problems: [], requirements: [["PARSE-01", true, "Complete"], ["FORMAT-01", true, "Complete"]] });
    expect(facts("copy")).toEqual(facts(STAGES.done));
  });

  it("finds the phases of the archive", (context) => {
    if (!completed) context.skip("there is no terminal to complete a milestone on");
    expect(ask(STAGES.archived, "find-phase", "2")).toMatchObject({ found: true, directory: ".planning/milestones/v1.0-phases/02-format", plans: ["02-01-PLAN.md", "02-02-PLAN.md", "02-03-PLAN.md"] });
    expect(ask(STAGES.archived, "state-snapshot")).toMatchObject({ status: "completed" });
    expect(["v1.0-ROADMAP.md", "v1.0-REQUIREMENTS.md", "v1.0-MILESTONE-AUDIT.md"].filter((name) => !existsSync(path.join(productOf(STAGES.archived), ".planning/milestones", name)))).toEqual([]);
  });

  describe("where it differs, and still does", () => {
    it("milestones are told by headings alone: a list of them says nothing", () => {
      expect(ask(STAGES.done, "roadmap", "analyze")).toMatchObject({ milestones: [] });
    });

    it("the position is read in one of the two dialects of STATE.md: its own template's is not", () => {
      expect(ask(STAGES.done, "state-snapshot")).toMatchObject({ current_phase: null, current_plan: null, total_phases: null });
    });

    it("settings of DGS and its registry of repos are unknown, settings that it has defaults for are missed", () => {
      const { warnings } = ask(STAGES.done, "validate", "health") as { warnings: readonly { code: string; message: string }[] };
      expect(warnings.map(({ code, message }) => `${code} ${/workflow\.\w+|\w+\.md/.exec(message)?.[0] ?? message}`)).toEqual(["W008 workflow.nyquist_validation", "W016 workflow.ai_integration_phase", "W019 REPOS.md"]);
    });

    it("a plan with a checkpoint is no plan for it", () => {
      const file = ".planning/phases/01-parse/01-01-PLAN.md";
      cpSync(productOf(STAGES.start), productOf("checkpoint"), { recursive: true });
      const text = readFileSync(path.join(productOf("checkpoint"), file), "utf8");
      writeFileSync(path.join(productOf("checkpoint"), file), text.replace("autonomous: true", "autonomous: false").replace("</tasks>", '<task type="checkpoint:human-verify">\n  <what-built>Units</what-built>\n  <how-to-verify>Look at them</how-to-verify>\n</task>\n\n</tasks>'));
      expect(dgs("checkpoint", "health")).toMatchObject({ problems: [] });
      expect(ask("checkpoint", "verify", "plan-structure", file)).toMatchObject({ valid: false, errors: [expect.stringContaining("name"), expect.stringContaining("action")] });
    });

    it("phases of a milestone that was put into details are gone, and their archive belongs to nothing", (context) => {
      if (!completed) context.skip("there is no terminal to complete a milestone on");
      expect(ask(STAGES.archived, "roadmap", "analyze")).toMatchObject({ phase_count: 0, missing_phase_details: ["1", "2"] });
      expect(ask(STAGES.archived, "validate", "consistency")).toMatchObject({ passed: true, warnings: ["Phase 01 exists on disk but not in ROADMAP.md", "Phase 02 exists on disk but not in ROADMAP.md"] });
    });
  });
});

if (peer === undefined) {
  it("the peer tool is there", (context) => {
    context.skip(`${PEER.package} ${PEER.version} is not there: npm run test:agents fetches it`);
  });
}
