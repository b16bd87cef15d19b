import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { formatHistoryLine, type HistoryEvent, type HistoryLine } from "@dgs/core";
import { askToPause, askToStop, createDisk, createPause, createPlanningFiles, isPauseAsked, type Liveness, type Place, takePauseBack, tryLock, watchRun, type WatchReport } from "@dgs/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let root: string;
let alive: "alive" | "dead" | "unknown";
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "dgs-watch-"));
  alive = "alive";
});
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

const liveness: Liveness = { current: () => ({ pid: 4242, host: hostname(), identity: "i" }), check: () => alive };
const place = (): Place => ({ root, base: root, project: "" }) as unknown as Place;
const ports = () => ({ files: createPlanningFiles({ root, disk: createDisk() }), liveness, pause: createPause(), clock: { now: () => new Date().toISOString() } });
const hold = (since = "2026-11-27T07:59:00.000Z") => tryLock({ folder: path.join(root, "jobs/.locks"), name: "milestone-v1.0", now: since, liveness });
const at = "2026-11-27T08:00:00.000Z";
const head: HistoryLine = { type: "head", at, run: "r1", command: "run-job v1.0", pid: 4242 };
const told = (event: HistoryEvent): HistoryLine => ({ type: "event", at, event });
const end: HistoryLine = { type: "end", at: "2026-11-27T08:00:09.000Z", exit: "gaps" };

function file(name = "20261127T080000000Z-r1.jsonl"): string {
  const folder = path.join(root, "jobs/.history/milestone-v1.0");
  mkdirSync(folder, { recursive: true });
  return path.join(folder, name);
}

function write(...lines: readonly HistoryLine[]): void {
  appendFileSync(file(), lines.map(formatHistoryLine).join(""));
}

/** Watches, and does something after each look. */
async function watch(onLines: (lines: readonly HistoryLine[], isNews: boolean, leave: () => void) => void = () => undefined, version: string | undefined = "v1.0"): Promise<WatchReport | { readonly code: string }> {
  const left = new AbortController();
  return (await watchRun(ports(), place(), { version, signal: left.signal, onLines: (lines, isNews) => { onLines(lines, isNews, () => { left.abort(); }); } })) as WatchReport | { readonly code: string };
}

describe("watchRun", () => {
  it("says what to do where no run has told anything, and what a version is", async () => {
    expect(await watch()).toMatchObject({ type: "refused", code: "no-run", remedy: expect.stringContaining("dgs run-job v1.0") as string });
    expect(await watch(undefined, "one")).toMatchObject({ code: "bad-version" });
  });

  it("shows the end of a run that has ended, with its exit, however the version is spelled", async () => {
    write(head, told({ type: "note", text: "a" }), end);
    const seen: HistoryLine[] = [];
    expect(await watch((lines) => { seen.push(...lines); }, "v1")).toMatchObject({ version: "v1.0", command: "run-job v1.0", run: "r1", standing: "ended", exit: "gaps", ended: end.at });
    expect(seen.map(({ type }) => type)).toEqual(["head", "event", "end"]);
  });

  it("follows a run while it is written, line by line, and tells what is news from what was before", async () => {
    hold();
    write(head, told({ type: "note", text: "before" }));
    const seen: [string, boolean][] = [];
    const later = [told({ type: "note", text: "later" }), told({ type: "note", text: "last" }), end];
    const report = await watch((lines, isNews) => {
      for (const line of lines) if (line.type === "event" && line.event.type === "note") seen.push([line.event.text, isNews]);
      // The half of a line is none yet.
      const [next] = later;
      if (lines.length > 0 || next === undefined) return;
      const text = formatHistoryLine(next);
      later.shift();
      appendFileSync(file(), text.slice(0, 20));
      setTimeout(() => { appendFileSync(file(), text.slice(20)); }, 30);
    });
    expect(seen).toEqual([["before", false], ["later", true], ["last", true]]);
    expect(report).toMatchObject({ standing: "ended", exit: "gaps" });
  });

  it("says that a run is gone whose process is dead and that has not said how it ended", async () => {
    hold();
    write(head);
    alive = "dead";
    expect(await watch()).toMatchObject({ standing: "gone", exit: "internal" });
  });

  it("is left without any harm: the run goes on, and who carries it out is told", async () => {
    hold();
    write(head);
    expect(await watch((_, __, leave) => { leave(); })).toMatchObject({ standing: "running", exit: "ok", holder: { pid: 4242 } });
  });

  it("waits for the run that has the lock and has told nothing yet, rather than show an older one", async () => {
    write(head, end);
    hold("2026-11-27T09:00:00.000Z");
    const runs: string[] = [];
    const report = watch((lines) => {
      for (const line of lines) if (line.type === "head") runs.push(line.run);
      if (runs.length === 1) setTimeout(() => { writeFileSync(file("20261127T090001000Z-r2.jsonl"), [{ ...head, at: "2026-11-27T09:00:01.000Z", run: "r2" }, end].map((line) => formatHistoryLine(line as HistoryLine)).join("")); }, 50);
    });
    expect([await report, runs]).toMatchObject([{ run: "r2", standing: "ended" }, ["r1", "r2"]]);
  });

  it("reads a long history piece by piece, over lines that nobody should have written", async () => {
    hold();
    write(head);
    for (let piece = 0; piece < 4; piece++) appendFileSync(file(), formatHistoryLine(told({ type: "agent-activity", purpose: "p", text: "x".repeat(1_500_000) })));
    appendFileSync(file(), `${"y".repeat(20 * 1024 * 1024)}\n`);
    write(told({ type: "note", text: "behind" }), end);
    const texts: string[] = [];
    let [calls, largest] = [0, 0];
    expect(await watch((lines) => {
      calls++;
      largest = Math.max(largest, JSON.stringify(lines).length);
      for (const line of lines) if (line.type === "event" && line.event.type === "note") texts.push(line.event.text);
    })).toMatchObject({ standing: "ended" });
    expect(calls).toBeGreaterThan(3);
    expect(largest).toBeLessThan(4 * 1024 * 1024);
    expect(texts).toEqual(["behind"]);
  });
});

describe("what is asked of a run of another process", () => {
  it("is refused where none goes on, and where nothing can be paused", () => {
    expect(askToPause(ports(), place(), "v1.0")).toMatchObject({ code: "no-run" });
    hold();
    write({ ...head, command: "audit-phase 1" } as HistoryLine);
    expect(askToPause(ports(), place(), "v1.0")).toMatchObject({ code: "not-pausable" });
  });

  it("is a pause that names the run, and a signal for a process that is known to hold the lock", () => {
    hold();
    write(head);
    const signalled: number[] = [];
    const interrupt = (pid: number): void => { signalled.push(pid); };
    expect(askToPause(ports(), place(), "v1")).toMatchObject({ type: "pause-asked", version: "v1.0" });
    expect(askToStop({ ...ports(), interrupt }, place(), "v1.0")).toMatchObject({ type: "stop-asked", pid: 4242 });
    alive = "unknown";
    expect(askToStop({ ...ports(), interrupt }, place(), "v1.0")).toMatchObject({ code: "run-elsewhere" });
    alive = "dead";
    expect(askToStop({ ...ports(), interrupt }, place(), "v1.0")).toMatchObject({ code: "no-run" });
    expect(signalled).toEqual([4242]);
  });

  it("is known to everybody as a pause of that run alone, until it is taken back", () => {
    const isAsked = (): readonly boolean[] => [{ runId: "r1" }, { pid: 4242 }, { runId: "r0" }, { pid: 1 }].map((run) => isPauseAsked(place(), run));
    expect([isAsked(), takePauseBack(ports(), place(), "v1.0")]).toMatchObject([[false, false, false, false], { code: "no-run" }]);
    hold();
    write(head);
    askToPause(ports(), place(), "v1.0");
    expect(isAsked()).toEqual([true, true, false, false]);
    expect(takePauseBack(ports(), place(), "v1")).toMatchObject({ type: "pause-taken-back", version: "v1.0", command: "run-job v1.0" });
    expect(isAsked()).toEqual([false, false, false, false]);
    // Of a run before this one, or of nobody.
    for (const text of ['{"run":"r0"}', "{", ""]) {
      writeFileSync(path.join(root, "jobs/.locks/milestone-v1.0.pause"), text);
      expect(isAsked().slice(0, 2)).toEqual([false, false]);
    }
  });
});
