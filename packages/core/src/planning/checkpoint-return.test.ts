import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCheckpointReturn } from "./checkpoint-return.js";

const WHOLE = `## CHECKPOINT REACHED

**Type:** human-verify
**Plan:** 03-03
**Progress:** 2/3 tasks complete

### Completed Tasks

| Task | Name | Commit | Files |
|------|------|--------|-------|
| 1 | Layout | \`a1b2c3d\` | src/layout.ts, a\\|b.ts |
| **2** | Sidebar ✅ | 0123456789abcdef0123456789abcdef01234567 | src/side.ts |

### Current Task

**Task 3:** Look at the dashboard
**Status:** awaiting verification
**Blocked by:** only a person sees whether it looks right

### Checkpoint Details

Open http://127.0.0.1:3000 and narrow the window.

1. The sidebar folds.

### Awaiting

Type "approved", or say what is wrong.
`;

describe("readCheckpointReturn", () => {
  it("reads what an agent hands back", () => {
    expect(readCheckpointReturn(WHOLE, "out/03-03-CHECKPOINT.md")).toEqual({
      path: "out/03-03-CHECKPOINT.md",
      kind: "human-verify",
      plan: "03-03",
      progress: "2/3 tasks complete",
      completed: [
        { task: "1", name: "Layout", commit: "a1b2c3d", files: "src/layout.ts, a|b.ts" },
        { task: "2", name: "Sidebar ✅", commit: "0123456789abcdef0123456789abcdef01234567", files: "src/side.ts" },
      ],
      task: 3,
      taskName: "Look at the dashboard",
      blockedBy: "only a person sees whether it looks right",
      details: "Open http://127.0.0.1:3000 and narrow the window.\n\n1. The sidebar folds.",
      awaiting: 'Type "approved", or say what is wrong.',
      problems: [],
    });
  });

  it.each([
    ["CRLF", WHOLE.replaceAll("\n", "\r\n")],
    ["a byte order mark", `\ufeff${WHOLE}`],
    ["small letters in the headings", WHOLE.replace("CHECKPOINT REACHED", "Checkpoint reached").replace("### Completed Tasks", "### completed tasks").replace("### Awaiting", "#### AWAITING")],
    ["words around it", `I did what I could.\n\n${WHOLE}\n`],
    ["a fence around it", `Here it is:\n\n\`\`\`markdown\n${WHOLE}\`\`\`\n`],
    ["list fields", WHOLE.replaceAll("**Type:**", "- **Type**:").replace("**Plan:**", "- **Plan**:").replace("**Progress:**", "- **Progress**:")],
  ])("reads it with %s", (_name, text) => {
    const read = readCheckpointReturn(text, "x");
    expect(read).toMatchObject({ kind: "human-verify", plan: "03-03", task: 3, problems: [] });
    expect(read.completed).toHaveLength(2);
    expect(read.awaiting).toBe('Type "approved", or say what is wrong.');
  });

  it("reads a decision with nothing done yet, and takes placeholders for nothing", () => {
    const text = "## CHECKPOINT REACHED\n\n**Type:** checkpoint:decision\n**Plan:** `3-2`\n\n### Completed Tasks\n\n| Task | Name | Commit | Files |\n|---|---|---|---|\n| none yet | - | - | - |\n\n### Checkpoint Details\n\n| Option | Pros |\n|---|---|\n| a | fast |\n\n### Awaiting\n\nSelect: a or b\n";
    expect(readCheckpointReturn(text, "x")).toMatchObject({ kind: "decision", plan: "03-02", completed: [], task: undefined, problems: [] });
  });

  it("says what is missing, with a place and a remedy", () => {
    expect(readCheckpointReturn("All done!\n", "x").problems.map(({ code, message }) => [code, message])).toEqual([
      ["checkpoint-unread", "There is no heading `## CHECKPOINT REACHED`."],
      ["checkpoint-unread", 'The type of the checkpoint is "".'],
      ["checkpoint-unread", "It does not say what is awaited from the person."],
    ]);
    const [problem] = readCheckpointReturn("Hello\n\n## CHECKPOINT REACHED\n\n**Type:** whatever\n\n### Awaiting\n\nA word\n", "x").problems;
    expect(problem).toMatchObject({ at: { line: 3, column: 1 }, path: "x", severity: "error" });
  });

  it("never throws, whatever the text is", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), fc.nat(WHOLE.length), (noise, cut) => {
      readCheckpointReturn(noise, "x");
      readCheckpointReturn(`${WHOLE.slice(0, cut)}${noise}${WHOLE.slice(cut)}`, "x");
    }));
  });
});
