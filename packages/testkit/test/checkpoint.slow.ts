import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ExecutionOptions, readCheckpointFile } from "@dgs/core";
import { isRefusal, progress } from "@dgs/runtime";
import { afterEach, describe, expect, it } from "vitest";
import { answerCheckpoint } from "../../runtime/src/commands/answer.js";
import type { AskPerson, CheckpointQuestion } from "../../runtime/src/phase/context.js";
import { lockJob } from "../../runtime/src/job-lock.js";
import { execute, type Executed } from "../../runtime/src/phase/execute.js";
import { takeInventory } from "../../runtime/src/phase/inventory.js";
import { executePhase } from "../../runtime/src/steps/execute-phase.js";
import { findPlannedPhase } from "../../runtime/src/steps/find-phase.js";
import { isFailure } from "../../runtime/src/work/context.js";
import type { AgentTools } from "../src/agent-tools.js";
import type { ScriptedAgent } from "../src/test-ports.js";
import { createPhaseScene, phaseFiles, type PhaseScene, planText, summaryText } from "./phase-scene.js";

let scene: PhaseScene;
afterEach(() => { scene.remove(); });

const OPTIONS: ExecutionOptions = { schedule: "waves", agents: 2, onFailure: "halt" };
const DECISION = '<task type="checkpoint:decision"><decision>Which store</decision><options><option id="sqlite"><name>A file</name></option><option id="pg" recommended="true"><name>A server</name></option></options></task>';
const VERIFY = '<task type="checkpoint:human-verify"><what-built>The page</what-built><how-to-verify>Open it</how-to-verify></task>';
const ACTION = '<task type="checkpoint:human-action"><action>Make an account</action></task>';
const AFTER = '<task type="auto">\n  <name>Task 3: more</name>\n  <files>more.txt</files>\n  <action>Write it.</action>\n  <done>it is there</done>\n</task>';

/** Plan 01-01 has the task that writes 01.txt, and behind it the given ones. */
function start(...tasks: readonly string[]): void {
  const plan = planText("01", { files_modified: "[01.txt, more.txt]", autonomous: "false" }).replace("</tasks>", `${tasks.join("\n")}\n</tasks>`);
  scene = createPhaseScene(phaseFiles({ ".planning/phases/01-build/01-01-PLAN.md": plan, ".planning/config.json": '{"workflow": {"verifier": false}}\n' }));
}

function handBack({ type = "decision", task = 2, commit = "-", form = "## CHECKPOINT REACHED", plan = "01-01" } = {}): string {
  return `${form}\n\n**Type:** ${type}\n**Plan:** ${plan}\n**Progress:** 1/3 tasks complete\n\n### Completed Tasks\n\n| Task | Name | Commit | Files |\n|---|---|---|---|\n| 1 | write 01 | ${commit} | 01.txt |\n\n### Current Task\n\n**Task ${String(task)}:** Which store\n\n### Checkpoint Details\n\nWhat is to be known.\n\n### Awaiting\n\nSelect one.\n`;
}

const stop = (tools: AgentTools, more: Parameters<typeof handBack>[0] = {}): "checkpoint" => {
  tools.write("01.txt", "01\n");
  tools.leave("tasks.json", '[{"task": 1, "title": "write 01", "files": ["01.txt"]}]');
  tools.leave("01-01-CHECKPOINT.md", handBack(more));
  return "checkpoint";
};
const finish = (tools: AgentTools): "completed" => {
  tools.write("more.txt", "more\n");
  tools.leave("tasks.json", '[{"task": 3, "title": "write more", "files": ["more.txt"]}]');
  tools.leave("01-01-SUMMARY.md", summaryText("01"));
  return "completed";
};

/** Plan 01-02 is done at once; for 01-01 the functions are called one after the other. */
function agents(...runs: readonly ((tools: AgentTools, request: Parameters<ScriptedAgent>[0]) => ReturnType<ScriptedAgent>)[]): ScriptedAgent {
  let at = 0;
  return (request, tools) => {
    if (request.purpose.includes("01-02")) {
      tools.write("02.txt", "02\n");
      tools.leave("01-02-SUMMARY.md", summaryText("02"));
      return "completed";
    }
    const run = runs[at++];
    if (run === undefined) throw new Error(`nobody expected ${request.purpose}`);
    return run(tools, request);
  };
}

async function run(script: ScriptedAgent, ask?: Partial<AskPerson>, kill?: AbortController): Promise<Executed & { readonly prompts: readonly string[] }> {
  const base = scene.context(script);
  const context = { ...base, ...(kill === undefined ? {} : { signal: kill.signal }) };
  const found = findPlannedPhase(context, "01" as never);
  const inventory = isFailure(found) ? found : takeInventory(context, found, false);
  if (isFailure(found) || isFailure(inventory)) throw new Error(JSON.stringify([found, inventory]));
  const none = (): Promise<undefined> => Promise.resolve(undefined);
  const executed = await execute(context, { found, inventory, options: OPTIONS, verify: false, ...(ask === undefined ? {} : { ask: { checkpoint: none, failure: none, approval: none, ...ask } }) });
  if (isFailure(executed)) throw new Error(JSON.stringify(executed));
  return { ...executed, prompts: base.asked.map(({ prompt }) => prompt) };
}

async function answer(target?: string, words?: string): Promise<Awaited<ReturnType<typeof answerCheckpoint>>> {
  const { ports, place } = scene.context();
  return answerCheckpoint(ports, place, { ...(target === undefined ? {} : { target }), ...(words === undefined ? {} : { answer: words }) });
}

const kept = (): ReturnType<typeof readCheckpointFile> => readCheckpointFile(scene.read("phases/01-build/01-01-CHECKPOINT.md"));
const execution = (): string => scene.read("phases/01-build/01-EXECUTION.md");
const subjects = (): string[] => scene.git("log", "--format=%s", "--reverse", "main..milestone/v1").split("\n");

describe("a checkpoint", () => {
  it("is answered in the terminal while the phase runs, and a fresh agent goes on with what is there", async () => {
    start(DECISION, AFTER);
    const asked: CheckpointQuestion[] = [];
    const { execution: end, prompts } = await run(agents((tools) => stop(tools), finish), { checkpoint: (question) => { asked.push(question); return Promise.resolve("sqlite, one writer is enough"); } });
    expect(end.status).toBe("completed");
    expect(asked).toMatchObject([{ plan: "01-01", kind: "decision", task: 2, taskName: "Which store", progress: "1/3 tasks complete", details: "What is to be known.", awaiting: "Select one.", options: [{ id: "sqlite" }, { id: "pg", recommended: true }] }]);
    expect(kept()).toMatchObject([{ number: 1, kind: "decision", task: 2, text: handBack().trimEnd() }]);
    expect(execution()).toContain("answer: sqlite, one writer is enough");
    const again = prompts.find((prompt) => prompt.includes("Go on with plan 01-01"));
    for (const part of ["| 1 | write 01 | - | 01.txt |", "feat(01-01): write 01", "sqlite, one writer is enough", "apply it in task 2"]) expect(again).toContain(part);
    expect(subjects().filter((subject) => subject.includes("write 01"))).toHaveLength(1);
    expect(subjects().some((subject) => subject.includes("write more"))).toBe(true);
  });

  it("is put off, outlives the run, is answered by dgs answer, and the next run goes on; the other plan of the wave has landed meanwhile", async () => {
    start(DECISION, AFTER);
    expect((await run(agents((tools) => stop(tools)), {})).execution.status).toBe("waiting");
    expect(existsSync(join(scene.repo, ".planning/phases/01-build/01-02-SUMMARY.md"))).toBe(true);
    expect(await answer()).toMatchObject({ type: "waiting", waiting: [{ target: "01-01", type: "checkpoint", kind: "decision", task: 2, details: "What is to be known.", options: [{ id: "sqlite" }, { id: "pg" }], path: "phases/01-build/01-01-CHECKPOINT.md" }] });
    expect(await progress(scene.context().ports, scene.context().place)).toMatchObject({ waiting: [{ target: "01-01", phase: "1", kind: "decision" }], next: { command: "dgs answer 01-01", why: "plan 01-01 waits for a person (decision): the command shows it" }, problems: [] });
    const before = execution();
    expect(await answer("01-01", "mysql")).toMatchObject({ code: "option-unknown", remedy: "Begin the answer with one of: sqlite (A file); pg (A server) [recommended]." });
    expect(await answer("01-02", "yes")).toMatchObject({ code: "nothing-waits", remedy: "What waits in its phase: 01-01." });
    expect(await answer("01-09", "yes")).toMatchObject({ code: "plan-missing" });
    expect(await answer("9", "yes")).toMatchObject({ code: "phase-missing" });
    expect(await answer("?!", "yes")).toMatchObject({ code: "answer-target-unread" });
    const { ports, place } = scene.context();
    const lock = lockJob(ports, place, "v1");
    expect(await answer("01-01", "pg")).toMatchObject({ code: "locked", exit: "locked", remedy: expect.stringMatching(/^A runner that is watched asks in its own terminal/) as string });
    if (!isRefusal(lock)) lock.release();
    expect(execution()).toBe(before);
    expect(await answer("1-1", "pg")).toMatchObject({ type: "answered", target: "01-01", answer: "pg", left: [], next: { command: "dgs execute-phase 1" } });
    expect(await answer("01-01", "pg")).toMatchObject({ code: "nothing-waits" });
    const { execution: end, prompts } = await run(agents(finish));
    expect(end.status).toBe("completed");
    expect(prompts).toHaveLength(1);
    expect(prompts[0]).toContain("\npg\n");
  });

  it("comes twice in one plan: both are kept, both answers reach the agent", async () => {
    start(DECISION, VERIFY, AFTER.replace("Task 3", "Task 4"));
    const answers = ["pg", "the logo is cut", "approved"];
    const stopAgain = (tools: AgentTools): "checkpoint" => {
      tools.leave("01-01-CHECKPOINT.md", handBack({ type: "human-verify", task: 3 }));
      return "checkpoint";
    };
    // After issues the agent wants to pass over the second look: it is not accepted.
    const { execution: end, prompts } = await run(agents((tools) => stop(tools), stopAgain, finish, stopAgain, (tools) => { finish(tools); tools.leave("tasks.json", '[{"task": 4, "title": "write more", "files": ["more.txt"]}]'); return "completed"; }), { checkpoint: () => Promise.resolve(answers.shift()) });
    expect(end.status).toBe("completed");
    expect(kept().map(({ number, kind, task }) => [number, kind, task])).toEqual([[1, "decision", 2], [2, "human-verify", 3], [3, "human-verify", 3]]);
    expect(prompts.some((prompt) => prompt.includes("task 3 is a checkpoint (checkpoint:human-verify) that nobody has answered"))).toBe(true);
    expect(prompts.at(-1)).toContain("task 2 (decision): pg\ntask 3 (human-verify): the logo is cut\ntask 3 (human-verify): approved");
  });

  it("is skipped or ends the phase where the person says so", async () => {
    start(ACTION, AFTER);
    const { execution: end } = await run(agents((tools) => stop(tools, { type: "human-action" })), { checkpoint: () => Promise.resolve({ givenUp: "continue" as const }) });
    expect(end.steps.find((step) => step.stage === "checkpoint")).toMatchObject({ status: "failed", reason: "human-needed", then: "continue" });
    expect(existsSync(join(scene.repo, ".planning/phases/01-build/01-02-SUMMARY.md"))).toBe(true);
    expect(await answer("01-01", "the account is there now")).toMatchObject({ type: "answered" });
    expect((await run(agents(finish))).execution.status).toBe("completed");
  });

  it("is not taken from an agent that names commits which are not there, or in another form: findings, at most twice", async () => {
    start(DECISION, AFTER);
    const lies = (tools: AgentTools): "checkpoint" => stop(tools, { commit: "deadbeef" });
    const { prompts } = await run(agents(lies, (tools) => { tools.leave("01-01-CHECKPOINT.md", handBack({ form: "## Something" })); return "checkpoint"; }, (tools) => { tools.leave("01-01-CHECKPOINT.md", handBack({ plan: "01-02", task: 9 })); return "checkpoint"; }));
    const [, second, third] = prompts.filter((prompt) => prompt.includes("plan 01-01"));
    expect(second).toContain("task 1 is done with commit deadbeef, which is none of this plan's");
    expect(third).toContain("There is no heading `## CHECKPOINT REACHED`");
    expect(execution()).toMatch(/error: .*is about plan 01-02/);
    expect(existsSync(join(scene.repo, ".planning/phases/01-build/01-01-CHECKPOINT.md"))).toBe(false);
  });

  it("cannot be talked down: where the plan asks for a person's act, that counts", async () => {
    start(ACTION, AFTER);
    const { execution: end } = await run(agents((tools) => stop(tools, { type: "human-verify" })));
    expect(end.steps.find((step) => step.stage === "checkpoint")).toMatchObject({ kind: "human-action", status: "pending" });
  });

  it("that was written when the runner died is not reached a second time", async () => {
    start(DECISION, AFTER);
    await run(agents((tools) => stop(tools)), {});
    // As it is when the process is killed between the two writes: the checkpoint is kept, its stage is under way.
    const path = join(scene.repo, ".planning/phases/01-build/01-EXECUTION.md");
    const text = readFileSync(path, "utf8").replace("- [x] run `01-01`", "- [>] run `01-01`").replace(/- \[ \] checkpoint `01-01`\n(?: {2}.*\n)*- \[ \] continue `01-01`\n(?: {2}.*\n)*/, "").replace("**Status:** waiting", "**Status:** in-progress");
    writeFileSync(path, text);
    const { execution: end, prompts } = await run(agents(finish), { checkpoint: () => Promise.resolve("pg") });
    expect(end.status).toBe("completed");
    expect(prompts).toHaveLength(1);
    expect(kept()).toHaveLength(1);
  });

  it("begins anew, with the answer, where what was done before it is gone", async () => {
    start(DECISION, AFTER);
    await run(agents((tools) => stop(tools)), {});
    await answer("01-01", "pg");
    const tree = `${scene.repo}--v1--01-01`;
    scene.git("worktree", "remove", "--force", tree);
    scene.git("branch", "-D", "milestone/v1--01-01");
    const { prompts, execution: end } = await run(agents((tools) => { stop(tools); finish(tools); tools.leave("tasks.json", '[{"task": 1, "title": "write 01", "files": ["01.txt"]}, {"task": 3, "title": "write more", "files": ["more.txt"]}]'); return "completed"; }, (tools) => { tools.write("01.txt", "01\n"); return finish(tools); }));
    expect(prompts[0]).toContain("what it did is not there any more");
    expect(prompts[0]).toContain("\npg\n");
    expect(end.status).toBe("completed");
  });
});

describe("a checkpoint in a job", () => {
  const step = async (script: ScriptedAgent): Promise<Awaited<ReturnType<typeof executePhase>>> => executePhase({ ...scene.context(script), inJob: true }, { name: "execute-phase", phase: "01" as never, flags: [] } as never);

  it("takes the recommended option of a decision and approves what is to be looked at, and says so to a person", async () => {
    start(DECISION, VERIFY, AFTER.replace("Task 3", "Task 4"));
    const outcome = await step(agents((tools) => stop(tools), (tools) => { tools.leave("01-01-CHECKPOINT.md", handBack({ type: "human-verify", task: 3 })); return "checkpoint"; }, (tools) => { finish(tools); tools.leave("tasks.json", '[{"task": 4, "title": "write more", "files": ["more.txt"]}]'); return "completed"; }));
    expect(outcome).toMatchObject({ type: "done", humanNeeded: [expect.stringMatching(/^plan 01-01 task 2: decision "Which store": the recommended option was taken without asking \(answer: pg\)$/), expect.stringMatching(/^plan 01-01 task 3: human-verify .*: approved without a look: a person has still to verify it \(answer: approved\)$/)] });
    expect(execution()).toContain("by: rule");
  });

  it("halts where only a person can act, and goes on after the answer", async () => {
    start(ACTION, AFTER);
    expect(await step(agents((tools) => stop(tools, { type: "human-action" })))).toMatchObject({ type: "failed", reason: "human-needed", error: expect.stringContaining("dgs answer 01-01") as string });
    expect(await answer("01-01", "done")).toMatchObject({ type: "answered" });
    expect(await step(agents(finish))).toMatchObject({ type: "done" });
  });
});

describe("the approval of a phase", () => {
  const HUMAN = "---\nstatus: human_needed\nhuman_verification:\n  - test: Open the page\n    expected: It looks right\n---\n\n# Verification\n";
  const verifying = (): ScriptedAgent => {
    const plans = agents();
    return (request, tools) => {
      if (!request.purpose.startsWith("verify-phase")) return request.purpose.includes("01-02") ? plans(request, tools) : (tools.write("01.txt", "1\n"), tools.leave("01-01-SUMMARY.md", summaryText("01")), "completed");
      tools.leave("01-VERIFICATION.md", HUMAN);
      return "completed";
    };
  };
  const begin = (): void => { scene = createPhaseScene(phaseFiles()); };

  it("is given in the run: the verification says so, and the phase is complete", async () => {
    begin();
    const checks: (readonly string[])[] = [];
    const { execution: end } = await run(verifying(), { approval: (question) => { checks.push(question.checks); return Promise.resolve("approved"); } });
    expect(checks).toEqual([["Open the page → It looks right"]]);
    expect(end).toMatchObject({ status: "completed", verdict: "passed" });
    expect(scene.read("phases/01-build/01-VERIFICATION.md")).toMatch(/status: passed\n[^]*approved: \d{4}-/);
    expect(scene.read("ROADMAP.md")).toContain("- [x] **Phase 1: Build**");
  });

  it("is given later: dgs answer shows the checklist, and what a person finds becomes a gap", async () => {
    begin();
    expect((await run(verifying())).execution.status).toBe("waiting");
    expect(await answer("1")).toMatchObject({ type: "waiting", waiting: [{ target: "1", type: "approval", details: "- Open the page → It looks right" }] });
    expect(await answer("1", "the logo is cut")).toMatchObject({ type: "answered", next: { command: "dgs audit-phase 1" } });
    expect(scene.read("phases/01-build/01-VERIFICATION.md")).toContain('truth: "the logo is cut"');
    expect(execution()).toContain("Verdict:** gaps_found");
  });

  it("that a job has left can be given afterwards, and ticks the roadmap", async () => {
    begin();
    const outcome = await executePhase({ ...scene.context(verifying()), inJob: true }, { name: "execute-phase", phase: "01" as never, flags: [] } as never);
    expect(outcome).toMatchObject({ type: "done", humanNeeded: ["phase 1: Open the page"] });
    const given = await answer("1", "approved");
    expect(isRefusal(given)).toBe(false);
    expect(scene.read("ROADMAP.md")).toContain("- [x] **Phase 1: Build**");
    expect(await answer("1", "approved")).toMatchObject({ code: "nothing-waits" });
  });
});
