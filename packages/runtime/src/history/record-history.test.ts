import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { RunEvent } from "../commands/reports.js";
import { createDisk } from "../disk.js";
import type { Place } from "../place.js";
import { createHistoryReader, listHistory } from "./history-files.js";
import { recordHistory } from "./record-history.js";

let root: string;
let now: number;
let told: RunEvent[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "dgs-history-"));
  now = Date.parse("2026-11-27T08:00:00.000Z");
  told = [];
});
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

const place = (): Place => ({ root, base: root, project: "" }) as unknown as Place;
const recorder = (runId = "r1") => recordHistory({ clock: { now: () => new Date(now).toISOString() }, disk: createDisk() }, place(), { version: "v1.0", runId, command: "run-job v1.0" }, (event) => void told.push(event));
const note = (text: string): RunEvent => ({ type: "note", text });
const doing = (text: string, purpose = "p"): RunEvent => ({ type: "agent-activity", purpose, text });
const only = (): string => {
  const [file = ""] = listHistory(place(), "v1.0");
  return file;
};

it("keeps what a run tells, in a file of its own that git leaves alone, and passes it on", () => {
  const history = recorder();
  history.onEvent(note("a"));
  history.end("ok");
  const lines = createHistoryReader(only())();
  expect(lines.map((line) => (line.type === "event" ? line.event : line.type))).toEqual(["head", { type: "note", text: "a" }, "end"]);
  expect(told).toEqual([note("a")]);
  expect(readFileSync(join(root, "jobs/.history/.gitignore"), "utf8")).toBe("*\n");
});

it("makes nothing where nothing is told", () => {
  recorder().end("cancelled");
  expect(readdirSync(root)).toEqual([]);
  expect(listHistory(place(), "v1.0")).toEqual([]);
});

it("writes down what an agent does once a second, each agent by itself, and passes all of it on", () => {
  const history = recorder();
  for (const [ms, text, purpose] of [[0, "a", "p"], [400, "b", "p"], [500, "c", "q"], [1_000, "d", "p"]] as const) {
    now = Date.parse("2026-11-27T08:00:00.000Z") + ms;
    history.onEvent(doing(text, purpose));
  }
  expect(createHistoryReader(only())().flatMap((line) => (line.type === "event" && line.event.type === "agent-activity" ? line.event.text : []))).toEqual(["a", "c", "d"]);
  expect(told).toHaveLength(4);
});

it("writes down what an agent did last, a moment later, and nothing of one that has ended or when the run has", () => {
  vi.useFakeTimers();
  try {
    const history = recorder();
    const texts = () => createHistoryReader(only())().flatMap((line) => (line.type === "event" && line.event.type === "agent-activity" ? line.event.text : []));
    for (const [text, purpose] of [["a", "p"], ["b", "p"], ["c", "p"], ["d", "q"], ["e", "q"]] as const) history.onEvent(doing(text, purpose));
    history.onEvent({ type: "agent-ended", purpose: "q", outcome: "completed", durationMs: 1 });
    expect(texts()).toEqual(["a", "d"]);
    vi.advanceTimersByTime(1_000);
    expect(texts()).toEqual(["a", "d", "c"]);
    history.onEvent(doing("f"));
    history.end("ok");
    vi.advanceTimersByTime(1_000);
    expect(texts()).toEqual(["a", "d", "c"]);
  } finally {
    vi.useRealTimers();
  }
});

it("reads on where it was, and a line once it is whole; what is no line is passed over", () => {
  recorder().onEvent(note("ä"));
  const read = createHistoryReader(only());
  expect(read()).toHaveLength(2);
  const line = Buffer.from(`${JSON.stringify({ at: new Date(now).toISOString(), event: note("日本") })}\n`);
  appendFileSync(only(), "no line\n");
  appendFileSync(only(), line.subarray(0, line.indexOf(0xe6) + 1));
  expect(read()).toEqual([]);
  appendFileSync(only(), line.subarray(line.indexOf(0xe6) + 1));
  expect(read()).toMatchObject([{ type: "event", event: note("日本") }]);
  expect(read()).toEqual([]);
});

it("lists the runs with the oldest first", () => {
  recorder("later-made-first").onEvent(note("a"));
  now += 1_000;
  recorder("a-run").onEvent(note("b"));
  expect(listHistory(place(), "v1.0").map((file) => createHistoryReader(file)()[0])).toMatchObject([{ run: "later-made-first" }, { run: "a-run" }]);
});

it("writes nothing through a link that leads out of the root, and stops no work", () => {
  const outside = mkdtempSync(join(tmpdir(), "dgs-outside-"));
  mkdirSync(join(root, "jobs"));
  symlinkSync(outside, join(root, "jobs/.history"));
  recorder().onEvent(note("a"));
  expect(told).toEqual([note("a")]);
  expect(readdirSync(outside)).toEqual([]);
  expect(listHistory(place(), "v1.0")).toEqual([]);
  rmSync(outside, { recursive: true });
});

it("stops no work where nothing can be written", () => {
  writeFileSync(join(root, "jobs"), "a file");
  const history = recorder();
  history.onEvent(note("a"));
  history.onEvent(note("b"));
  expect(told).toHaveLength(2);
});

it("takes no part of a path from a run's id or from a version", () => {
  recordHistory({ clock: { now: () => new Date(now).toISOString() }, disk: createDisk() }, place(), { version: "../../x", runId: "../../y", command: "c" }, () => undefined).onEvent(note("a"));
  expect(readdirSync(root, { recursive: true }).filter((name) => String(name).endsWith(".jsonl"))).toHaveLength(1);
});
