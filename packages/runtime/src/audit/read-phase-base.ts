import { phaseMachine, type Sha } from "@dgs/core";
import { executionPath, loadExecutionTexts } from "../phase/load-execution.js";
import type { StepContext } from "../steps/context.js";
import type { PhaseInFolder } from "../steps/find-phase.js";
import { baseOfMilestone } from "../steps/trees.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import type { WorkTree } from "../work/work-tree.js";

/**
 * The commit of each repo that a phase started from, by the name of the repo. Of one repo the file of the execution tells where the branch stood before the first plan landed. Of several
 * git tells it: the parent of the first commit that has a plan of the phase in its trailer `DGS-Plan`. A repo without such a commit is not among them: whether somebody else worked
 * there for the phase, nobody knows. (design 3.13)
 * @param heads Where the trees stand.
 */
export async function readPhaseBase(context: StepContext, found: PhaseInFolder, trees: readonly WorkTree[], heads: Readonly<Record<string, Sha>>): Promise<Readonly<Record<string, Sha>> | WorkFailure> {
  const [only, ...others] = trees;
  if (only !== undefined && others.length === 0) return baseByExecution(context, found, only);
  const base: Record<string, Sha> = {};
  for (const tree of trees) {
    const head = heads[tree.repo.name];
    const first = head === undefined ? undefined : await baseByTrailers(context, found, tree, head);
    if (isFailure(first)) return first;
    if (first !== undefined) base[tree.repo.name] = first;
  }
  return base;
}

function baseByExecution(context: StepContext, found: PhaseInFolder, { repo }: WorkTree): Readonly<Record<string, Sha>> {
  const path = executionPath(found);
  const texts = loadExecutionTexts(context.ports.files, path);
  if (!(texts instanceof Map)) return {};
  const first = phaseMachine.read({ path, texts }).steps.find((step) => step.stage === "land" && step.before !== undefined);
  return first?.before === undefined ? {} : { [repo.name]: first.before };
}

async function baseByTrailers(context: StepContext, found: PhaseInFolder, { repo, path }: WorkTree, head: Sha): Promise<Sha | undefined | WorkFailure> {
  const { git } = context.ports;
  const start = await baseOfMilestone(context, repo);
  if (typeof start !== "string") return undefined;
  const commits = await git.log(path, start, head);
  if ("type" in commits) return failed("internal", `${repo.name}: ${commits.message}`);
  const plans = new Set<string>(found.phase.plans.map(({ id }) => id));
  const first = commits.find(({ body }) => [...body.matchAll(/^DGS-Plan: *(\S+) *$/gm)].some(([, plan = ""]) => plans.has(plan)));
  if (first === undefined) return undefined;
  const parent = await git.resolve(path, `${first.sha}^`);
  return typeof parent === "string" ? parent : undefined;
}
