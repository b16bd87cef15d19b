import { expect, it } from "vitest";
import { joinPath } from "../ids/planning-path.js";
import { evidenceAt, evidenceOfField, evidenceOfItem, evidenceOfKey, evidenceOfStep, seeExecution, seeJob } from "./seen.js";

const JOB = ["# Job", "", "- **Version:** v1.0", "- **Status:** failed", "", "## Steps", "", "- [x] `/dgs:discuss-phase 1 --auto`", "- [ ] `/dgs:fly 1`", "- [!] `/dgs:execute-phase 1`", "  - error: broke", ""];
const path = joinPath("jobs", "in-progress", "milestone-v1.0.md");
const lineOf = (source: string, at: ReturnType<typeof evidenceAt>): string => (at.type === "file" && at.line !== undefined ? (source.split(/\r\n|\r|\n/)[at.line - 1] ?? "") : "");

it.each([["LF", "\n", ""], ["CRLF", "\r\n", ""], ["CR", "\r", ""], ["a byte order mark and CRLF", "\r\n", "\ufeff"]])("given a job with %s, the place of a step is that of the state's step, past lines that are none", (_, end, mark) => {
  const source = mark + JOB.join(end);
  const job = seeJob({ path, texts: new Map([[path, source]]) });
  expect(job.state.steps.map(({ command }) => command.name)).toEqual(["discuss-phase", "execute-phase"]);
  expect(evidenceOfStep(job, 1)).toEqual({ type: "file", path, line: 10, column: 3 });
  expect(lineOf(source, evidenceOfStep(job, 1, "error"))).toBe("  - error: broke");
  expect(lineOf(source, evidenceOfField(job, "status"))).toBe("- **Status:** failed");
  expect(evidenceOfStep(job, 1, "nothing", "error")).toEqual(evidenceOfStep(job, 1, "error"));
  expect([evidenceOfStep(job, 7), evidenceOfField(job, "nothing")]).toEqual([{ type: "file", path }, { type: "file", path }]);
});

it("given a byte order mark, the first line has no column for it", () => {
  const text = { path: "a.md", source: "\ufeffab" };
  expect([evidenceAt(text, 1), evidenceAt(text, 2)]).toEqual([{ type: "file", path: "a.md", line: 1, column: 1 }, { type: "file", path: "a.md", line: 1, column: 2 }]);
});

it("given front matter, keys and entries of lists have their places, in brackets and on lines of their own", () => {
  const text = { path: "p.md", source: '---\nwave: 1\nfiles_modified: [a.js, "b.js"]\ndepends_on:\n  - 01-01\n  - 01-02\n---\n' };
  expect(evidenceOfKey(text, "none", "wave")).toMatchObject({ line: 2, column: 1 });
  expect(evidenceOfItem(text, "b.js", "files_modified")).toMatchObject({ line: 3, column: 24 });
  expect(evidenceOfItem(text, "01-02", "depends_on")).toMatchObject({ line: 6, column: 5 });
  expect(evidenceOfItem(text, "x", "depends_on")).toBeUndefined();
});

it("given an execution, steps that name no stage have no place of their own", () => {
  const execution = seeExecution(joinPath("phases", "01-a", "01-EXECUTION.md"), "## Steps\n\n- [ ] dance\n- [ ] verify\n- [ ] record\n");
  expect(execution.state.steps.map(({ stage }) => stage)).toEqual(["verify", "record"]);
  expect(evidenceOfStep(execution, 0)).toMatchObject({ line: 4 });
});
