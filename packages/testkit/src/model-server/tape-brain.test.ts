import { expect, it } from "vitest";
import type { ModelStep } from "./step.js";
import { createTapeBrain } from "./tape-brain.js";

const TOOLS = ["Write", "Bash"];
const leaves = (purpose: string, text: string) => ({ purpose, changes: [], outbox: [{ path: "NOTES.md", text }] });
const promptOf = (name: string): string => `Leave files into the folder /tree/.dgs/outbox/${name} (also in the environment variable DGS_OUTBOX).`;

/** What a program is told in one conversation: each request carries what was answered before. */
function converse(brain: ReturnType<typeof createTapeBrain>, name: string): ModelStep[] {
  const steps: ModelStep[] = [];
  do steps.push(brain(JSON.stringify([promptOf(name), ...steps]), TOOLS));
  while (!("text" in (steps.at(-1) ?? { text: "" })) && steps.length < 20);
  return steps;
}
const written = (steps: readonly ModelStep[]): string[] => steps.flatMap((step) => ("write" in step ? [step.write.content] : []));

it("plays one run after the other for the same outbox, each in a conversation of its own, and then does nothing", () => {
  const brain = createTapeBrain([leaves("plan-phase 1", "first"), leaves("map-codebase stack", "map"), leaves("plan-phase 1", "second")]);
  const all = ["plan-phase-1", "map-codebase-stack", "plan-phase-1", "plan-phase-1"].map((name) => converse(brain, name));
  expect(all.map(written)).toEqual([["first"], ["map"], ["second"], []]);
  expect(all.map((steps) => steps.at(-1))).toEqual(Array(4).fill({ text: "Done." }));
});

it("stays at the end of a run in a conversation that goes on", () => {
  const brain = createTapeBrain([leaves("plan-phase 1", "first"), leaves("plan-phase 1", "second")]);
  const body = JSON.stringify([promptOf("plan-phase-1"), ...converse(brain, "plan-phase-1")]);
  expect([brain(body, TOOLS), brain(body, TOOLS)]).toEqual([{ text: "Done." }, { text: "Done." }]);
  expect(written(converse(brain, "plan-phase-1"))).toEqual(["second"]);
});

it("says of what the tape does not have that it does not, and finds no outbox where none is named", () => {
  const brain = createTapeBrain([leaves("plan-phase 1", "first")]);
  expect(converse(brain, "plan-phase-2")).toEqual([{ text: "No run of the tape is called plan-phase-2." }]);
  expect(brain("Hello", TOOLS)).toEqual({ text: "The prompt names no outbox." });
});
