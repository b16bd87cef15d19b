import type { RunEvent } from "@dgs/runtime";
import { describe, expect, it } from "vitest";
import { createLive, type Live } from "./live.js";

const started: RunEvent = { type: "step-started", at: "2026-01-01T10:00:00Z", step: 1, total: 2, command: "/dgs:execute-phase 1" };
const ended: RunEvent = { type: "step-ended", at: "2026-01-01T10:00:01Z", step: 1, total: 2, command: "/dgs:execute-phase 1", outcome: "done" };
const stage = (plan: string): RunEvent => ({ type: "stage-started", at: "2026-01-01T10:00:00Z", stage: `run ${plan}`, plan });

/** As much of a terminal as the live view uses: it wraps, and knows the sequences that move up and erase. */
class Screen {
  columns = 40;
  rows: string[] = [""];
  row = 0;
  column = 0;
  written = "";

  write(text: string): void {
    this.written += text;
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    for (const [token] of text.matchAll(/\u001b\[(\d*)([AJ])|[^]/gu)) this.take(token);
  }

  take(token: string): void {
    const code = token.startsWith("\u001b") ? token.at(-1) : undefined;
    if (code === "A") this.row = Math.max(0, this.row - Number.parseInt(token.slice(2), 10));
    else if (code === "J") this.rows = [...this.rows.slice(0, this.row), (this.rows[this.row] ?? "").slice(0, this.column)];
    else if (token === "\r") this.column = 0;
    else if (token === "\n") this.next();
    else this.put(token);
  }

  put(character: string): void {
    if (this.column >= this.columns) this.next();
    this.rows[this.row] = (this.rows[this.row] ?? "").slice(0, this.column) + character;
    this.column++;
  }

  next(): void {
    this.row++;
    this.column = 0;
    this.rows[this.row] ??= "";
  }

  /** Lines that no longer fit are wrapped by a terminal that becomes narrower. */
  narrow(columns: number): void {
    const all = this.rows.flatMap((row) => (row === "" ? [""] : (row.match(new RegExp(`.{1,${String(columns)}}`, "gu")) ?? [])));
    [this.columns, this.rows, this.row, this.column] = [columns, all, all.length - 1, (all.at(-1) ?? "").length];
  }
}

function open(env: Record<string, string> = { NO_COLOR: "1" }, isTerminal = true): { readonly screen: Screen; readonly live: Live } {
  const screen = new Screen();
  return { screen, live: createLive({ stderr: { write: (text) => { screen.write(text); }, isTerminal, columns: () => screen.columns }, env }) };
}

describe("createLive", () => {
  it.each([
    ["where there is no terminal", {}, false],
    ["on a dumb terminal", { TERM: "dumb" }, true],
  ])("writes plain lines %s", (_, env, isTerminal) => {
    const { screen, live } = open(env, isTerminal);
    live.show(started);
    live.show({ type: "agent-activity", purpose: "p", text: "reading" });
    live.line("a line");
    live.close();
    expect(screen.written).toBe("[1/2] /dgs:execute-phase 1\na line\n");
  });

  it("shows plans side by side with what each agent does, below the lines", () => {
    const { screen, live } = open();
    live.show(started);
    for (const plan of ["01-01", "01-02"]) live.show(stage(plan));
    live.show({ type: "agent-activity", purpose: "execute-plan 01-02", text: "writes src/a.ts" });
    live.line("a line");
    expect(screen.rows.at(-4)).toBe("a line");
    expect(screen.rows.slice(-3)).toEqual([expect.stringMatching(/^[\d.]+ s {2}\/dgs:execute-phase 1$/), expect.stringMatching(/^ {2}[\d.]+ s {2}run 01-01$/), expect.stringMatching(/^ {2}[\d.]+ s {2}run 01-02: writes src\/a\.ts$/)]);
    live.close();
  });

  it("leaves on a terminal nothing but the lines", () => {
    const { screen, live } = open();
    live.show(started);
    for (let plan = 1; plan <= 30; plan++) live.show(stage(`01-${String(plan)}`));
    live.line("a line");
    live.show(ended);
    live.close();
    expect(screen.rows.filter((row) => row !== "")).toEqual(["[1/2] /dgs:execute-phase 1", ...Array.from({ length: 30 }, (_, at) => `  run 01-${String(at + 1)}`), "a line", "[1/2] done in 1.0 s"]);
    expect(screen.rows.at(-1)).toBe("");
  });

  it("erases what was wrapped when the terminal became narrower", () => {
    const { screen, live } = open();
    live.show(started);
    live.show(stage("01-01"));
    live.show({ type: "agent-activity", purpose: "execute-plan 01-01", text: "a text as long as the line is" });
    screen.narrow(15);
    live.close();
    expect(screen.rows.join("")).toBe("[1/2] /dgs:execute-phase 1  run 01-01");
  });

  it("writes nothing while a question stands there, but lines", () => {
    const { screen, live } = open();
    live.show(started);
    live.show(stage("01-01"));
    live.pause();
    const before = screen.written;
    live.show({ type: "agent-activity", purpose: "execute-plan 01-01", text: "x" });
    expect(screen.written).toBe(before);
    live.resume();
    expect(screen.rows.at(-1)).toContain("run 01-01: x");
    live.close();
  });

  it("never draws what an agent sends: no sequence of it reaches the terminal", () => {
    const { screen, live } = open();
    live.show(stage("01-01"));
    live.show({ type: "agent-activity", purpose: "execute-plan 01-01", text: "\u001b[2J\u001b]0;title\u0007\u009b31mred\nline\u202e" });
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    expect(screen.written.replace(/\r|\n|\u001b\[\d*[AJ]/g, "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
    expect(screen.rows.at(-1)).toContain("run 01-01: red line");
    live.close();
  });

  it.each([1, 2, 10, 40])("never draws a line that wraps in %i columns, nor more than a dozen", (columns) => {
    const { screen, live } = open();
    screen.columns = columns;
    for (let plan = 1; plan <= 40; plan++) live.show(stage(`01-${String(plan)}`));
    live.show({ type: "agent-activity", purpose: "execute-plan 01-3", text: "日本語".repeat(30) });
    const drawn = screen.rows.slice(screen.rows.length - 12);
    expect(drawn.every((row) => Array.from(row).length < Math.max(2, columns))).toBe(true);
    live.close();
    expect(screen.rows.at(-1)).toBe("");
  });
});
