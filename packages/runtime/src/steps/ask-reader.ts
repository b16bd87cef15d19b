import type { AgentRole, OutboxFile, Problem, Prompt } from "@dgs/core";
import { askAgent } from "../work/ask-agent.js";
import type { Findings } from "../work/findings.js";
import type { StepContext } from "./context.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { openReadingTree } from "./reading-tree.js";

/** Work for an agent that reads code and leaves documents; a change of the code is a finding. */
export interface ReadingTask<Accepted> {
  readonly role: AgentRole;
  readonly purpose: string;
  readonly prompt: (findings: readonly string[]) => Prompt;
  readonly accept: (files: readonly OutboxFile[]) => Promise<Accepted | Findings | WorkFailure> | Accepted | Findings | WorkFailure;
  /** What becomes of a run whose files could not be read at all; absent: the problems go back as findings. */
  readonly unread?: (problems: readonly Problem[]) => Findings | WorkFailure;
}

/** Asks an agent that must not change the code. */
export async function askReader<Accepted>(context: StepContext, task: ReadingTask<Accepted>): Promise<Accepted | WorkFailure> {
  const tree = await openReadingTree(context);
  if (isFailure(tree)) return tree;
  return askAgent<Accepted>(context, {
    ...task,
    cwd: tree.cwd,
    accept: async (files) => {
      const changed = await tree.changes();
      if (changed.length > 0) return { type: "findings", findings: [`files were changed, which this work must not do: put them back (${changed.slice(0, 5).join(", ")})`] };
      return task.accept(files);
    },
  });
}
