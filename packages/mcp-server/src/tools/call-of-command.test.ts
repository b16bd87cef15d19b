import { expect, it } from "vitest";
import { callOfCommand, callOfRun, callsInWords } from "./call-of-command.js";

it.each([
  ["dgs run-job v1.0", { tool: "run_job", arguments: { version: "v1.0" } }],
  ["dgs run-job v1.0 --dry-run", { tool: "show_job", arguments: { version: "v1.0" } }],
  ["dgs execute-phase 2 --gaps-only --non-interactive", { tool: "execute_phase", arguments: { phase: "2", gaps_only: true } }],
  ["dgs why 02-01", { tool: "why", arguments: { subject: "02-01" } }],
  ["dgs recover", { tool: "list_kept", arguments: {} }],
  ["dgs recover refs/dgs/keep/x", { tool: "restore_kept", arguments: { what: "refs/dgs/keep/x" } }],
  ["dgs recover refs/dgs/keep/x --repo app", { tool: "restore_kept", arguments: { what: "refs/dgs/keep/x", repo: "app" } }],
  ["dgs recover refs/dgs/keep/x --branch again", { tool: "restore_kept", arguments: { what: "refs/dgs/keep/x", branch: "again" } }],
  ["dgs recover --undo-rollback v1.0", { tool: "preview", arguments: { action: "undo-rollback", version: "v1.0" } }],
  ["dgs health --repair", { tool: "repair", arguments: {} }],
])("%s is a call", (command, call) => {
  expect(callOfCommand(command)).toEqual(call);
});

it.each(["dgs recover --drop refs/dgs/keep/x", "dgs recover --expire 30", "dgs recover refs/dgs/keep/x --worktree ../x", "dgs run-job v1.0 --override-budget", "dgs settings", "dgs new-project", "git status", "dgs", ""])("%s is none", (command) => {
  expect(callOfCommand(command)).toBeUndefined();
});

it("a sentence names the calls of its commands, each once, and none of those that are only shown as an example", () => {
  expect(callsInWords("Create a new one with `dgs create-milestone-job v1.0`, or take it back with `dgs recover --undo-rollback v1.0`, or `dgs create-milestone-job v1.0`.")).toEqual([{ tool: "create_job", arguments: { version: "v1.0" } }, { tool: "preview", arguments: { action: "undo-rollback", version: "v1.0" } }]);
  expect(callsInWords('Like `dgs quick "a title"`, `dgs answer <plan> …`, `git status` or dgs run-job v1.0.')).toEqual([]);
});

it("a run goes on with the call that started it", () => {
  expect(callOfRun("run-job", { version: "v1.0" })).toEqual({ tool: "run_job", arguments: { version: "v1.0" } });
  expect(callOfRun("plan-phase", { phase: "2" })).toEqual({ tool: "start", arguments: { operation: "plan-phase", phase: "2" } });
});
