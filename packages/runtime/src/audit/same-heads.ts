import { parseSha } from "@dgs/core";
import { pathFrom } from "../inside-root.js";
import type { StepContext } from "../steps/context.js";
import type { WorkTree } from "../work/work-tree.js";

/** Commits by the names of their repos. */
export type HeadsByRepo = Readonly<Record<string, string>>;

/**
 * Whether the trees hold the code that an audit looked at: each is at its commit, or nothing but planning files has changed since. Where the planning folder lies
 * among the code, the audit's own commit moves the head. What git does not tell is taken for another code.
 */
export async function isSameCode(context: Pick<StepContext, "place"> & { readonly ports: Pick<StepContext["ports"], "git"> }, trees: readonly WorkTree[], audited: HeadsByRepo, now: HeadsByRepo): Promise<boolean> {
  for (const name of Object.keys({ ...audited, ...now })) {
    if (audited[name] === now[name]) continue;
    const tree = trees.find(({ repo }) => repo.name === name);
    const [from, to] = [parseSha(audited[name] ?? ""), parseSha(now[name] ?? "")];
    if (tree === undefined || from === undefined || to === undefined) return false;
    const planning = planningFolderIn(context.place.root, tree.path);
    const changed = planning === undefined ? undefined : await context.ports.git.changed(tree.path, from, to);
    if (planning === undefined || changed === undefined || "type" in changed || !changed.every(({ path }) => path.startsWith(planning))) return false;
  }
  return true;
}

/** The planning folder as git writes paths in a tree, with a slash at its end; `undefined` where it lies elsewhere, or is the tree itself. */
export function planningFolderIn(root: string, tree: string): string | undefined {
  const inside = pathFrom(tree, root);
  return inside === "" || inside === ".." || inside.startsWith("../") ? undefined : `${inside}/`;
}
