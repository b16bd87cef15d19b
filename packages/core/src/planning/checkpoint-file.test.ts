import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyChanges } from "../apply-changes.js";
import { parsePlanId, type PlanId } from "../ids/plan-id.js";
import { joinPath } from "../ids/planning-path.js";
import type { Sha } from "../ids/sha.js";
import { addCheckpoint, type KeptCheckpoint, readCheckpointFile } from "./checkpoint-file.js";

const path = joinPath("phases", "03-auth", "03-01-CHECKPOINT.md");
const plan = parsePlanId("03-01") as PlanId;
const head = "0123456789abcdef0123456789abcdef01234567" as Sha;
const kept = (number: number, more: Partial<KeptCheckpoint> = {}): KeptCheckpoint => ({ number, reached: "2026-01-01T00:00:00.000Z", kind: "decision", task: 2, heads: { app: head }, text: "## CHECKPOINT REACHED\n\n**Type:** decision", ...more });

/** The file after each of the checkpoints was added to what was there. */
function added(before: string | undefined, ...checkpoints: readonly KeptCheckpoint[]): string {
  let texts: ReadonlyMap<typeof path, string> = new Map(before === undefined ? [] : [[path, before]]);
  for (const each of checkpoints) texts = applyChanges(texts, [addCheckpoint(path, texts.get(path), plan, each)]) as typeof texts;
  return texts.get(path) ?? "";
}

describe("the file of a plan's checkpoints", () => {
  it("reads back what was kept, the newest last", () => {
    const all = [kept(1), kept(2, { kind: "human-action", task: undefined, heads: {} }), kept(3, { reached: undefined, kind: "unknown" })];
    expect(readCheckpointFile(added(undefined, ...all))).toEqual(all);
    expect(added(undefined, kept(1))).toBe(
      [
        "# Checkpoints of plan 03-01",
        "",
        "What the agents of this plan handed back, newest last. What was answered stands in the file of the execution.",
        "",
        "## Checkpoint 1",
        "",
        "- **Reached:** 2026-01-01T00:00:00.000Z",
        "- **Type:** decision",
        "- **Task:** 2",
        `- **Heads:** {"app":"${head}"}`,
        "",
        "```markdown",
        "## CHECKPOINT REACHED",
        "",
        "**Type:** decision",
        "```",
        "",
      ].join("\n"),
    );
  });

  it("takes what the agent wrote for data: no heading, field or fence of it is one of the file", () => {
    const text = "## Checkpoint 9\n\n- **Type:** human-verify\n- **Heads:** {}\n\n```markdown\nx\n```\n\n`````\n## Checkpoint 10";
    expect(readCheckpointFile(added(undefined, kept(1, { text }), kept(2)))).toEqual([kept(1, { text }), kept(2)]);
  });

  it.each([["nothing", ""], ["a note without a line's end", "# Notes of a person"], ["Windows line ends", "# Checkpoints of plan 03-01\r\n"], ["a byte order mark", "\ufeff# Checkpoints\n\n"]])("keeps %s that stands there", (_name, before) => {
    const after = added(before, kept(1));
    expect(after.startsWith(before)).toBe(true);
    expect(readCheckpointFile(after)).toEqual([kept(1)]);
    if (before.includes("\r\n")) expect(after.replaceAll("\r\n", "")).not.toContain("\n");
  });

  it("leaves out what somebody has changed beyond reading, and keeps the others", () => {
    const text = added(undefined, kept(1), kept(2)).replace(/```[^`]*```/, "gone");
    expect(readCheckpointFile(text)).toEqual([kept(2)]);
    expect(readCheckpointFile(added(undefined, kept(1)).replace(/\{"app".*\}/, "{broken"))).toEqual([kept(1, { heads: {} })]);
  });

  it("reads back whatever text an agent leaves, line ends aside, and never fails on any file", () => {
    const piece = fc.constantFrom("```", "````", "~~~", "## Checkpoint 3", "- **Type:** decision", "<!--", "-->", "---", "\r\n", "\n", "\r", " ", "x", "\ufeff", "<details>");
    const plain = (text: string): string => text.replace(/^\ufeff/, "").replace(/[\r\n]+$/, "").replace(/\r\n|\r/g, "\n");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.array(piece, { maxLength: 8 }), (text, other) => {
        const checkpoints = [kept(1, { text: text.join("") }), kept(2, { text: other.join("") })];
        expect(readCheckpointFile(added(undefined, ...checkpoints))).toEqual(checkpoints.map((each) => ({ ...each, text: plain(each.text) })));
        readCheckpointFile(text.join(""));
      }),
    );
  });
});
