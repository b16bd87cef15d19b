import { setTimeout as sleep } from "node:timers/promises";
import type { HistoryLine } from "@dgs/core";
import type { RunEvent } from "@dgs/runtime";
import { describe, expect, it } from "vitest";
import { createHeadlessTerminal, type HeadlessTerminal } from "../test/headless-terminal.js";
import type { Output } from "./io.js";
import { createLive, type LiveControls, type LiveOfHistory } from "./live.js";

const started: RunEvent = { type: "step-started", at: "2026-01-01T10:00:00Z", step: 1, total: 2, command: "/dgs:execute-phase 1" };
const ended: RunEvent = { type: "step-ended", at: "2026-01-01T10:00:01Z", step: 1, total: 2, command: "/dgs:execute-phase 1", outcome: "done" };
const stage = (plan: string): RunEvent => ({ type: "stage-started", at: "2026-01-01T10:00:00Z", stage: `run ${plan}`, plan });
const doing = (plan: string, text: string): RunEvent => ({ type: "agent-activity", purpose: `execute-plan ${plan}`, plan, text });

interface Opened {
  readonly terminal: HeadlessTerminal;
  readonly live: LiveOfHistory;
  readonly written: () => string;
  /** Comes back once what was told is drawn. */
  readonly drawn: () => Promise<void>;
  readonly resize: (columns: number, rows: number) => void;
  readonly press: (key: string) => void;
  readonly isListening: () => boolean;
}

function open({ env = { NO_COLOR: "1" }, isTerminal = true, columns = 40, rows = 24, controls }: { readonly env?: Record<string, string>; readonly isTerminal?: boolean; readonly columns?: number; readonly rows?: number; readonly controls?: LiveControls } = {}): Opened {
  const terminal = createHeadlessTerminal(columns, rows);
  let [written, size] = ["", { columns, rows }];
  let [onResize, onKey]: [(() => void) | undefined, ((key: string) => void) | undefined] = [undefined, undefined];
  const stderr: Output = {
    isTerminal,
    write(text) {
      written += text;
      // As a terminal's driver does it.
      void terminal.write(text.replaceAll("\n", "\r\n"));
    },
    columns: () => size.columns,
    rows: () => size.rows,
    onResize(listener) {
      onResize = listener;
      return () => { onResize = undefined; };
    },
  };
  const keys = { listen: (listener: (key: string) => void) => {
    onKey = listener;
    return () => { onKey = undefined; };
  } };
  const live = createLive({ stderr, env, keys }, controls === undefined ? {} : { controls, command: "run-job v1.0" });
  return {
    terminal,
    live,
    written: () => written,
    // Longer than the time between two drawings; then all is taken that was written.
    drawn: async () => {
      await sleep(150);
      await terminal.write("");
    },
    resize(to, high) {
      terminal.resize(to, high);
      size = { columns: to, rows: high };
      onResize?.();
    },
    press: (key) => { onKey?.(key); },
    isListening: () => onKey !== undefined,
  };
}

const shownBy = (terminal: HeadlessTerminal): readonly string[] => terminal.screen().filter((line) => line !== "");

describe("createLive", () => {
  it.each([
    ["where there is no terminal", {}, false],
    ["on a dumb terminal", { TERM: "dumb" }, true],
  ])("writes plain lines %s", (_, env, isTerminal) => {
    const { written, live } = open({ env, isTerminal });
    live.show(started);
    live.show(doing("01-01", "reading"));
    live.line("a line");
    live.close();
    expect(written()).toBe("[1/2] /dgs:execute-phase 1\na line\n");
  });

  it("shows plans side by side with what each agent does, below the lines", async () => {
    const { terminal, live, drawn } = open({ columns: 60 });
    live.show(started);
    for (const plan of ["01-01", "01-02"]) live.show(stage(plan));
    live.show(doing("01-02", "writes src/a.ts"));
    live.line("a line");
    await drawn();
    expect(shownBy(terminal).slice(-5).map((line) => line.replace(/\d+ s\b/, "0 s"))).toEqual(["a line", "  1 agent", "  [>] /dgs:execute-phase 1  0 s", "    [>] 01-01  run  0 s", "    [>] 01-02  run  0 s  writes src/a.ts"]);
    live.close();
  });

  it("leaves on a terminal nothing but the lines", async () => {
    const { terminal, live, drawn } = open({ rows: 50 });
    live.show(started);
    for (let plan = 1; plan <= 30; plan++) live.show(stage(`01-${String(plan)}`));
    await drawn();
    live.line("a line");
    live.show(ended);
    live.close();
    await drawn();
    expect(terminal.everything().filter((line) => line !== "")).toEqual(["[1/2] /dgs:execute-phase 1", ...Array.from({ length: 30 }, (_, at) => `  run 01-${String(at + 1)}`), "a line", "[1/2] done in 1.0 s"]);
  });

  it.each([[15, 24], [60, 24], [40, 8]])("draws itself anew, and once, where the terminal becomes %i columns wide and %i rows high", async (columns, rows) => {
    const { terminal, live, drawn, resize } = open();
    live.show(started);
    live.show(stage("01-01"));
    live.show(doing("01-01", "a text as long as the line is, and longer"));
    await drawn();
    resize(columns, rows);
    await drawn();
    const marks = terminal.everything().filter((line) => line.includes("[>] 01"));
    expect(marks).toHaveLength(1);
    live.close();
    await drawn();
    expect(terminal.everything().join("").replaceAll(" ", "")).toBe("[1/2] /dgs:execute-phase 1  run 01-01".replaceAll(" ", ""));
  });

  it("leaves nothing in what has left the top where it stands at the very top", async () => {
    const { terminal, live, drawn, resize } = open({ columns: 80 });
    for (const text of ["one", "two", "three"]) {
      live.see([{ type: "event", at: "2026-01-01T10:00:00Z", event: doing("01-01", text) }], false);
      await drawn();
      expect(shownBy(terminal).at(-1)).toMatch(new RegExp(`${text}$`));
    }
    resize(20, 8);
    await drawn();
    live.close();
    await drawn();
    expect([terminal.everything().join(""), terminal.timesCleared()]).toEqual(["", 0]);
  });

  it("loses no line that was told in a terminal that is as small as can be", async () => {
    const { terminal, live, drawn, resize } = open();
    live.show(started);
    live.show(stage("01-01"));
    await drawn();
    resize(1, 1);
    await drawn();
    resize(40, 24);
    live.close();
    await drawn();
    expect(terminal.everything().join("\n")).toContain("[1/2] /dgs:execute-phase 1\n  run 01-01");
  });

  it("writes nothing while a question stands there, but lines, and hears no keys", async () => {
    const { terminal, live, drawn, written, isListening } = open({ controls: { pause: () => Promise.resolve(""), cancel: () => Promise.resolve("") } });
    live.show(started);
    live.show(stage("01-01"));
    await drawn();
    live.pause();
    const before = written();
    live.show(doing("01-01", "x"));
    await drawn();
    expect([written(), isListening()]).toEqual([before, false]);
    live.resume();
    await drawn();
    expect([terminal.screen().join("\n").includes("s  x"), isListening()]).toEqual([true, true]);
    live.close();
    expect(isListening()).toBe(false);
  });

  it("never draws what an agent sends: no sequence of it reaches the terminal, nor more than fits", async () => {
    const { terminal, live, drawn, written } = open();
    live.show(stage("01-01"));
    live.show(doing("01-01", `\u001b[2J\u001b]0;title\u0007\u009b31mred\nline\u202e${"e\u0301\u0301\u0301".repeat(400_000)}`));
    await drawn();
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    expect(written().replace(/\r|\n|\u001b\[(?:\d*[AJK]|\?(?:7|2026)[hl])/g, "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
    expect(written().length).toBeLessThan(5_000);
    expect(shownBy(terminal).at(-1)).toMatch(/^ {2}\[>\] 01-01 {2}run {2}\d+ s {2}red linee/);
    live.close();
  });

  it.each([1, 2, 10, 40])("never draws a line that wraps in %i columns, nor more than the terminal is high", async (columns) => {
    const { terminal, live, drawn, written } = open({ columns, rows: 10 });
    for (let plan = 1; plan <= 40; plan++) live.see([{ type: "event", at: "2026-01-01T10:00:00Z", event: stage(`01-${String(plan)}`) }], false);
    live.see([{ type: "event", at: "2026-01-01T10:00:00Z", event: doing("01-3", "日本語👩‍👩‍👧".repeat(30)) }], false);
    await drawn();
    expect(terminal.everything()).toHaveLength(10);
    live.close();
    await drawn();
    expect([terminal.everything().join(""), written().includes("\u001b[?25l")]).toEqual(["", false]);
  });

  it("does what keys say: details of an agent, a pause, cancelling once it is sure; and says what came of it", async () => {
    const done: string[] = [];
    const { terminal, live, drawn, press } = open({ columns: 100, rows: 30, controls: { pause: () => { done.push("pause"); return Promise.resolve("It pauses."); }, cancel: () => { done.push("cancel"); return Promise.resolve(""); } } });
    live.show({ type: "agent-started", purpose: "execute-plan 01-01", role: "executor", tier: "sonnet", attempt: 2, plan: "01-01", log: "/logs/a.log" });
    live.show({ type: "agent-usage", purpose: "execute-plan 01-01", inputTokens: 1_200, costUsd: 0.5 });
    for (const text of ["first", "second"]) live.show(doing("01-01", text));
    press("down");
    press("enter");
    await drawn();
    for (const line of ["  > [>] execute-plan 01-01", "executor, sonnet, attempt 2", "1,200 tokens in  $0.50", "log: /logs/a.log", "- second", "- first", "p pause"].map((text) => text.trim())) expect(terminal.screen().join("\n")).toContain(line);
    press("p");
    await drawn();
    expect(terminal.screen().join("\n")).toContain("It pauses.");
    for (const key of ["c", "n"]) press(key);
    expect(done).toEqual(["pause"]);
    press("c");
    await drawn();
    expect(terminal.screen().join("\n")).toContain("y/n");
    press("y");
    expect(done).toEqual(["pause", "cancel"]);
    press("q");
    press("?");
    await drawn();
    expect(terminal.screen().join("\n")).toContain("cancel: stop what is under way");
    live.close();
  });

  it("says as long as it holds that the run was asked to pause, also where somebody else did", async () => {
    let isAsked = false;
    const controls = { pause: () => { isAsked = !isAsked; return Promise.resolve(isAsked ? "" : "It does not pause."); }, cancel: () => Promise.resolve(""), isPauseAsked: () => isAsked };
    const { terminal, live, drawn, press } = open({ columns: 100, controls });
    live.show(started);
    const shows = async (text: string): Promise<boolean> => {
      await drawn();
      return terminal.screen().join("\n").includes(text);
    };
    expect(await shows("It pauses")).toBe(false);
    press("p");
    expect(await shows("It pauses after this step; p takes that back.")).toBe(true);
    press("?");
    expect(await shows("It pauses after this step")).toBe(true);
    press("p");
    expect([await shows("It pauses after this step"), await shows("It does not pause.")]).toEqual([false, true]);
    isAsked = true;
    await expect.poll(() => shows("It pauses after this step")).toBe(true);
    live.close();
  });

  it.each([[30, 5], [12, 4], [100, 3]])("asks with the keys that answer it in %i columns and %i rows", async (columns, rows) => {
    const { terminal, live, drawn, press } = open({ columns, rows, controls: { pause: () => Promise.resolve(""), cancel: () => Promise.resolve("") } });
    live.show(started);
    for (let plan = 1; plan <= 9; plan++) live.show(stage(`01-${String(plan)}`));
    press("c");
    await drawn();
    expect(terminal.screen().join("\n")).toMatch(columns < 20 ? /^Cancel the…$/m : /^Cancel the run\? y\/n/m);
    live.close();
  });

  it("takes a history that somebody else has written as it comes", async () => {
    const { terminal, live, drawn } = open();
    const odd: HistoryLine = { type: "event", at: "2026-01-01T10:00:00Z", event: { type: "phase-opened", phase: "1", name: "\u001b[31mred", waves: [{ number: 1, plans: [{ id: "a\u0007b" }] }] } };
    live.see([odd], true);
    await drawn();
    expect(shownBy(terminal)).toEqual(["  Phase 1: red", "  [ ] ab"]);
    live.close();
  });
});
