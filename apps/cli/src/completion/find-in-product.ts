import { PROFILES } from "@dgs/core";
import { createPlanningFiles, isRefusal, type KnownName, locateRoot, phaseNames, planNames, projectNames, versionNames, waitingNames } from "@dgs/runtime";
import type { Completes } from "../command-spec.js";
import type { CompletionPlace } from "./completion-place.js";
import type { AtCursor } from "./find-wanted.js";

/** Names what a product has of a kind: the product that the line names, else that of DGS_ROOT, else that of the working folder. */
export async function findInProduct(completes: Completes, at: AtCursor, where: CompletionPlace): Promise<readonly KnownName[]> {
  if (completes === "profile") return PROFILES.map((name) => ({ name, says: "" }));
  const root = rootInput(at, where);
  if (completes === "project") return projectNames(root).map((name) => ({ name, says: "" }));
  const place = locateRoot({ ...root, ...(at.project === undefined ? {} : { project: at.project }) });
  if (isRefusal(place)) return [];
  const files = createPlanningFiles({ root: place.root });
  if (completes === "version") return versionNames(files, place);
  if (completes === "phase") return phaseNames(files, place, at.typed);
  if (completes === "plan") return planNames(files, place, at.typed);
  if (completes === "waiting") return waitingNames(files, place, at.typed);
  return (await import("./find-other-names.js")).findOtherNames(completes, at, { ...where, place, files });
}

/** A shell hands over what was typed: nobody has looked at a tilde in it yet. */
function rootInput({ root }: AtCursor, { cwd, env }: CompletionPlace): { readonly cwd: string; readonly root?: string; readonly envRoot?: string } {
  const { HOME: home = "", DGS_ROOT: envRoot } = env;
  const named = home !== "" && (root === "~" || root?.startsWith("~/") === true) ? `${home}${root.slice(1)}` : root;
  return { cwd, ...(named === undefined ? {} : { root: named }), ...(envRoot === undefined ? {} : { envRoot }) };
}
