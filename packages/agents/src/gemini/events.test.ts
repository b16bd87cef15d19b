import { expect, it } from "vitest";
import { transcriptTests } from "../fixtures/transcripts.js";
import { gemini } from "./adapter.js";
import { exitWithoutResult } from "./result.js";

transcriptTests(gemini, {
  "gemini-ok": { result: { type: "completed" }, usage: { inputTokens: 2400, outputTokens: 68 }, events: [{ type: "file", path: "/lab/w/repo-V18z9P/hello.txt" }, { type: "text", text: "Created hello.txt as asked." }] },
  "gemini-toolerr": { result: { type: "completed" } },
  "gemini-g401": { result: { type: "refused", message: expect.stringContaining("API key not valid") as string } },
  "gemini-g400": { result: { type: "crashed" } },
  "gemini-g429-max": { result: { type: "limit-reached" } },
  "gemini-g503-max": { result: { type: "limit-reached", overload: true } },
  "gemini-maxturns": { result: { type: "crashed", message: expect.stringContaining("max session turns") as string } },
  // Exit code 0 after a signal, and no result.
  "gemini-hang-SIGTERM": { result: { type: "lost" } },
  "gemini-hang-SIGINT": { result: { type: "lost" } },
  // In its cautious mode it offers no tool that writes: nothing is denied, and nothing is done. Git tells.
  "gemini-denied": { result: { type: "completed" } },
});

it.each([
  [145, { trouble: "not-signed-in" }],
  [173, { trouble: "usage-limit" }],
  [247, { trouble: "overload" }],
  [144, { trouble: "failed" }],
  [41, { trouble: "not-signed-in" }],
  [53, { trouble: "failed" }],
  [55, { trouble: "failed" }],
])("takes the exit code %i without a result line for what it stands for", (code, end) => {
  expect(exitWithoutResult(code, "")).toMatchObject([{ type: "end", end: { ok: false, ...end } }]);
});

it.each([0, 1, undefined])("takes the exit code %j without a result line for nothing", (code) => {
  expect(exitWithoutResult(code, "")).toEqual([]);
});
