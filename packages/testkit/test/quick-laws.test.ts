import { joinPath, quickMachine, renderQuick, type PlanningPath, type QuickEvent, type QuickObservation, type StageOutcome } from "@dgs/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commute } from "../src/laws.js";
import { messyQuick } from "../src/messy-quick.js";
import { shaOf, stageOutcomes } from "../src/quick-outcomes.js";
import { quickOf, quickSubject } from "../src/quick-subject.js";

const path = joinPath("quick", "260101-000-fix-auth", "260101-000-QUICK.md");
const sha = shaOf("f");

const text = fc.string({ unit: "binary", maxLength: 30 });
const outcome: fc.Arbitrary<StageOutcome> = fc.oneof(
  fc.record({ type: fc.constant("done" as const), note: text, commits: fc.nat(9), before: fc.constant(sha), after: fc.constant(sha), remote: text, ref: text }, { requiredKeys: ["type"] }),
  fc.constant<StageOutcome>({ type: "done" }),
  fc.constant<StageOutcome>({ type: "done" }),
  fc.record({ type: fc.constant("conflict" as const), files: fc.array(text, { maxLength: 3 }), before: fc.constant(sha) }, { requiredKeys: ["type", "files"] }),
  fc.record({ type: fc.constant("not-accepted" as const), why: text }),
  fc.constantFrom<StageOutcome>({ type: "race" }, { type: "nothing-to-merge" }, { type: "interrupted" }),
  fc.record({ type: fc.constantFrom("push-rejected" as const, "gate-failed" as const), error: text }),
  fc.record({ type: fc.constant("dirty" as const), files: fc.array(text, { maxLength: 3 }) }),
  fc.record({ type: fc.constant("failed" as const), reason: fc.constantFrom("failed" as const, "budget" as const), error: text }),
);

/** Observations in any order, sensible or not: what does not fit the state records nothing. */
const observations = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom({ type: "run-opened" as const }, { type: "complete-asked" as const }, { type: "abandon-asked" as const }, { type: "steps-used-up" as const }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("step-opened" as const), step: fc.nat(30) }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("step-ended" as const), step: fc.nat(30), outcome }) },
    { weight: 20, arbitrary: fc.record({ type: fc.constant("next-step" as const), choice: fc.oneof(fc.constant(0), fc.nat(5)), says: text }) },
  ),
  { maxLength: 40, size: "max" },
);
type Seen = typeof observations extends fc.Arbitrary<(infer Item)[]> ? Item : never;

/** Every event gets a time of its own, as a clock would give it. */
function eventsOf(quick: ReturnType<typeof quickOf>, seen: Seen, tick: number): readonly QuickEvent[] {
  const at = new Date(Date.UTC(2026, 0, 2, 0, 0, tick)).toISOString();
  if (seen.type !== "next-step") return quickMachine.decide(quick, { ...seen, at } as QuickObservation);
  const [effect] = quickMachine.next(quick);
  if (effect === undefined) return [];
  if (effect.type === "settle-quick") return quickMachine.decide(quick, { type: "steps-used-up", at });
  const step = quick.steps[effect.step];
  if (step?.status !== "in-progress") return quickMachine.decide(quick, { type: "step-opened", at, step: effect.step });
  const outcomes = stageOutcomes(step.stage, seen.says);
  return quickMachine.decide(quick, { type: "step-ended", at, step: effect.step, outcome: outcomes[seen.choice % outcomes.length] ?? { type: "done" } });
}

function check(source: string, seen: readonly Seen[], counts: Map<string, number>): void {
  let texts: ReadonlyMap<PlanningPath, string> = new Map([
    [path, source],
    [joinPath("quick", "260101-000-fix-auth", "260101-000-SUMMARY.md"), "# not the quick's business\n"],
  ]);
  let quick = quickOf(path, texts);
  for (const [tick, each] of seen.entries()) {
    for (const event of eventsOf(quick, each, tick)) {
      const step = commute(quickSubject, texts, quick, event);
      expect(step.breach).toBeUndefined();
      ({ texts, state: quick } = step);
      counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
    }
  }
}

describe("the laws of the quick machine", () => {
  it("1 and 2: reading what was written says what evolve says, and nothing else is touched, on messy files", () => {
    const counts = new Map<string, number>();
    fc.assert(fc.property(messyQuick(), observations, (source, seen) => { check(source, seen, counts); }), { numRuns: 2000 });
    console.log(`events: ${[...counts].map(([type, count]) => `${type} ${String(count)}`).join(", ")}`);
    for (const type of ["quick-reopened", "completion-started", "abandonment-started", "step-started", "step-completed", "step-failed", "step-interrupted", "quick-settled"]) expect(counts.get(type) ?? 0, type).toBeGreaterThan(0);
  });

  it("1 and 2 all the way through a completion of two repos, on a file as DGS writes it", () => {
    const counts = new Map<string, number>();
    const source = renderQuick({ title: "fix auth", kind: "product-level", branch: "quick/fix-auth", base: "main", worktree: "{repo}--quick-fix-auth", guidance: ["full"], created: "2026-01-01T00:00:00.000Z", repos: ["app", "lib"] });
    const step = fc.record({ type: fc.constant("next-step" as const), choice: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(5) }), says: text });
    const deep = fc.array(fc.oneof({ weight: 30, arbitrary: step }, { weight: 3, arbitrary: fc.constant({ type: "complete-asked" as const }) }), { minLength: 60, maxLength: 90 });
    const work: Seen[] = [{ type: "run-opened" }, ...Array.from({ length: 11 }, (): Seen => ({ type: "next-step", choice: 0, says: "" })), { type: "complete-asked" }];
    // Both fetches, a conflict in the first rebase, its resolution, the other rebase, and a gate that refuses the resolution.
    const refused = [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1].map((choice): Seen => ({ type: "next-step", choice, says: "broke" }));
    fc.assert(fc.property(fc.constantFrom([], refused), deep, (first, seen) => { check(source, [...work, ...first, ...seen], counts); }), { numRuns: 40 });
    console.log(`events: ${[...counts].map(([type, count]) => `${type} ${String(count)}`).join(", ")}`);
    expect(counts.get("step-returned") ?? 0).toBeGreaterThan(0);
    expect(counts.get("step-completed") ?? 0).toBeGreaterThan(500);
  });

  it("can fail: a change that forgets one of its edits is caught", () => {
    const texts = new Map([[path, "- **Kind:** product-level\n- **Status:** in-progress\n- **Branch:** quick/a\n- **Base:** main\n- **Worktree:** {repo}--quick-a\n\n## Steps\n\n- [ ] run agent\n"]]);
    const broken = { ...quickSubject, machine: { ...quickMachine, changes: (...[files, quick, event]: Parameters<typeof quickMachine.changes>) => quickMachine.changes(files, quick, event).map((change) => (change.type === "edit" ? { ...change, edits: change.edits.slice(0, 1) } : change)) } };
    expect(commute(broken, texts, quickOf(path, texts), { type: "step-started", at: "T", step: 0 }).breach).toContain("evolve says");
  });
});
