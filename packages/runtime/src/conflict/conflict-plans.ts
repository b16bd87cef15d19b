import { type PlanFile, type PromptInput, readPlan } from "@dgs/core";
import { loadProduct } from "../load-product.js";
import { isRefusal } from "../refusal.js";
import type { WorkContext } from "../work/context.js";

/** Plans that a prompt carries at most, the last ones first. */
const PLANS_LIMIT = 5;
/** Characters of one plan. */
const TEXT_LIMIT = 30_000;

/**
 * The plans that touched some files of a repo: those that commits name, and those that say that they change them.
 *
 * Only the first lines of each are read to find them: a product has thousands. A product that cannot be read has none to give.
 */
export function plansTouching(context: WorkContext, repo: string, paths: readonly string[], ids: ReadonlySet<string>): readonly PromptInput[] {
  const { files } = context.ports;
  const loaded = loadProduct(files, context.place);
  if (isRefusal(loaded)) return [];
  const all: readonly PlanFile[] = [...loaded.product.others, ...loaded.product.phases].flatMap((phase) => phase.plans);
  const inputs: PromptInput[] = [];
  for (const { id, path } of [...all].reverse()) {
    if (inputs.length === PLANS_LIMIT) break;
    const head = files.head(path);
    if (typeof head !== "string" || (!ids.has(id) && !paths.some((each) => head.includes(each)))) continue;
    const text = files.read(path);
    if (typeof text !== "string") continue;
    const plan = readPlan(text, path);
    const changes = ids.has(id) || (plan.filesModified ?? []).some((each) => paths.includes(each.replace(/^\.\//, "")));
    if (changes && (plan.repos.length === 0 || plan.repos.includes(repo))) inputs.push({ title: `Plan ${id}, which changes these files`, path, text: text.slice(0, TEXT_LIMIT) });
  }
  return inputs;
}
