import type { AnswerReport } from "@dgs/runtime";
import { describe, expect, it } from "vitest";
import { renderAnswer } from "./answer.js";

const view = { paint: (_style: string, text: string): string => text, pathOf: (path: string): string => `.planning/${path}` };

describe("renderAnswer", () => {
  it("shows what waits and how to answer it, and nothing in it reaches the terminal as a command", () => {
    const report: AnswerReport = {
      type: "waiting",
      waiting: [
        { target: "03-01", type: "checkpoint", phase: "3", kind: "decision", task: 2, since: "T", details: "Choose\u001b[2J\n| a |", awaiting: "Select one", options: [{ id: "sqlite", name: "A file", pros: "simple", cons: undefined, recommended: true }, { id: "pg", name: undefined, pros: undefined, cons: "heavy", recommended: false }], path: "p.md" },
        { target: "4", type: "approval", phase: "4", details: "- Open it", awaiting: "approved, or what is wrong", options: [], path: "v.md" },
      ],
    };
    expect(renderAnswer(report, view)).toBe(
      [
        "Checkpoint: decision", "Plan: 03-01, task 2", "Waiting since T", "", "Choose", "| a |", "", "Select one",
        "  sqlite  A file  (recommended)", "      for: simple", "  pg", "      against: heavy", "", "Kept in .planning/p.md", "Answer: dgs answer 03-01 <sqlite|pg>", "",
        "Phase 4: Human Verification Checklist", "", "- Open it", "", "approved, or what is wrong", "", "Kept in .planning/v.md", "Answer: dgs answer 4 approved (or what is wrong)",
      ].join("\n"),
    );
    expect(renderAnswer({ type: "waiting", waiting: [] }, view)).toBe("Nothing waits for an answer.");
  });

  it("names what else waits", () => {
    const report: AnswerReport = { type: "answered", target: "03-01", answer: "pg", phase: "3", path: "p.md", left: ["03-02"], next: { command: "dgs execute-phase 3", why: "a fresh agent goes on with the answer" } };
    expect(renderAnswer(report, view)).toBe("Answered 03-01: pg\nStill waiting in phase 3: 03-02");
  });
});
