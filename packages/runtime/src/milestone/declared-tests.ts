import { type Config, type DeclaringPhase, type Files, type Plan, readPlan, type TestToRun, testsToRun } from "@dgs/core";
import type { LoadedProduct } from "../load-product.js";
import { readValidationOf } from "../steps/read-validation.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";

/** What the test commands of a milestone are read with. */
export interface DeclaredTestsInput {
  readonly files: Files;
  readonly config: Pick<Config, "workflow.test_command">;
  readonly loaded: LoadedProduct;
  /** The names of the repos that the milestone has trees of, in the order of `REPOS.md`. */
  readonly repos: readonly string[];
  /** Whether a path is there in the tree of a repo; absent: of the only one. */
  readonly exists: (path: string, repo: string | undefined) => boolean;
}

/** The test commands that the counted phases of a milestone and the configuration declare, each once. What cannot be read is a failure: its commands would be missing. */
export function declaredTests({ files, config, loaded, repos, exists }: DeclaredTestsInput): readonly TestToRun[] | WorkFailure {
  const phases: DeclaringPhase[] = [];
  for (const phase of loaded.product.phases.filter(({ counted }) => counted)) {
    const validation = phase.folder === undefined ? undefined : readValidationOf(files, phase.folder);
    if (isFailure(validation)) return validation;
    const plans: Plan[] = [];
    for (const { path, superseded } of phase.plans) {
      const text = superseded ? "" : files.read(path);
      if (typeof text !== "string") return failed("usage", `${path} cannot be read${text === undefined ? "" : `: ${text.message}`}`);
      if (!superseded) plans.push(readPlan(text, path));
    }
    phases.push({ number: phase.number, validation, plans });
  }
  return testsToRun({ phases, configured: config["workflow.test_command"], uat: undefined, rerunFailed: false, repos, exists });
}
