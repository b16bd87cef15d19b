import type { CheckpointQuestion } from "@dgs/runtime";
import { describe, expect, it } from "vitest";
import { askCheckpoint, renderCheckpoint } from "./ask-checkpoint.js";
import { createAskWhileExecuting } from "./ask-while-executing.js";
import type { Choice, Io } from "./io.js";

const option = (id: string, recommended = false): CheckpointQuestion["options"][number] => ({ id, name: `the ${id}`, pros: undefined, cons: undefined, recommended });
const question = (more: Partial<CheckpointQuestion> = {}): CheckpointQuestion => ({ plan: "03-01" as never, kind: "human-verify", details: "Look\u001b[2J here", awaiting: "Say approved", options: [], path: "p.md" as never, ...more });

/** A person who gives these answers, one after the other. */
function person(...answers: readonly (string | undefined)[]): Pick<Io, "askText" | "askChoice"> & { readonly asked: string[]; readonly choices: Choice[][] } {
  const left = [...answers];
  const asked: string[] = [];
  const choices: Choice[][] = [];
  return {
    asked,
    choices,
    askText: (text) => { asked.push(text); return Promise.resolve(left.shift()); },
    askChoice: (text, offered) => { asked.push(text); choices.push([...offered]); return Promise.resolve(left.shift()); },
  };
}

describe("askCheckpoint", () => {
  it.each<[string | undefined, unknown]>([["approved", "approved"], ["  the logo is cut ", "the logo is cut"], ["", undefined], [" ", undefined], [undefined, undefined], ["skip", { givenUp: "continue" }], ["Abort", { givenUp: "stop" }], ["skip the intro", "skip the intro"]])("takes %j for %j", async (said, answer) => {
    expect(await askCheckpoint(person(said), question())).toEqual(answer);
  });

  it("offers a decision as a list, the recommended option first, and still lets a person say something else, later, skip or abort", async () => {
    const decision = question({ kind: "decision", options: [option("a"), option("b", true)] });
    const who = person("a");
    expect(await askCheckpoint(who, decision)).toBe("a");
    expect(who.choices[0]?.map(({ label, hint }) => [label, hint])).toEqual([["b: the b", "recommended"], ["a: the a", undefined], ["Something else", "in your words"], ["Later", "dgs answer"], ["Skip this plan", undefined], ["Abort the phase", undefined]]);
    const values = who.choices[0]?.map(({ value }) => value) ?? [];
    expect(await askCheckpoint(person(values[2], "b, but smaller"), decision)).toBe("b, but smaller");
    expect(await askCheckpoint(person(values[3]), decision)).toBeUndefined();
    expect(await askCheckpoint(person(values[4]), decision)).toEqual({ givenUp: "continue" });
    expect(await askCheckpoint(person(values[5]), decision)).toEqual({ givenUp: "stop" });
    expect(await askCheckpoint(person(undefined), decision)).toBeUndefined();
    // An option that is named like one of these is an option.
    expect(await askCheckpoint(person("skip"), question({ kind: "decision", options: [option("skip")] }))).toBe("skip");
  });

  it("shows what was handed back, and nothing of it reaches the terminal as a command", () => {
    const paint = (_style: string, text: string): string => text;
    expect(renderCheckpoint(question({ planName: "Dashboard", progress: "2/3 tasks complete", options: [option("a", true)] }), paint, (path) => path)).toEqual(["", "Checkpoint: human-verify", "", "Plan: 03-01 Dashboard", "Progress: 2/3 tasks complete", "", "Look here", "", "Say approved", "  a: the a (recommended)", "It is kept in p.md."]);
  });
});

it("asks several plans one after the other, while the live view stands still", async () => {
  const told: string[] = [];
  const waiting: ((answer: string) => void)[] = [];
  const io = { stderr: { write: () => undefined, isTerminal: false, columns: () => 80 }, env: {}, askText: (text: string) => new Promise<string>((resolve) => { told.push(`ask ${text.slice(0, 10)}`); waiting.push(resolve); }) };
  const live = { line: (text: string) => { if (text.startsWith("Plan:")) told.push(text); }, pause: () => { told.push("pause"); }, resume: () => { told.push("resume"); } };
  const ask = createAskWhileExecuting(io as unknown as Io, live as never, (path) => path);
  const both = Promise.all([ask?.checkpoint(question()), ask?.checkpoint(question({ plan: "03-02" as never }))]);
  for (const answer of ["one", "two"]) {
    await new Promise((resolve) => { setTimeout(resolve, 0); });
    waiting.shift()?.(answer);
  }
  expect(await both).toEqual(["one", "two"]);
  expect(told).toEqual(["pause", "Plan: 03-01", 'ask "approved"', "resume", "pause", "Plan: 03-02", 'ask "approved"', "resume"]);
});
