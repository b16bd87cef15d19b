import { expect, it } from "vitest";
import { transcriptTests } from "../fixtures/transcripts.js";
import { addEvent, NO_FACTS } from "../program/run-facts.js";
import { copilot } from "./adapter.js";

transcriptTests(copilot, {
  "copilot-create": { result: { type: "completed" }, usage: { sessionId: "0af65f7f-0714-412e-a3ea-1607432391cd" }, events: [{ type: "file", path: "/lab/w/repo-1xUe5O/hello.txt" }, { type: "text", text: "Created hello.txt as asked." }] },
  "copilot-toolerr": { result: { type: "completed" }, events: [{ type: "tool", name: "bash", state: "failed", detail: "cat does-not-exist.txt; exit 3" }] },
  "copilot-denied": { result: { type: "completed", denied: [expect.stringContaining("bash printf") as string] } },
  "copilot-401": { result: { type: "refused" } },
  "copilot-429": { result: { type: "limit-reached" } },
  "copilot-529": { result: { type: "limit-reached", overload: true } },
  "copilot-400": { result: { type: "crashed" } },
  // Exit code 0 after a signal.
  "copilot-hang-SIGTERM": { result: { type: "crashed", message: expect.stringContaining("user_initiated") as string } },
  "copilot-hang-SIGINT": { result: { type: "crashed" } },
  "copilot-slow-SIGTERM": { result: { type: "crashed" } },
});

it("takes a result that says 0 after a stop for no success", () => {
  const reader = copilot.createReader();
  const events = [{ type: "abort", data: { reason: "user_initiated" } }, { type: "result", sessionId: "s", exitCode: 0 }].flatMap((line) => reader.read(line));
  expect(events.reduce(addEvent, NO_FACTS).end).toMatchObject({ ok: false, trouble: "interrupted" });
});
