import { checkpointResult, checkpointRules, type TaskForAgent } from "./checkpoint-rules.js";
import type { Prompt, PromptInput, PromptResult } from "./prompt.js";
import { WORKING_RULES } from "./working-rules.js";

/** The plan that an executor carries out. */
export interface PlanForAgent {
  readonly id: string;
  readonly phase: string;
  /** Its tasks, so that its checkpoints can be named; absent where they were not read. */
  readonly tasks?: readonly TaskForAgent[];
}

/** The prompt for the executor of one plan. (Seed 004, "execute_waves") */
export function executePlanPrompt(plan: PlanForAgent, inputs: readonly PromptInput[], findings: readonly string[]): Prompt {
  return {
    objective: `Execute plan ${plan.id} of phase ${plan.phase}: do every task of the plan, and report what you did.`,
    inputs,
    findings,
    rules: executorRules(plan),
    results: executorResults(plan),
    blocked: EXECUTOR_BLOCKED,
  };
}

/** What every executor of a plan keeps to, the first and each that goes on behind a checkpoint. */
export function executorRules(plan: PlanForAgent): readonly string[] {
  return [
    ...WORKING_RULES,
    "Do the tasks in order. After each task either commit it yourself (one commit a task, subject `type(plan): what`), or leave it uncommitted and name its files in `tasks.json`: then DGS commits it.",
    "Run what the plan's tasks tell you to verify with. DGS runs the same commands after you and believes only what it sees.",
    "`requirements-completed` of the summary lists those `requirements` of the plan that are met now, and no others; leave it out where the plan names none.",
    "Stay within the files that the plan names. Where that is impossible, say so under `## Deviations from Plan` in the summary.",
    ...checkpointRules(plan),
  ];
}

/** What every executor of a plan does when the plan itself is in the way. */
export const EXECUTOR_BLOCKED: readonly string[] = [
  "Where the plan rests on something that is not there, or contradicts itself: when it is plain what it means, do that and say so under Deviations; else refuse and name the place.",
  "A test that failed before your change is not yours to weaken, skip or delete: say in the summary that it failed before.",
];

/** What every executor of a plan leaves. */
export function executorResults(plan: PlanForAgent): readonly PromptResult[] {
  return [
    { file: `${plan.id}-SUMMARY.md`, purpose: "the summary of the plan", example: summaryExample(plan) },
    { file: "tasks.json", purpose: "what each task changed, for those you did not commit yourself", example: '[{"task": 1, "title": "add the parser", "files": ["src/parse.ts", "test/parse.test.ts"]}]' },
    checkpointResult(plan.id),
  ];
}

function summaryExample(plan: PlanForAgent): string {
  return [
    "---",
    `phase: ${plan.phase}`,
    `plan: ${plan.id.slice(plan.id.lastIndexOf("-") + 1)}`,
    "status: complete",
    "subsystem: parser",
    "tags: [durations, units]",
    "key-files:",
    "  created: [src/parse.ts]",
    "  modified: []",
    "requirements-completed: [TIME-01]",
    "---",
    "",
    `# Phase ${plan.phase} Plan ${plan.id.slice(plan.id.lastIndexOf("-") + 1)}: Parser Summary`,
    "",
    "**A parser for durations with tests for every unit**",
    "",
    "## Accomplishments",
    "",
    "- parses `1h 30m`",
    "",
    "## Deviations from Plan",
    "",
    "None.",
  ].join("\n");
}
