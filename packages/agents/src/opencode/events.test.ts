import { expect } from "vitest";
import { transcriptTests } from "../fixtures/transcripts.js";
import { opencode } from "./adapter.js";

transcriptTests(opencode, {
  "opencode-ok": { result: { type: "completed" }, usage: { inputTokens: 2400, outputTokens: 68, costUsd: 0.002136, sessionId: "ses_e048a973effe4BDPRE0tXa8xo8" }, events: [{ type: "file", path: "/lab/w/repo-THbV32/hello.txt" }] },
  "opencode-toolerr": { result: { type: "completed" }, events: [{ type: "tool", name: "bash", state: "failed", detail: "cat does-not-exist.txt; exit 3" }] },
  // Rejected by itself, and exit code 0: the last step stopped at its tool.
  "opencode-ask": { result: { type: "lost" }, events: [{ type: "tool", name: "write", state: "denied", detail: "/lab/w/repo-mjdHBs/hello.txt" }] },
  "opencode-401": { result: { type: "refused", message: "invalid x-api-key" } },
  "opencode-429": { result: { type: "limit-reached", message: expect.stringContaining("rate limited") as string } },
  "opencode-400": { result: { type: "crashed" } },
  "opencode-slow-SIGINT": { result: { type: "crashed" } },
});
