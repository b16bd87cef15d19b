import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { tape } from "../demo/sample-tape.mjs";
import { unplannedTape } from "../demo/unplanned-tape.mjs";
import { parseTape } from "../packages/agents/src/index.js";
import { AGENT_ROLES } from "../packages/core/src/index.js";
import { readText } from "./checkout.js";

const schema = JSON.parse(readText("docs/replay-tape.schema.json")) as { $defs: { entry: { properties: Record<string, unknown> } } };
const fits = new Ajv2020({ allErrors: true }).compile(schema);

const examples = [...readText("docs/replay-tapes.md").matchAll(/^```json tape\n([\s\S]*?)^```/gm)].map(([, text = ""]) => JSON.parse(text) as object);
const entry = { purpose: "p", result: { type: "completed" } };
const withEntry = (more: object): object => ({ version: 1, name: "x", entries: [{ ...entry, ...more }] });
const recorded = withEntry({
  attempt: 2, role: "executor", asked: { tier: "opus", inputs: [{ title: "t", path: "p", text: "x" }, { title: "t", text: "" }] },
  expects: [{ path: "a", sha256: "0".repeat(64) }, { path: "b", absent: true }, { path: "c", text: "" }], changes: [{ path: "a", base64: "AP8=", executable: true }, { path: "b", delete: true }, { path: "c", text: "" }],
  outbox: [{ path: "S.md", text: "s" }], delayMs: 1, hidden: true, leftOut: [{ path: "l", reason: "r" }],
  result: { type: "limit-reached", message: "m", resetsAt: "2026-01-02T03:04:05Z", overload: true, denied: ["x"], usage: { durationMs: 1.5, inputTokens: 1, outputTokens: 0, costUsd: 0.5, sessionId: "s" } },
});

/** A tape that holds all that the second version has more than the first. */
const again = {
  version: 2, name: "x", entries: [entry, { ...entry, cutOff: true }, entry],
  open: [{ purpose: "p", cwd: "/somewhere", base: "b", asked: { inputs: [] }, tries: 1, before: [{ path: "a:b", kind: "file", content: "0", executable: true }, { path: "l", kind: "link", content: "a" }] }],
};

describe("docs/replay-tape.schema.json", () => {
  it("takes the tapes that the reader takes", () => {
    expect(examples.length).toBeGreaterThan(0);
    for (const each of [tape, unplannedTape, ...examples, withEntry({}), withEntry({ result: { type: "lost" } }), recorded, { ...recorded, version: 2 }, again]) {
      expect([fits(each), fits.errors], JSON.stringify(each).slice(0, 200)).toEqual([true, null]);
      expect("tape" in parseTape(JSON.stringify(each))).toBe(true);
    }
  });

  it("refuses the forms that the reader refuses", () => {
    const wrong = [
      [], { name: "x", entries: [] }, { version: 3, name: "x", entries: [] }, { version: 1, name: " ", entries: [] }, { version: 1, name: "x", entries: {} }, { version: 1, name: "x", entries: [], more: 1 },
      ...[{ attempt: 0 }, { role: "boss" }, { result: { type: "done" } }, { result: {} }, { delayMs: 1.5 }, { hidden: false }, { asked: {} }, { asked: { inputs: [{ title: "t" }] } }, { asked: { inputs: [], tier: "large" } }, { leftOut: [{ path: "x" }] }, { unknown: 1 }].map(withEntry),
      ...[{ path: "a" }, { path: "a", text: "x", delete: true }, { path: "a", delete: false }, { path: "a", base64: "abc" }, { path: "a", delete: true, executable: true }].map((change) => withEntry({ changes: [change] })),
      ...[{ path: "a", sha256: "abc" }, { path: "a" }].map((expected) => withEntry({ expects: [expected] })),
      { ...again, version: 1, entries: [entry] }, withEntry({ cutOff: true }), { ...again, entries: [{ ...entry, cutOff: false }] }, { ...again, more: 1 },
      ...[{ tries: -1 }, { cwd: 1 }, { before: [{ path: "a", kind: "folder", content: "" }] }, { more: 1 }].map((more) => ({ ...again, open: [{ ...again.open[0], ...more }] })),
      withEntry({ result: { type: "completed", usage: { tokens: 1 } } }), withEntry({ result: { type: "limit-reached", resetsAt: "tomorrow" } }),
    ];
    for (const each of wrong) {
      expect(fits(each), JSON.stringify(each)).toBe(false);
      expect("problems" in parseTape(JSON.stringify(each)), JSON.stringify(each)).toBe(true);
    }
  });

  it("knows every role", () => {
    expect(schema.$defs.entry.properties["role"]).toEqual({ enum: [...AGENT_ROLES] });
  });
});
