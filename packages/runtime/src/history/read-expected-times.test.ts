import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { formatHistoryLine, type HistoryEvent, type HistoryLine } from "@dgs/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createHistoryReader } from "./history-files.js";
import { readExpectedTimes } from "./read-expected-times.js";

let root: string;
beforeEach(() => { root = mkdtempSync(path.join(tmpdir(), "dgs-times-")); });
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

const place = () => ({ root, project: "" as const });
const at = (seconds: number): string => new Date(Date.parse("2026-11-27T08:00:00.000Z") + seconds * 1_000).toISOString();
const told = (seconds: number, event: HistoryEvent): HistoryLine => ({ type: "event", at: at(seconds), event });

/** A run of one step that took so many seconds, the later the higher its number. */
function write(version: string, number: number, seconds: number): string {
  const folder = path.join(root, `jobs/.history/milestone-${version}`);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `20261127T0800${String(number).padStart(5, "0")}Z-r.jsonl`);
  const step = { step: 1, total: 1, command: "/dgs:plan-phase 1" };
  const lines: readonly HistoryLine[] = [
    { type: "head", at: at(0), run: `r${String(number)}`, command: "run-job" },
    told(0, { type: "step-started", ...step }),
    told(1, { type: "agent-activity", purpose: "p", text: '{"at":"x","event":{"type":"step-ended"' }),
    told(seconds, { type: "step-ended", ...step, outcome: "planned" }),
  ];
  writeFileSync(file, lines.map(formatHistoryLine).join(""));
  return file;
}

it("expects what the newest runs took, of all milestones of the project", () => {
  for (let number = 0; number < 40; number++) write(number % 2 === 0 ? "v1.0" : "v2.0", number, number < 15 ? 1 : 60);
  expect(readExpectedTimes(place())).toEqual({ steps: { "plan-phase": 60_000 } });
});

it("leaves out a history that is too long to be gone through, and none of the others with it", () => {
  write("v1.0", 1, 5);
  truncateSync(write("v1.0", 2, 60), 40 * 1024 * 1024);
  expect(readExpectedTimes(place())).toEqual({ steps: { "plan-phase": 5_000 } });
});

it("expects nothing where there is no history", () => {
  expect(readExpectedTimes(place())).toEqual({ steps: {} });
});

it("passes over events of the types that are not wanted, and over no others", () => {
  const file = write("v1.0", 1, 5);
  const typesIn = (...passOver: HistoryEvent["type"][]): readonly string[] => createHistoryReader(file, { passOver })().map((line) => (line.type === "event" ? line.event.type : line.type));
  expect(typesIn()).toEqual(["head", "step-started", "agent-activity", "step-ended"]);
  expect(typesIn("agent-activity", "step-started")).toEqual(["head", "step-ended"]);
});
