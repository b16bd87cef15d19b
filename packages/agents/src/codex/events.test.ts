import { expect } from "vitest";
import { transcriptTests } from "../fixtures/transcripts.js";
import { codex } from "./adapter.js";

transcriptTests(codex, {
  "codex-patch": {
    result: { type: "completed" },
    usage: { inputTokens: 2400, outputTokens: 68, sessionId: "01a1fb69-705e-7972-bc4b-cef9e8db11b4" },
    events: [{ type: "text", text: "Created hello.txt as asked." }, { type: "file", path: "/lab/w/repo-Reqg5z/hello.txt" }],
  },
  "codex-codemode": { result: { type: "completed" } },
  "codex-toolerr": { result: { type: "completed" }, events: [{ type: "tool", name: "command", state: "failed", detail: "/bin/bash -lc 'cat does-not-exist.txt; exit 3'" }] },
  "codex-401": { result: { type: "refused", message: expect.stringContaining("401 Unauthorized") as string } },
  "codex-nokey": { result: { type: "refused", message: expect.stringContaining("FAKE_KEY") as string } },
  "codex-429": { result: { type: "limit-reached", overload: true } },
  "codex-529": { result: { type: "limit-reached", overload: true } },
  "codex-400": { result: { type: "crashed" } },
  "codex-429once": { result: { type: "completed" } },
  // Whoever is interrupted says nothing of its end; the exit code is 1, or a signal's.
  "codex-hang-SIGINT": { result: { type: "lost" } },
  "codex-hang-SIGTERM": { result: { type: "crashed" } },
  // A patch that the sandbox refused stands on stderr alone, and the exit code is 0.
  "codex-resume": { result: { type: "completed", denied: [expect.stringContaining("patch rejected") as string] } },
});
