// Where a built nodegit lies. packages/git/src/nodegit/place.ts looks in the same place; a test holds the two together.

import os from "node:os";
import path from "node:path";

/** The one version that DGS's second git engine was written and tested against. */
export const VERSION = "0.28.0-alpha.38";

/** The folder of a build: one for each version of nodegit, binary interface of Node, system and processor. */
export function buildFolder(env = process.env) {
  return path.join(homeOf(env), `${VERSION}-node${process.versions.modules}-${process.platform}-${process.arch}`);
}

/** The mark of a build that was finished and has been loaded once; holds what it was built with. */
export function markFile(folder) {
  return path.join(folder, "built.json");
}

function homeOf({ DGS_NODEGIT_HOME: chosen, XDG_CACHE_HOME: cache }) {
  if (chosen !== undefined && path.isAbsolute(chosen)) return chosen;
  return path.join(cache !== undefined && path.isAbsolute(cache) ? cache : path.join(os.homedir(), ".cache"), "dgs", "nodegit");
}
