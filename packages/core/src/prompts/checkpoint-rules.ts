import type { PromptResult } from "./prompt.js";

/** A task of a plan, as far as a prompt names it. */
export interface TaskForAgent {
  readonly number: number;
  readonly checkpoint: { readonly kind: string; readonly kindText: string } | undefined;
}

/** What an executor has to do at a checkpoint; the tasks that are checkpoints are named, as an agent overlooks an attribute easily. (Seed 004, "checkpoint_handling") */
export function checkpointRules(plan: { readonly id: string; readonly tasks?: readonly TaskForAgent[] }): readonly string[] {
  const checkpoints = (plan.tasks ?? []).flatMap((task) => (task.checkpoint === undefined ? [] : [`task ${String(task.number)} (${task.checkpoint.kind === "unknown" ? JSON.stringify(task.checkpoint.kindText) : task.checkpoint.kind})`]));
  return [
    ...(checkpoints.length === 0 ? [] : [`Checkpoints of this plan: ${checkpoints.join(", ")}. A plan whose agent passes over one that is not answered yet is not accepted.`]),
    `At a task of the type \`checkpoint:…\` stop: you are not the one who looks, decides or acts. Finish and commit the tasks before it, then leave \`${plan.id}-CHECKPOINT.md\` and no summary, and end. A fresh agent goes on with the answer.`,
    "Stop in the same way, with the type `human-action`, where only a person can clear what is in the way: a login, a secret, a device, a payment. Say what you have tried.",
  ];
}

/** What an executor leaves at a checkpoint. (formats.md 16) */
export function checkpointResult(id: string): PromptResult {
  return {
    file: `${id}-CHECKPOINT.md`,
    purpose: 'only at a checkpoint, instead of the summary, and then also `result.json` with `{"status": "checkpoint", "message": "what is awaited, in one sentence"}`. Type is human-verify, decision or human-action. Commits that the table names must be in this folder\'s history; put `-` where you left the commit to DGS',
    example: [
      "## CHECKPOINT REACHED",
      "",
      "**Type:** decision",
      `**Plan:** ${id}`,
      "**Progress:** 1/3 tasks complete",
      "",
      "### Completed Tasks",
      "",
      "| Task | Name | Commit | Files |",
      "|------|------|--------|-------|",
      "| 1 | Add the parser | a1b2c3d | src/parse.ts |",
      "",
      "### Current Task",
      "",
      "**Task 2:** Choose the store",
      "**Status:** awaiting decision",
      "**Blocked by:** the plan leaves the choice to a person",
      "",
      "### Checkpoint Details",
      "",
      "| Option | Pros | Cons |",
      "|--------|------|------|",
      "| sqlite (recommended) | nothing to run | one writer |",
      "| postgres | many writers | a server to run |",
      "",
      "### Awaiting",
      "",
      "Select: sqlite or postgres",
    ].join("\n"),
  };
}
