import type { TestVerdict } from "@dgs/core";

/** The forms in which a small suite is really run; `hidden` is the failing one whose exit code is thrown away. */
export const FORMS = ["passing", "failing", "hidden", "none", "crash", "timeout"] as const;

/** One of the forms. */
export type RunnerForm = (typeof FORMS)[number];

/** What has to be made of a form: the verdict, with a suspicion where it is one, and the numbers passed/failed/skipped where they are looked at. */
export interface Expected {
  readonly verdict: TestVerdict["outcome"] | "no-test-ran" | "says-failed";
  readonly counts?: string;
}

/** One real test runner with a suite in every form. */
export interface RealRunner {
  readonly name: string;
  /** Files of the suite by their path, for all forms together. */
  readonly files: Readonly<Record<string, string>>;
  /** Sees to it that the runner is there, and returns how a form is run, as words; a text where it cannot be had, with the reason. */
  readonly locate: () => ((form: Exclude<RunnerForm, "hidden">) => readonly string[]) | string;
  /** What has to be made of the forms that are not the same for every runner; passing is 2 passed and 1 skipped, failing 1 passed and 1 failed. */
  readonly expected?: Partial<Readonly<Record<RunnerForm, Expected>>>;
}

/** What has to be made of each form, unless a runner says otherwise. */
export const EXPECTED: Readonly<Record<RunnerForm, Expected>> = {
  passing: { verdict: "passed", counts: "2/0/1" },
  failing: { verdict: "failed", counts: "1/1/0" },
  hidden: { verdict: "says-failed", counts: "1/1/0" },
  none: { verdict: "no-test-ran" },
  crash: { verdict: "failed" },
  timeout: { verdict: "timed-out" },
};
