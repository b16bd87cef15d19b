import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** The one version of nodegit that DGS was written and tested against. */
export const NODEGIT_VERSION = "0.28.0-alpha.38";

/** The variables of the environment that say where a built nodegit lies. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Returns the folder in which `npm run nodegit` builds: one for each version of nodegit, binary interface of Node, system and processor.
 *
 * scripts/nodegit/places.mjs says the same; a test holds the two together.
 */
export function nodegitFolder(env: Environment): string {
  const { DGS_NODEGIT_HOME: chosen, XDG_CACHE_HOME: cache } = env;
  const key = `${NODEGIT_VERSION}-node${process.versions.modules}-${process.platform}-${process.arch}`;
  if (chosen !== undefined && path.isAbsolute(chosen)) return path.join(chosen, key);
  return path.join(cache !== undefined && path.isAbsolute(cache) ? cache : path.join(os.homedir(), ".cache"), "dgs", "nodegit", key);
}

/** Returns the entry of the nodegit that was built there; `undefined` when no build was finished. */
export function builtNodegit(env: Environment): string | undefined {
  const folder = nodegitFolder(env);
  return existsSync(path.join(folder, "built.json")) ? path.join(folder, "node_modules", "nodegit", "lib", "nodegit.js") : undefined;
}
