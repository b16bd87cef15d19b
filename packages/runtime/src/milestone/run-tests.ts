import { existsSync } from "node:fs";
import { join } from "node:path";
import { type AuditStep, isRunAgain, milestoneTests, type MilestoneTest, type TestToRun, testStanding } from "@dgs/core";
import { runTest, type TestRunPlace } from "../audit/run-test.js";
import type { LoadedProduct } from "../load-product.js";
import type { StepContext } from "../steps/context.js";
import { clearLog, logOfMilestone } from "../steps/uat-log-file.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import type { WorkTree } from "../work/work-tree.js";
import { declaredTests } from "./declared-tests.js";

/**
 * Runs every test command of a milestone, by the rules of a phase's audit: the suites first, what a command that has passed covers is not run, and one that fails is
 * run again, unchanged; of several repos each runs in the one that its plan names. What was red before the milestone is not told apart: a milestone with a command that fails is not done.
 */
export async function runMilestoneTests(context: StepContext, loaded: LoadedProduct, trees: readonly WorkTree[]): Promise<readonly MilestoneTest[] | WorkFailure> {
  const { ports: { files }, config, place } = context;
  const folderOf = (repo: string | undefined): string => (trees.find((tree) => tree.repo.name === repo) ?? trees[0])?.path ?? place.base;
  const tests = declaredTests({ files, config, loaded, repos: trees.map(({ repo }) => repo.name), exists: (path, repo) => existsSync(join(folderOf(repo), path)) });
  if (isFailure(tests)) return tests;
  const log = logOfMilestone(context);
  const cleared = await clearLog(context, log);
  if (cleared !== undefined) return cleared;
  const steps: AuditStep[] = [];
  for (const test of tests) {
    const { coveredBy } = test;
    if (coveredBy !== undefined && testStanding({ steps }, coveredBy) === "passed") {
      const said = `covered by test ${String(coveredBy)}, which has passed`;
      steps.push({ stage: "test", test: test.number, status: "completed", command: test.command, coveredBy, skipped: said });
      context.onEvent({ type: "note", text: `\`${test.command}\` is ${said}` });
      continue;
    }
    const ended = await runToTheEnd(context, { tree: folderOf(test.repo), log }, test, steps);
    if (ended !== undefined) return ended;
  }
  return milestoneTests(tests, steps);
}

/** Runs one command until nothing more is to be learned from it. */
async function runToTheEnd(context: StepContext, place: TestRunPlace, { number: test, command }: TestToRun, steps: AuditStep[]): Promise<WorkFailure | undefined> {
  for (let stage: "test" | "test again" = "test"; ; stage = "test again") {
    const run: AuditStep = { stage, test, status: "in-progress", command };
    steps.push(run);
    const ran = await runTest(context, place, { stage, test, command }, steps);
    if (ran.type === "interrupted") return ran;
    if (ran.type === "failed") return failed(ran.reason, ran.error);
    const { type: _type, said, ...seen } = ran;
    const isOver = !isRunAgain({ steps }, run, seen.outcome);
    steps[steps.length - 1] = { ...run, status: "completed", note: said, ...seen };
    if (isOver) return undefined;
  }
}
