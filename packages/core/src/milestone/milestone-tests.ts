import { evidenceOfTest } from "../audit/evidence.js";
import { inRepo, reasonOf, testStanding } from "../audit/standing.js";
import type { AuditStep, TestToRun } from "../audit/types.js";
import { TEST_VERDICTS, type TestStanding } from "../audit/verdict.js";

/** A test command of a milestone, and what all its runs show together. */
export interface MilestoneTest extends TestToRun {
  readonly standing: TestStanding;
  /** The exit code of its last run, where there is one. */
  readonly exit?: number;
  /** What its last run said; of one that was not run, why. */
  readonly said: string;
  /** How often it was run; 0: another command covers it, or nobody ran it. */
  readonly runs: number;
  /** Why only a person can tell what its runs mean. */
  readonly reason?: string;
  /** What another audit is compared by, where it fails: the same text, the same failure. */
  readonly evidence?: string;
}

/** Puts together what the runs of a milestone's test commands show. `steps` are the runs, as an audit of a phase writes them down. */
export function milestoneTests(tests: readonly TestToRun[], steps: readonly AuditStep[]): readonly MilestoneTest[] {
  return tests.map((test) => {
    const runs = steps.filter((step) => step.test === test.number && step.outcome !== undefined);
    const last = runs.at(-1);
    const said = last?.note ?? steps.find((step) => step.test === test.number)?.skipped ?? "was not run";
    const [standing, reason] = [testStanding({ steps }, test.number), reasonOf({ steps }, test.number)];
    const evidence = isFailing({ standing }) ? { evidence: JSON.stringify(evidenceOfTest({ steps }, test.number)) } : {};
    return { ...test, standing, said, runs: runs.length, ...(last?.exit === undefined ? {} : { exit: last.exit }), ...(reason === undefined ? {} : { reason }), ...evidence };
  });
}

/** What a test of a milestone is called: its command, and of several repos the one that it runs in. */
export function milestoneTestName({ command, repo }: Pick<MilestoneTest, "command" | "repo">): string {
  return `\`${command}\`${inRepo(repo)}`;
}

/** Why a person has to look at a test of a milestone; `undefined` where nobody has to. */
export function milestoneTestItem(test: MilestoneTest): string | undefined {
  const { standing, said, runs, reason } = test;
  if (TEST_VERDICTS[standing] !== "human_needed") return undefined;
  return `${milestoneTestName(test)} ${reason ?? standing}${runs === 0 ? "" : ` (${said})`}`;
}

/** Whether a test of a milestone shows that something is missing. */
export function isFailing({ standing }: Pick<MilestoneTest, "standing">): boolean {
  return TEST_VERDICTS[standing] === "gaps_found";
}
