import { expect } from "vitest";
import { transcriptTests } from "../fixtures/transcripts.js";
import { claude } from "./adapter.js";

transcriptTests(claude, {
  "claude-ok": { result: { type: "completed" }, usage: { inputTokens: 2800, outputTokens: 68, costUsd: 0.00552 }, events: [{ type: "text", text: "Created hello.txt as asked." }] },
  // Exit code 0 and "success", though every write was denied.
  "claude-denied": { result: { type: "completed", denied: [expect.stringMatching(/^Write .*hello\.txt$/)] } },
  // "success" with is_error.
  "claude-401-noretry": { result: { type: "refused", message: expect.stringContaining("Invalid API key") } },
  "claude-429-max2": { result: { type: "limit-reached", overload: true }, events: [{ type: "limit", message: "the service says rate_limit (429), try 1 of 2" }] },
  "claude-529-max1": { result: { type: "limit-reached", overload: true } },
  "claude-429-once": { result: { type: "completed" } },
  "claude-budget": { result: { type: "budget-exceeded" }, usage: { costUsd: 0.00552 } },
  "claude-maxturns": { result: { type: "crashed", message: expect.stringContaining("maximum number of turns") } },
  // Exit code 0 after SIGINT, and no result.
  "claude-hang-int": { result: { type: "lost" } },
  "claude-ctl-interrupt": { result: { type: "crashed" } },
});
