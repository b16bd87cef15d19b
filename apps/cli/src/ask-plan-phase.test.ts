import { expect, it } from "vitest";
import { createAskPlanPhase } from "./ask-plan-phase.js";
import type { Paint } from "@dgs/render";

const plain: Paint = (_style, text) => text;

function scene(answer: boolean | Error) {
  const said: string[] = [];
  const live = { line: (line: string) => { said.push(line); }, pause: () => { said.push("(paused)"); }, resume: () => { said.push("(resumed)"); } };
  const ask = (question: string): Promise<boolean> => {
    said.push(question);
    return typeof answer === "boolean" ? Promise.resolve(answer) : Promise.reject(answer);
  };
  return { said, asking: createAskPlanPhase({ ask }, live, plain)! };
}

it("names the command that discusses the phase, and holds the live view still meanwhile", async () => {
  const { said, asking } = scene(false);
  expect(await asking.withoutDiscussion("2.1")).toBe(false);
  expect(said).toEqual(["(paused)", "Phase 2.1 was not discussed (dgs discuss-phase 2.1). Plan it without?", "(resumed)"]);
});

it("shows each finding before it asks, without what an agent may have hidden in it", async () => {
  const { said, asking } = scene(true);
  expect(await asking.accept([{ by: "checker", severity: "blocker", kind: "wiring", where: "02-01 task 2", text: "\u001B[31mnobody calls it", fix: "call it" }])).toBe(true);
  expect(said[1]).toMatch(/^ {2}blocker wiring {2}02-01 task 2: .*nobody calls it \(call it\)$/);
  expect(said[1]).not.toContain("\u001B");
  expect(said.at(-2)).toBe("Take the plans all the same?");
});

it("goes on with the live view where a question breaks, and is not there where nobody can be asked", async () => {
  const { said, asking } = scene(new Error("closed"));
  await expect(asking.withoutDiscussion("2")).rejects.toThrow("closed");
  expect(said.at(-1)).toBe("(resumed)");
  expect(createAskPlanPhase({}, { line: () => undefined, pause: () => undefined, resume: () => undefined }, plain)).toBeUndefined();
});
