import { describe, expect, it } from "vitest";
import { namedOption, offeredOptions, preferredOption } from "./checkpoint-options.js";
import { ruleCheckpoint, strictestKind, unansweredCheckpoints } from "./checkpoint-rule.js";
import { readPlan } from "./plan.js";

const PLAN = `---
phase: 03-auth
plan: 01
wave: 1
autonomous: false
---
<objective>Choose and build</objective>
<tasks>
<task type="auto"><name>Parser</name><files>src/parse.ts</files><action>Write it</action><verify><automated>npm test</automated></verify></task>
<task type="checkpoint:decision"><decision>Which store</decision><options><option id="sqlite"><name>SQLite file</name></option><option id="pg" recommended="true"><name>PostgreSQL</name></option></options></task>
<task type="checkpoint:human-verify" gate="blocking-human"><what-built>The page</what-built></task>
</tasks>
`;
const tasks = readPlan(PLAN, "phases/03-auth/03-01-PLAN.md").tasks;
const options = offeredOptions(tasks[1]?.checkpoint, "");

describe("the options of a decision", () => {
  it("are those of the plan, else those in the agent's table", () => {
    expect(options.map(({ id, recommended }) => [id, recommended])).toEqual([["sqlite", false], ["pg", true]]);
    const details = "Words\n\n| Option | Name | Pros | Cons |\n|---|---|---|---|\n| **a** | the first | fast | - |\n| `b` (recommended) | | safe | slow |\n";
    expect(offeredOptions({ options: [] }, details)).toEqual([
      { id: "a", name: "the first", pros: "fast", cons: undefined, recommended: false },
      { id: "b", name: undefined, pros: "safe", cons: "slow", recommended: true },
    ]);
    expect(offeredOptions(undefined, "| File | Why |\n|---|---|\n| a | b |\n")).toEqual([]);
  });

  it("prefer the recommended one, else the first", () => {
    expect(preferredOption(options)?.id).toBe("pg");
    expect(preferredOption(options.map((option) => ({ ...option, recommended: false })))?.id).toBe("sqlite");
    expect(preferredOption([])).toBeUndefined();
  });

  it.each([
    ["sqlite", "sqlite"], ["SQLite", "sqlite"], ["`pg`", "pg"], ["option pg", "pg"], ["PostgreSQL", "pg"], ["postgresql", "pg"], ["pg, but with a small pool", "pg"], ["Option sqlite: one writer is enough", "sqlite"],
    ["pgx", undefined], ["yes", undefined], ["", undefined], ["not pg", undefined],
  ])("are named by %j: %s", (answer, id) => {
    expect(namedOption(options, answer)?.id).toBe(id);
  });

  it("of which one begins like another are told apart", () => {
    const two = ["a", "a b"].map((id) => ({ id, name: undefined, pros: undefined, cons: undefined, recommended: false }));
    expect(namedOption(two, "a b, please")?.id).toBe("a b");
    expect(namedOption(two, "a, please")?.id).toBe("a");
  });
});

describe("the rule where nobody is asked", () => {
  it("approves what is to be looked at, takes the recommended option, and leaves acts and gates to a person", () => {
    expect(ruleCheckpoint({ kind: "human-verify", blockingHuman: false, options: [] })).toMatchObject({ type: "answer", answer: "approved" });
    expect(ruleCheckpoint({ kind: "decision", blockingHuman: false, options })).toEqual({ type: "answer", answer: "pg", note: "the recommended option was taken without asking" });
    expect(ruleCheckpoint({ kind: "decision", blockingHuman: false, options: options.slice(0, 1) })).toMatchObject({ answer: "sqlite", note: "the first option, as none is recommended, was taken without asking" });
    for (const facts of [
      { kind: "human-action" as const, blockingHuman: false, options },
      { kind: "unknown" as const, blockingHuman: false, options },
      { kind: "decision" as const, blockingHuman: false, options: [] },
      { kind: "human-verify" as const, blockingHuman: true, options },
    ]) expect(ruleCheckpoint(facts)).toMatchObject({ type: "person" });
  });

  it("goes by what asks more of a person: an agent cannot talk a checkpoint down", () => {
    expect(strictestKind({ kind: "human-action" }, "human-verify")).toBe("human-action");
    expect(strictestKind({ kind: "human-verify" }, "human-action")).toBe("human-action");
    expect(strictestKind({ kind: "unknown" }, "human-action")).toBe("unknown");
    expect(strictestKind(undefined, "decision")).toBe("decision");
  });

  it("names the checkpoints that nobody has answered", () => {
    expect(unansweredCheckpoints(tasks, []).map(({ number }) => number)).toEqual([2, 3]);
    expect(unansweredCheckpoints(tasks, [2, 1]).map(({ number }) => number)).toEqual([3]);
  });
});
