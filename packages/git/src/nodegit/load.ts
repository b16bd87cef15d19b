import { createRequire } from "node:module";
import type { GitRefusal } from "@dgs/core";
import { refuse } from "../refusal.js";
import type { Nodegit } from "./api.js";
import { builtNodegit, type Environment, NODEGIT_VERSION, nodegitFolder } from "./place.js";

/** Loads nodegit or says why it cannot be had. */
export type LoadNodegit = () => Nodegit | GitRefusal;

/** The package; a name in a variable, as nothing that looks for dependencies should find one. */
const PACKAGE: string = "nodegit";

/** What to do about a nodegit that is not there. */
export const HOW_TO_BUILD = "Build it with `npm run nodegit` in a checkout of DGS (some 10 minutes), or set git.engine to program.";

/**
 * Makes the function that loads nodegit, once, when it is asked for the first time: loading takes some 220 ms.
 *
 * The build of `npm run nodegit` comes first; else a package nodegit that is installed beside this one serves.
 */
export function createLoadNodegit(env: Environment): LoadNodegit {
  let loaded: Nodegit | GitRefusal | undefined;
  return () => (loaded ??= load(env));
}

/** Returns the file that nodegit would be loaded from; `undefined` when there is none. */
export function findNodegit(env: Environment): string | undefined {
  return builtNodegit(env) ?? installedNodegit();
}

function load(env: Environment): Nodegit | GitRefusal {
  const file = findNodegit(env);
  if (file === undefined) return refuse("other", `nodegit ${NODEGIT_VERSION}, which git.engine asks for, is not built: there is none in ${nodegitFolder(env)}. ${HOW_TO_BUILD}`);
  try {
    // By a path, and by `require`: the program dgs is CommonJS, where an import of an address is none any more.
    return createRequire(import.meta.url)(file) as Nodegit;
  } catch (error) {
    return refuse("other", `nodegit, which git.engine asks for, could not be loaded from ${file}: ${error instanceof Error ? error.message : String(error)}\n${HOW_TO_BUILD}`);
  }
}

/** Another version may answer otherwise; nobody has tried. */
function installedNodegit(): string | undefined {
  const ask = createRequire(import.meta.url);
  try {
    const { version } = ask(`${PACKAGE}/package.json`) as { readonly version: string };
    return version === NODEGIT_VERSION ? ask.resolve(PACKAGE) : undefined;
  } catch {
    return undefined;
  }
}
