import { isRefusal } from "@dgs/runtime";
import { z } from "zod";
import { auditMilestoneOperation } from "../operations/audit-milestone.js";
import { discussPhaseOperation } from "../operations/discuss-phase.js";
import { fastOperation } from "../operations/fast.js";
import { mapCodebaseOperation } from "../operations/map-codebase.js";
import { planMilestoneGapsOperation } from "../operations/plan-milestone-gaps.js";
import { planPhaseOperation } from "../operations/plan-phase.js";
import { diagnoseWorkOperation } from "../operations/verify-work.js";
import type { ProductOptions } from "../product.js";
import { type AnyTool, defineTool } from "../registry/tool-spec.js";
import { answerRefused } from "./answer-refused.js";
import { fitInput } from "./fit-input.js";
import { RUN } from "./outputs.js";
import { startAndAnswer, WAIT } from "./run-tool.js";
import { WORKS } from "./tool-words.js";

const STARTABLE = [discussPhaseOperation, planPhaseOperation, auditMilestoneOperation, planMilestoneGapsOperation, diagnoseWorkOperation, mapCodebaseOperation, fastOperation];

/** Makes the tool of what is rarer: one for all of them, so that the list stays short. */
export function startTool(options: ProductOptions): AnyTool {
  return defineTool({
    name: "start",
    title: "Start other work",
    description: [
      "Start one of these as a background run: `discuss-phase` (an agent decides what a phase leaves open; needs phase), `plan-phase` (research and plan it; needs phase; gaps, auto), `audit-milestone` (version), `plan-milestone-gaps` (version),",
      "`diagnose-work` (causes and plans for what a person found in verify_work; needs phase), `map-codebase` (repo, again), `fast` (a small change straight in the checkout; needs description; repo).",
    ].join(" "),
    input: z.object({
      operation: z.enum(STARTABLE.map((operation) => operation.name) as [string, ...string[]]),
      phase: z.string().min(1).max(20).optional(),
      version: z.string().min(1).max(40).optional(),
      gaps: z.boolean().optional(),
      auto: z.boolean().optional(),
      repo: z.string().min(1).max(100).optional(),
      again: z.boolean().optional(),
      description: z.string().min(1).max(4_000).optional(),
      wait_seconds: WAIT,
    }),
    output: RUN,
    annotations: WORKS,
    call({ operation: name, wait_seconds: waitSeconds, ...given }, call) {
      const operation = STARTABLE.find((each) => each.name === name);
      if (operation === undefined) throw new Error(`the operation ${name} was taken and is not there`);
      const input = fitInput(operation.input, given, `${name} cannot be started like this:`);
      if (isRefusal(input)) return Promise.resolve(answerRefused(input, options.cwd));
      return startAndAnswer(options, operation, input.data, waitSeconds, call);
    },
  });
}
