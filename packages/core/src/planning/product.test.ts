import { describe, expect, it } from "vitest";
import { outlineOf } from "../markdown/outline-of.js";
import type { PlanningPath } from "../ids/planning-path.js";
import { readHeadFacts } from "./head-facts.js";
import { readProduct, type Product } from "./product.js";
import { scanPhases } from "./scan-phases.js";

interface Given {
  readonly roadmap?: readonly string[];
  /** Texts of files below the root; folders follow from their paths. */
  readonly files?: Readonly<Record<string, string>>;
  readonly state?: string;
  readonly verifier?: boolean;
}

const PASSED = "---\nstatus: passed\n---\n";

function product({ roadmap, files = {}, state, verifier = true }: Given): Product {
  const listings = new Map<string, string[]>();
  for (const file of Object.keys(files)) {
    const parts = file.split("/");
    for (let i = 1; i < parts.length; i++) {
      const folder = parts.slice(0, i).join("/");
      const name = `${parts[i] ?? ""}${i < parts.length - 1 ? "/" : ""}`;
      const names = listings.get(folder) ?? [];
      if (!names.includes(name)) listings.set(folder, [...names, name]);
    }
  }
  const source = roadmap?.join("\n");
  return readProduct({
    project: "", verifier, stateMilestone: state, scan: scanPhases(listings), heads: new Map(Object.entries(files).map(([file, text]) => [file as PlanningPath, readHeadFacts(text)])),
    roadmap: source === undefined ? undefined : { source, outline: outlineOf(source) },
  });
}

const shape = ({ phases }: Product): string[] => phases.map(({ number, status, plansDone, planCount }) => `${number} ${status} ${String(plansDone)}/${String(planCount)}`);
const codes = ({ problems }: Product): string[] => problems.map(({ code, path, at }) => `${code} ${path}${at === undefined ? "" : `:${String(at.line)}`}`);

describe("readProduct", () => {
  it("joins roadmap, folders and results into one status each", () => {
    const result = product({
      roadmap: ["- [x] **Phase 1: A**", "- [ ] **Phase 2: B**", "- [ ] **Phase 3: C**", "- [ ] **Phase 999.1: Someday**", "- [x] ~~Phase 4: D~~", "### Phase 1: A", "### Phase 2: B", "### Phase 3: C"],
      files: {
        "phases/01-a/01-01-PLAN.md": "x", "phases/01-a/01-01-SUMMARY.md": "x", "phases/01-a/01-VERIFICATION.md": PASSED,
        "phases/2-b/02-01-PLAN.md": "x", "phases/2-b/02-01-SUMMARY.md": "x", "phases/2-b/02-02-PLAN.md": "x", "phases/03-c/03-CONTEXT.md": "x",
      },
    });
    expect(shape(result)).toEqual(["01 complete 1/1", "02 partial 1/2", "03 unplanned 0/0", "999.1 unplanned 0/0", "04 complete 0/0"]);
    expect(result.counts).toEqual({ phases: 3, phasesComplete: 1, plans: 3, plansDone: 2 });
    expect(result.next?.number).toBe("02");
    expect(result.finished).toBe(false);
    expect(codes(result)).toEqual([]);
  });

  it("is finished only when there is something and all of it is complete", () => {
    const done = { "phases/01-a/01-01-PLAN.md": "x", "phases/01-a/01-01-SUMMARY.md": "x", "phases/01-a/01-VERIFICATION.md": PASSED };
    expect(product({ roadmap: ["### Phase 1: A"], files: done })).toMatchObject({ finished: true, next: undefined });
    expect(product({ roadmap: ["### Phase 1: A", "## Backlog", "### Phase 999.1: Later"], files: done })).toMatchObject({ finished: true, next: undefined });
    expect(product({ roadmap: ["# Nothing"], files: done }).finished).toBe(false);
    expect(product({ roadmap: ["### Phase 999: Backlog"] }).finished).toBe(false);
    expect(product({ files: done }).finished).toBe(false);
  });

  it("says where roadmap and disk contradict each other, both ways", () => {
    const plan = "phases/01-a/01-01-PLAN.md";
    const summary = { "phases/01-a/01-01-SUMMARY.md": "x" };
    const ticked = ["- [x] **Phase 1: A**", "### Phase 1: A"];
    expect(codes(product({ roadmap: ticked, files: { [plan]: "x" } }))).toEqual(["ticked-over-open-plans ROADMAP.md:1"]);
    expect(codes(product({ roadmap: ticked }))).toEqual(["ticked-without-plans ROADMAP.md:1"]);
    expect(codes(product({ roadmap: [...ticked, "- [ ] 01-01: x"] }))).toEqual(["ticked-over-open-plans ROADMAP.md:1"]);
    expect(codes(product({ roadmap: ticked, files: { [plan]: "x", ...summary, "phases/01-a/01-VERIFICATION.md": "---\nstatus: gaps_found\n---" } }))).toEqual(["ticked-against-verification ROADMAP.md:1"]);
    expect(codes(product({ roadmap: ["- [ ] **Phase 1: A**", "### Phase 1: A", "- [ ] 01-01: x"], files: { [plan]: "x", ...summary, "phases/01-a/01-VERIFICATION.md": PASSED } }))).toEqual(["complete-not-ticked ROADMAP.md:1", "plan-done-not-ticked ROADMAP.md:3"]);
    expect(codes(product({ roadmap: ["### Phase 1: A", "- [x] 01-01: x"], files: { [plan]: "x" } }))).toEqual(["plan-ticked-not-done ROADMAP.md:2"]);
  });

  it("says what is wrong with results", () => {
    const files = {
      "phases/01-a/01-01-PLAN.md": "x", "phases/01-a/01-01-SUMMARY.md": "", "phases/01-a/01-02-PLAN.md": "x", "phases/01-a/01-02-SUMMARY.md": "---\nstatus: halted\n---",
      "phases/01-a/01-03-PLAN.md": "x", "phases/01-a/01-03-SUMMARY.md": "To be filled", "phases/01-a/01-VERIFICATION.md": "---\nstatus: verified\n---",
    };
    expect(codes(product({ roadmap: ["### Phase 1: A"], files }))).toEqual(["summary-empty", "summary-halted", "summary-template", "verification-status-unknown"].map((code, i) => `${code} phases/01-a/${i < 3 ? `01-0${String(i + 1)}-SUMMARY` : "01-VERIFICATION"}.md`));
  });

  it("gives archived folders to their milestone and live ones to the active one, though numbers repeat", () => {
    const result = product({
      roadmap: ["<details>", "<summary>✅ v1.0</summary>", "", "- [x] **Phase 1: Old**", "", "### Phase 1: Old", "", "</details>", "", "## 🚧 v2.0", "- [ ] **Phase 1: New**", "### Phase 1: New"],
      files: { "milestones/v1.0-phases/01-old/01-01-PLAN.md": "x", "milestones/v1.0-phases/01-old/01-01-SUMMARY.md": "x", "phases/01-new/01-01-PLAN.md": "x" },
    });
    expect(shape(result)).toEqual(["01 planned 0/1"]);
    expect(result.phases[0]?.folder?.path).toBe("phases/01-new");
    expect(result.others.map(({ status, folder }) => [status, folder?.path])).toEqual([["complete", "milestones/v1.0-phases/01-old"]]);
    expect(codes(result)).toEqual([]);
  });

  it("finds live folders of an earlier milestone where the numbers go on", () => {
    const result = product({ roadmap: ["## v1.0 SHIPPED", "### Phase 1: Old", "## 🚧 v1.1", "### Phase 2: New"], files: { "phases/01-old/01-01-PLAN.md": "x", "phases/02-new/02-CONTEXT.md": "x" } });
    expect(result.others.map(({ folder }) => folder?.path)).toEqual(["phases/01-old"]);
    expect(shape(result)).toEqual(["02 unplanned 0/0"]);
  });

  it("reports a folder that the roadmap does not know, and a missing roadmap", () => {
    expect(codes(product({ roadmap: ["### Phase 1: A"], files: { "phases/07-x/07-01-PLAN.md": "x" } }))).toEqual(["folder-without-phase phases/07-x"]);
    const without = product({ files: { "phases/07-x/07-01-PLAN.md": "x" } });
    expect(codes(without)).toEqual(["roadmap-missing ROADMAP.md"]);
    expect(without.unlisted).toHaveLength(1);
  });

  it("runs nothing where the milestone cannot be told", () => {
    const result = product({ roadmap: ["## v1.0", "### Phase 1: A", "## v1.1", "### Phase 2: B"] });
    expect(result).toMatchObject({ milestone: undefined, phases: [], next: undefined, finished: false });
    expect(codes(result)).toEqual(["active-milestone-unknown ROADMAP.md"]);
    expect(shape(product({ roadmap: ["## v1.0", "### Phase 1: A", "## v1.1", "### Phase 2: B"], state: '"v1.1"' }))).toEqual(["02 unplanned 0/0"]);
  });

  it("goes by the configuration where verification is switched off", () => {
    const files = { "phases/01-a/01-01-PLAN.md": "x", "phases/01-a/01-01-SUMMARY.md": "x" };
    expect(shape(product({ roadmap: ["### Phase 1: A"], files }))).toEqual(["01 executed 1/1"]);
    expect(shape(product({ roadmap: ["### Phase 1: A"], files, verifier: false }))).toEqual(["01 complete 1/1"]);
  });
});
