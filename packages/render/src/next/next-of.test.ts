import { describe, expect, it } from "vitest";
import { plainPaint } from "../paint.js";
import { nextOf } from "./next-of.js";
import { renderNext } from "./render-next.js";

const here = { hasPlanning: true };
const typed = { hasPlanning: true, again: "dgs typed again" };
const commandOf = (command: string, report: object, context: Parameters<typeof nextOf>[2] = here): string | undefined => nextOf(command, report, context)?.command;

describe("what comes next", () => {
  it("is what the report names, before any rule", () => {
    const next = { command: "dgs execute-phase 3", why: "its plans are there" };
    for (const command of ["execute-phase", "health", "submit", "answer", "create-milestone-job"]) expect(nextOf(command, { type: "x", next }, here)).toBe(next);
  });

  it("is dgs progress where nothing nearer is known", () => {
    for (const command of ["cost", "show-phase", "complete-quick", "cancel-job"].slice(0, 3)) expect(commandOf(command, { type: "x" })).toBe("dgs progress");
    expect(commandOf("progress", { type: "progress" })).toBe("dgs health");
  });

  it("after something that was only shown is the call itself, without the option that only shows", () => {
    const shown: readonly (readonly [string, object])[] = [
      ["create-milestone-job", { type: "preview", version: "v1.0" }],
      ["remove-phase", { type: "phase-removal" }],
      ["install", { type: "install-preview", change: "edited" }],
      ["settings", { type: "profile-preview", changed: true }],
      ["submit", { dryRun: true, outcome: "fits" }],
      ["submit", { dryRun: false, outcome: "refused" }],
      ["complete-milestone", { type: "completion-preview" }],
      ["plan-milestone-gaps", { type: "gap-plan", made: [] }],
      ["fast", { dryRun: true }],
      ["worktrees", { type: "prune-preview", worktrees: [{}] }],
      ["rollback-job", { type: "rollback-preview", version: "v1.0", objections: [] }],
    ];
    for (const [command, report] of shown) expect([command, commandOf(command, report, typed)]).toEqual([command, "dgs typed again"]);
    for (const [command, report] of shown.slice(1)) expect([command, commandOf(command, report)]).toEqual([command, "dgs progress"]);
  });

  it("after a preview that would change nothing is not the call again", () => {
    expect(commandOf("install", { type: "install-preview", change: "none" }, typed)).toBe("dgs progress");
    expect(commandOf("settings", { type: "profile-preview", changed: false }, typed)).toBe("dgs progress");
    expect(commandOf("worktrees", { type: "prune-preview", worktrees: [] }, typed)).toBe("dgs progress");
    expect(commandOf("plan-milestone-gaps", { type: "gap-plan", made: [{}] }, typed)).toBe("dgs progress");
    expect(commandOf("rollback-job", { type: "rollback-preview", version: "v1.0", objections: [{}] }, typed)).toBe("dgs rollback-job v1.0 --dry-run");
  });

  it("after a run of a job depends on how it ended", () => {
    const run = (exit: string, more: object = {}): string | undefined => commandOf("run-job", { version: "v1.0", dryRun: false, exit, steps: [], ...more });
    expect(["ok", "cancelled", "gaps", "human-needed", "budget"].map((exit) => run(exit))).toEqual(["dgs progress", "dgs run-job v1.0", "dgs run-job v1.0", "dgs progress", "dgs run-job v1.0"]);
    expect(nextOf("run-job", { version: "v1.0", dryRun: false, exit: "human-needed", steps: [] }, here)?.or?.command).toBe("dgs run-job v1.0");
    expect([run("ok", { dryRun: true, steps: [{ runs: true }] }), run("ok", { dryRun: true, steps: [{ runs: false }] })]).toEqual(["dgs run-job v1.0", "dgs progress"]);
  });

  it("after a run was watched is to watch it again while it goes on, and to go on with it where it has ended early", () => {
    const watched = (standing: string, exit: string, command = "run-job v1.0"): string | undefined => commandOf("watch", { type: "watch", version: "v1.0", command, standing, exit });
    expect([watched("running", "ok"), watched("gone", "internal"), watched("ended", "ok"), watched("ended", "human-needed"), watched("ended", "cancelled"), watched("ended", "gaps", "execute-phase 02.1")]).toEqual([
      "dgs watch v1.0", "dgs run-job v1.0", "dgs progress", "dgs progress", "dgs run-job v1.0", "dgs execute-phase 02.1",
    ]);
    for (const command of ["run-job v1.0; rm -rf ~", "run-job $(reboot)", "run-job v1.0\nreboot", ""]) expect(watched("gone", "internal", command)).toBe("dgs progress");
  });

  it("after what waits for an answer is an answer that may be given as it stands", () => {
    const asked = (waiting: object): string | undefined => commandOf("answer", { type: "waiting", waiting: [{ target: "03-01", options: [], ...waiting }] });
    expect(asked({ type: "checkpoint", kind: "human-verify" })).toBe("dgs answer 03-01 approved");
    expect(asked({ type: "checkpoint", kind: "human-action" })).toBe("dgs answer 03-01 done");
    expect(asked({ type: "checkpoint", kind: "unknown" })).toBe('dgs answer 03-01 "your answer"');
    expect(asked({ type: "checkpoint", kind: "decision", options: [{ id: "a", recommended: false }, { id: "b", recommended: true }] })).toBe("dgs answer 03-01 b");
    expect(asked({ type: "approval" })).toBe("dgs answer 03-01 approved");
    expect(commandOf("answer", { type: "waiting", waiting: [] })).toBe("dgs progress");
  });

  it("after the jobs is the one that is under way, else the one that waits", () => {
    const jobs = (inProgress: readonly string[], pending: readonly string[]): object => ({ jobs: { "in-progress": inProgress.map((version) => ({ version, status: "failed" })), pending: pending.map((version) => ({ version, status: "pending" })), completed: [] } });
    expect(["v1", "v2"].map((_, at) => commandOf("list-jobs", jobs(at === 0 ? ["v1"] : [], ["v2"])))).toEqual(["dgs run-job v1", "dgs run-job v2"]);
    expect(commandOf("list-jobs", jobs([], []))).toBe("dgs progress");
  });

  it("without a planning folder is a command that needs none", () => {
    const agent = { name: "codex", kind: "program", state: "found", chosen: false };
    expect(commandOf("agents", { type: "agents", agents: [agent] }, { hasPlanning: false })).toBe("dgs agents check codex");
    expect(commandOf("agents", { type: "agents", agents: [{ ...agent, state: "not-found" }] }, { hasPlanning: false })).toBe("dgs agents");
    expect(commandOf("agents", { type: "agents", agents: [{ ...agent, chosen: true }] })).toBe("dgs progress");
    expect(commandOf("agents", { type: "agents", agents: [{ ...agent, chosen: true, state: "not-found" }] })).toBe("dgs agents");
    expect(commandOf("agents", { type: "agent-check", exit: "ok" }, { hasPlanning: false })).toBe("dgs new-project");
    expect(commandOf("agents", { type: "agent-check", exit: "gaps" })).toBe("dgs agents");
    expect(commandOf("install", { type: "installed", change: "deleted" }, { hasPlanning: false })).toBe("dgs new-project");
  });

  it("after a list of what is kept names the newest without doubt", () => {
    const kept = (...refs: readonly (readonly [string, string])[]): object => ({ type: "kept", kept: refs.map(([repo, ref]) => ({ repo, ref })), rollbacks: [] });
    expect(commandOf("recover", kept(["a", "refs/dgs/keep/x"], ["a", "refs/dgs/keep/y"]))).toBe("dgs recover refs/dgs/keep/x");
    expect(commandOf("recover", kept(["a", "refs/dgs/keep/x"], ["b", "refs/dgs/keep/x"]))).toBe("dgs recover refs/dgs/keep/x --repo a");
    expect(commandOf("recover", kept())).toBe("dgs progress");
    expect(commandOf("recover", { type: "dropped", dropped: [] })).toBe("dgs recover");
  });

  it("is not named where the output is data", () => {
    expect(nextOf("completion", { type: "completion" }, here)).toBeUndefined();
    expect(nextOf("report", { type: "report" }, { ...here, values: { output: "-" } })).toBeUndefined();
    expect(commandOf("report", { type: "report" }, { ...here, values: { output: "report.md" } })).toBe("dgs progress");
  });
});

describe("the line", () => {
  it("is one, with its reason and the other command", () => {
    expect(renderNext({ command: "dgs progress", why: "" }, plainPaint)).toBe("Next: dgs progress");
    expect(renderNext({ command: "dgs a", why: "because" }, plainPaint)).toBe("Next: dgs a (because)");
    expect(renderNext({ command: "dgs a", why: "because", or: { command: "dgs b", why: "to decide yourself first" } }, plainPaint)).toBe("Next: dgs a (because; or, to decide yourself first: dgs b)");
  });

  it("holds nothing that a terminal would obey", () => {
    const evil = "dgs answer \u001b[2J03\n01\u202e";
    expect(renderNext({ command: evil, why: evil, or: { command: evil, why: evil } }, plainPaint)).not.toMatch(/[\p{Cc}\u202e]/u);
  });
});
