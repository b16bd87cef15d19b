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

it("tells what the service said at the last try, of a program that was stopped while it waited", () => {
  const tail = "Attempt 1 failed with status 429. Retrying with backoff...\nAttempt 2 failed with status 503. Retrying with backoff...\n";
  expect(exitWithoutResult(undefined, tail)).toEqual([{ type: "limit", message: "the service answered with 503, try 2" }]);
});

it("takes what its policy forbids for denied, and what went wrong for failed", () => {
  const { read } = gemini.createReader();
  read({ type: "tool_use", tool_name: "run_shell_command", tool_id: "a", parameters: { command: "git push" } });
  expect(read({ type: "tool_result", tool_id: "a", status: "error", error: { type: "policy_violation", message: "Tool execution denied by policy." } })).toEqual([{ type: "tool", name: "run_shell_command", detail: "git push", state: "denied" }]);
  expect(read({ type: "tool_result", tool_id: "a", status: "error", error: { type: "invalid_tool_params" } })).toMatchObject([{ state: "failed" }]);
});
