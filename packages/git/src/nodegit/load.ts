import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { GitRefusal } from "@dgs/core";
import { refuse } from "../refusal.js";
import type { Nodegit } from "./api.js";
import { builtNodegit, type Environment, NODEGIT_VERSION, nodegitFolder } from "./place.js";

/** Loads nodegit or says why it cannot be had. */
export type LoadNodegit = () => Promise<Nodegit | GitRefusal>;

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
  let loading: Promise<Nodegit | GitRefusal> | undefined;
  return () => (loading ??= load(env));
}

/** Returns the file that nodegit would be loaded from; `undefined` when there is none. */
export function findNodegit(env: Environment): string | undefined {
  return builtNodegit(env) ?? installedNodegit();
}

async function load(env: Environment): Promise<Nodegit | GitRefusal> {
  const file = findNodegit(env);
  if (file === undefined) return refuse("other", `nodegit ${NODEGIT_VERSION}, which git.engine asks for, is not built: there is none in ${nodegitFolder(env)}. ${HOW_TO_BUILD}`);
  try {
    const loaded = (await import(pathToFileURL(file).href)) as { readonly default: Nodegit };
    return loaded.default;
  } catch (error) {
    return refuse("other", `nodegit, which git.engine asks for, could not be loaded from ${file}: ${error instanceof Error ? error.message : String(error)}\n${HOW_TO_BUILD}`);
  }
}

/** Another version may answer otherwise; nobody has tried. */
function installedNodegit(): string | undefined {
  const require = createRequire(import.meta.url);
  try {
    const { version } = require(`${PACKAGE}/package.json`) as { readonly version: string };
    return version === NODEGIT_VERSION ? require.resolve(PACKAGE) : undefined;
  } catch {
    return undefined;
  }
}
