import { CONTEXT } from "./mcp-stage.js";

/** What the two products know when a pair is played: refs of what is kept differ in them. */
export interface Here {
  /** The newest ref that is kept in the code repo. */
  readonly kept: string;
}

/** An operation, asked for through a tool and on the command line: the reports have to be the same. */
export interface Pair {
  /** As the server names it. */
  readonly operation: string;
  /** Tells pairs of one operation apart. */
  readonly case: string;
  readonly tool: string;
  readonly input: (here: Here) => Readonly<Record<string, unknown>>;
  readonly line: (here: Here) => readonly string[];
  /** It is confirmed: `preview` is called first and its token is given. */
  readonly action?: string;
  /** The code that both refuse with; absent: both report. */
  readonly refused?: string;
}

const pair = (operation: string, what: string, tool: string, input: object, line: string, more: Partial<Pair> = {}): Pair => ({
  ...{ operation, case: what, tool, input: () => ({ ...input }), line: () => line.split(" ").map((word) => word.replaceAll("_", " ")) },
  ...more,
});

/** Refusals: nothing of these is done, and each is told alike. */
export const REFUSALS: readonly Pair[] = [
  pair("show-job", "no job", "show_job", { version: "v9.9" }, "run-job v9.9 --dry-run", { refused: "no-such-job" }),
  pair("show-phase", "no phase", "show_phase", { phase: "9" }, "show-phase 9", { refused: "phase-missing" }),
  pair("why", "no phase", "why", { subject: "9" }, "why 9", { refused: "phase-missing" }),
  pair("submit", "no phase", "submit", { phase: "9", files: [{ name: "02-CONTEXT.md", text: CONTEXT }] }, "submit 9 ../02-CONTEXT.md", { refused: "phase-missing" }),
  pair("create-milestone-job", "no milestone", "create_job", { version: "v9.9" }, "create-milestone-job v9.9 --yes", { refused: "unknown-version" }),
  pair("run-job", "no job", "run_job", { version: "v9.9" }, "run-job v9.9", { refused: "no-such-job" }),
  pair("cancel-job", "no job", "cancel", { version: "v9.9" }, "cancel-job v9.9", { refused: "no-such-job" }),
  pair("discuss-phase", "no phase", "start", { operation: "discuss-phase", phase: "9" }, "discuss-phase 9 --auto", { refused: "phase-missing" }),
  pair("plan-phase", "no phase", "start", { operation: "plan-phase", phase: "9" }, "plan-phase 9 --non-interactive", { refused: "phase-missing" }),
  pair("execute-phase", "no phase", "execute_phase", { phase: "9" }, "execute-phase 9 --non-interactive", { refused: "phase-not-executed" }),
  pair("audit-phase", "no phase", "audit_phase", { phase: "9" }, "audit-phase 9", { refused: "phase-missing" }),
  pair("audit-phase", "no number", "audit_phase", { phase: "../x" }, "audit-phase ../x", { refused: "phase-unread" }),
  pair("answer", "no phase", "answer", { target: "99-01", answer: "approved" }, "answer 99-01 approved", { refused: "phase-missing" }),
  pair("verify-work", "no phase", "verify_work", { phase: "9" }, "verify-work 9", { refused: "phase-missing" }),
  pair("diagnose-work", "no phase", "start", { operation: "diagnose-work", phase: "9" }, "verify-work 9 --diagnose", { refused: "phase-missing" }),
  pair("audit-milestone", "no milestone", "start", { operation: "audit-milestone", version: "v9.9" }, "audit-milestone v9.9", { refused: "not-the-active-milestone" }),
  pair("plan-milestone-gaps", "no audit", "start", { operation: "plan-milestone-gaps", version: "v9.9" }, "plan-milestone-gaps v9.9", { refused: "not-the-active-milestone" }),
  pair("map-codebase", "no repo", "start", { operation: "map-codebase", repo: "nothing" }, "map-codebase nothing", { refused: "unknown-repo" }),
  pair("fast", "no repo", "start", { operation: "fast", description: "x", repo: "nothing" }, "fast x --repo nothing", { refused: "unknown-repo" }),
  pair("quick", "nothing to go on with", "quick", {}, "quick", { refused: "no-unfinished-quick" }),
  pair("complete-quick", "no quick", "complete_quick", { quick: "nothing" }, "complete-quick nothing", { refused: "no-such-quick" }),
  pair("abandon-quick", "no quick", "abandon_quick", { quick: "nothing", token: "x" }, "abandon-quick nothing --yes", { refused: "no-such-quick" }),
  pair("rollback-job", "no job", "rollback_job", { version: "v9.9", token: "x" }, "rollback-job v9.9 --confirm rollback", { refused: "no-such-job" }),
  pair("undo-rollback", "no job", "undo_rollback", { version: "v9.9", token: "x" }, "recover --undo-rollback v9.9 --yes", { refused: "no-such-job" }),
  pair("complete-milestone", "no milestone", "complete_milestone", { version: "v9.9", token: "x" }, "complete-milestone v9.9 --yes", { refused: "not-the-active-milestone" }),
  pair("restore-kept", "nothing kept", "restore_kept", { what: "nothing" }, "recover nothing", { refused: "not-kept" }),
  pair("drop-kept", "nothing kept", "drop_kept", { what: "nothing", token: "x" }, "recover --drop nothing --yes", { refused: "not-kept" }),
];

/** A milestone from its roadmap to its end, both ways at the same pace. */
export const REPORTS: readonly Pair[] = [
  pair("progress", "before anything", "overview", {}, "progress"),
  pair("list-jobs", "none", "list_jobs", {}, "list-jobs"),
  pair("health", "well", "health", {}, "health"),
  pair("repair-health", "nothing to repair", "repair", {}, "health --repair"),
  pair("list-kept", "nothing", "list_kept", {}, "recover"),
  pair("answer", "nothing waits", "answer", {}, "answer"),
  pair("why", "what is next", "why", {}, "why"),
  pair("create-milestone-job", "a new job", "create_job", { version: "v1.0" }, "create-milestone-job v1.0 --yes"),
  pair("create-milestone-job", "a second one", "create_job", { version: "v1.0" }, "create-milestone-job v1.0 --yes", { refused: "job-exists" }),
  pair("show-job", "pending", "show_job", { version: "v1.0" }, "run-job v1.0 --dry-run"),
  pair("rollback-job", "never ran", "rollback_job", { version: "v1.0", token: "x" }, "rollback-job v1.0 --confirm rollback", { refused: "job-never-ran" }),
  pair("cancel-job", "pending already", "cancel", { version: "v1.0" }, "cancel-job v1.0", { refused: "job-not-in-progress" }),
  pair("submit", "decisions, only looked at", "submit", { phase: "2", files: [{ name: "02-CONTEXT.md", text: CONTEXT }], dry_run: true }, "submit 2 ../02-CONTEXT.md --dry-run"),
  pair("discuss-phase", "by an agent", "start", { operation: "discuss-phase", phase: "2" }, "discuss-phase 2 --auto"),
  pair("map-codebase", "all", "start", { operation: "map-codebase" }, "map-codebase"),
  pair("plan-phase", "by agents", "start", { operation: "plan-phase", phase: "2" }, "plan-phase 2 --non-interactive"),
  pair("execute-phase", "three plans", "execute_phase", { phase: "1" }, "execute-phase 1 --non-interactive"),
  pair("show-phase", "executed", "show_phase", { phase: "1" }, "show-phase 1"),
  pair("why", "a phase that is done", "why", { subject: "1" }, "why 1"),
  pair("audit-phase", "passed", "audit_phase", { phase: "1" }, "audit-phase 1"),
  pair("verify-work", "what a person is to test", "verify_work", { phase: "1" }, "verify-work 1"),
  pair("diagnose-work", "no issue", "start", { operation: "diagnose-work", phase: "1" }, "verify-work 1 --diagnose"),
  pair("answer", "a phase that does not wait", "answer", { target: "1", answer: "approved" }, "answer 1 approved", { refused: "nothing-waits" }),
  pair("run-job", "to its end", "run_job", { version: "v1.0" }, "run-job v1.0"),
  pair("run-job", "once more", "run_job", { version: "v1.0" }, "run-job v1.0"),
  pair("list-jobs", "completed", "list_jobs", {}, "list-jobs"),
  pair("progress", "all phases done", "overview", {}, "progress"),
  pair("rollback-job", "done", "rollback_job", { version: "v1.0" }, "rollback-job v1.0 --confirm rollback", { action: "rollback-job" }),
  pair("list-kept", "what the rollback kept", "list_kept", {}, "recover"),
  pair("restore-kept", "on a branch", "restore_kept", {}, "", { input: ({ kept }) => ({ what: kept, branch: "looked-at" }), line: ({ kept }) => ["recover", kept, "--branch", "looked-at"] }),
  pair("restore-kept", "on the same branch", "restore_kept", {}, "", { input: ({ kept }) => ({ what: kept, branch: "looked-at" }), line: ({ kept }) => ["recover", kept, "--branch", "looked-at"] }),
  pair("undo-rollback", "done", "undo_rollback", { version: "v1.0" }, "recover --undo-rollback v1.0 --yes", { action: "undo-rollback" }),
  pair("undo-rollback", "undone already", "undo_rollback", { version: "v1.0", token: "x" }, "recover --undo-rollback v1.0 --yes", { refused: "job-not-rolled-back" }),
  pair("plan-milestone-gaps", "no gaps", "start", { operation: "plan-milestone-gaps" }, "plan-milestone-gaps", { refused: "gaps-not-planned" }),
  pair("audit-milestone", "once more", "start", { operation: "audit-milestone", version: "v1.0" }, "audit-milestone v1.0"),
  pair("quick", "one that fails", "quick", { title: "Not on the tape", main: true }, "quick Not_on_the_tape --main"),
  pair("quick", "a second one beside it", "quick", { title: "Name the licence", main: true }, "quick Name_the_licence --main", { refused: "quick-already-active" }),
  pair("abandon-quick", "the failed one", "abandon_quick", {}, "abandon-quick --yes", { action: "abandon-quick" }),
  pair("quick", "done", "quick", { title: "Name the licence", main: true }, "quick Name_the_licence --main"),
  pair("complete-quick", "merged", "complete_quick", {}, "complete-quick"),
  pair("fast", "a line", "start", { operation: "fast", description: "Say more" }, "fast Say_more"),
  pair("complete-milestone", "merged and archived", "complete_milestone", { version: "v1.0" }, "complete-milestone v1.0 --yes", { action: "complete-milestone" }),
  pair("drop-kept", "the newest", "drop_kept", {}, "", { input: ({ kept }) => ({ what: kept }), line: ({ kept }) => ["recover", "--drop", kept, "--yes"], action: "drop-kept" }),
  pair("progress", "after everything", "overview", {}, "progress"),
];

const SETTING_UP = "sets up a machine or a product, which a person does once, in a terminal";
const ROADMAP = "changes what the milestone is to be, and asks for it in a terminal";

/** Commands of the command line that are no operation of the server, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  "init": SETTING_UP,
  "agents": SETTING_UP,
  "settings": SETTING_UP,
  "install": SETTING_UP,
  "new-project": ROADMAP,
  "new-milestone": ROADMAP,
  "add-phase": ROADMAP,
  "insert-phase": ROADMAP,
  "remove-phase": ROADMAP,
  "report": "is a resource: `dgs://report/VERSION` as data, `dgs://report/VERSION/page` for people",
  "cost": "adds up what runs used; no client asked for it yet",
  "worktrees": "looks after worktrees that runs left; `health` and `list_kept` tell of what matters",
  "ui": "shows a person a page in a browser",
  "watch": "is for a terminal; the tool of that name follows the runs of the server",
  "mcp": "is the server",
  "completion": "is for shells; over MCP the client completes, and asks the server",
};
