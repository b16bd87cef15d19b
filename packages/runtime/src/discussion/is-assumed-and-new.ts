import { readContext } from "@dgs/core";
import { pathFrom } from "../inside-root.js";
import type { DiscussedPhase } from "./discussion-record.js";
import { contextPath } from "./write-context.js";

/**
 * Whether the CONTEXT.md of a phase holds nothing but what was assumed, and no commit has it yet: so a run without anybody leaves it that was killed
 * before its commit. What a person wrote or has committed is none of it.
 */
export async function isAssumedAndNew({ context, found }: DiscussedPhase): Promise<boolean> {
  const { git, files } = context.ports;
  const path = contextPath(context, found);
  const text = files.read(path);
  const decisions = typeof text === "string" ? readContext(text).decisions : [];
  if (decisions.length === 0 || !decisions.every(({ assumed }) => assumed)) return false;
  const tree = await git.topLevel(context.place.root);
  if (typeof tree !== "string") return false;
  const inside = pathFrom(tree, context.place.root);
  return (await git.resolve(tree, `HEAD:${inside === "" ? path : `${inside}/${path}`}`)) === undefined;
}
