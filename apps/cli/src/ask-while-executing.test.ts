import type { AskWhileExecuting } from "@dgs/runtime";
import { describe, expect, it } from "vitest";
import { createAskWhileExecuting } from "./ask-while-executing.js";
import type { Io } from "./io.js";
import type { Live } from "./live.js";

/** A terminal at which a person gives these answers, and what stood on it in which order. */
function terminal(...answers: readonly (string | undefined)[]): { readonly ask: AskWhileExecuting; readonly seen: string[] } {
  const left = [...answers];
  const seen: string[] = [];
  const live: Live = {
    show: () => undefined,
    line: (text) => { seen.push(text); },
    pause: () => { seen.push("(the view stands still)"); },
    resume: () => { seen.push("(the view goes on)"); },
    close: () => undefined,
  };
  const io: Io = {
    ...{ args: [], cwd: "/", env: { NO_COLOR: "1" } },
    stdout: { write: () => undefined, isTerminal: false, columns: () => 80 },
    stderr: { write: () => undefined, isTerminal: false, columns: () => 80 },
    askText: async (question) => {
      await Promise.resolve();
      seen.push(`? ${question}`);
      return left.shift();
    },
  };
  const ask = createAskWhileExecuting(io, live, (path) => `.planning/${path}`);
  if (ask === undefined) throw new Error("somebody can be asked");
  return { ask, seen };
}

describe("what is asked while a phase is carried out", () => {
  it.each([["continue", "continue"], ["c", "continue"], ["Yes", "continue"], ["stop", "stop"], ["", "stop"], ["perhaps", "stop"], [undefined, "stop"]] as const)("goes on behind a failed plan only where the person says so: %j", async (said, then) => {
    const { ask, seen } = terminal(said);
    expect(await ask.failure({ plan: "01-02" as never, error: "it\u001b[2J crashed" })).toBe(then);
    expect(seen).toEqual(["(the view stands still)", "", "Plan 01-02 failed", expect.stringMatching(/^ {2}it.* crashed$/), "? Continue with the remaining waves, or stop? (continue/stop)", "(the view goes on)"]);
    expect(seen.join("")).not.toContain("\u001b");
  });

  it.each([["approved", "approved"], ["  the logo is cut ", "the logo is cut"], ["", undefined], ["  ", undefined], [undefined, undefined]])("takes %j for the answer %j to a checklist, and shows every point of it with the report's place", async (said, answer) => {
    const { ask, seen } = terminal(said);
    expect(await ask.approval({ checks: ["log in", "log\u0007 out"], path: "phases/01/01-VERIFICATION.md" as never })).toBe(answer);
    expect(seen).toContain("- [ ] log in");
    expect(seen.find((line) => line.startsWith("- [ ] log") && line.endsWith("out"))).toBeDefined();
    expect(seen.join("")).not.toContain("\u0007");
    expect(seen).toContain("The report is .planning/phases/01/01-VERIFICATION.md.");
  });

  it.each([["1", "reconstruct"], [" 2 ", "continue"], ["3", "stop"], ["", "stop"], [undefined, "stop"]])("takes %j for %j where STATE.md is missing", async (said, answer) => {
    const { ask, seen } = terminal(said);
    expect(await ask.missingState()).toBe(answer);
    expect(seen).toContain("STATE.md missing but planning artifacts exist.");
  });

  it("asks one after the other, however many plans ask at once, also behind a question that broke", async () => {
    const { ask, seen } = terminal("continue", "stop");
    const both = await Promise.all([ask.failure({ plan: "01-01" as never, error: "a" }), ask.failure({ plan: "01-02" as never, error: "b" })]);
    expect(both).toEqual(["continue", "stop"]);
    const views = seen.filter((line) => line.startsWith("("));
    expect(views).toEqual(["(the view stands still)", "(the view goes on)", "(the view stands still)", "(the view goes on)"]);
    expect(seen.indexOf("Plan 01-02 failed")).toBeGreaterThan(seen.indexOf("(the view goes on)"));
  });
});

it("asks nobody where nobody can be asked", () => {
  const quiet: Io = { args: [], cwd: "/", env: {}, stdout: { write: () => undefined, isTerminal: false, columns: () => 80 }, stderr: { write: () => undefined, isTerminal: false, columns: () => 80 } };
  expect(createAskWhileExecuting(quiet, { show: () => undefined, line: () => undefined, pause: () => undefined, resume: () => undefined, close: () => undefined }, String)).toBeUndefined();
});
