import type { Audit } from "@dgs/core";
import type { WorkTree } from "../work/work-tree.js";
import type { AuditContext } from "./context.js";

/** The tree that a test command runs in: of the repo that its step names, else the first. `undefined` where that repo is not registered any more. */
export function treeOfTest({ trees }: Pick<AuditContext, "trees">, { steps }: Pick<Audit, "steps">, test: number): WorkTree | undefined {
  const repo = steps.find((step) => step.stage === "test" && step.test === test)?.repo;
  return repo === undefined ? trees[0] : trees.find((tree) => tree.repo.name === repo);
}
