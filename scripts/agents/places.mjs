// Where the agent programs lie that the tests drive: outside of the checkout, as they have hundreds of megabytes and are nobody's dependency.

import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { PROGRAMS } from "./pins.mjs";

/** The folder of a program: one for each version. */
export function folderOf({ name, version }, env = process.env) {
  return path.join(homeOf(env), `${name}-${version}`);
}

/** The file of a program that is started. */
export function fileOf(program, env = process.env) {
  return path.join(folderOf(program, env), "node_modules", ...program.file.split("/"));
}

/** The mark of a program that was installed and has told its version. */
export function markOf(program, env = process.env) {
  return path.join(folderOf(program, env), `installed-${process.platform}-${process.arch}.json`);
}

/** The installed program of a name, ready to be started; `undefined` where it is not installed. */
export function findProgram(name, env = process.env) {
  const program = PROGRAMS.find((each) => each.name === name);
  return program !== undefined && existsSync(markOf(program, env)) ? { ...program, path: fileOf(program, env) } : undefined;
}

function homeOf({ DGS_AGENTS_HOME: chosen, XDG_CACHE_HOME: cache }) {
  if (chosen !== undefined && path.isAbsolute(chosen)) return chosen;
  return path.join(cache !== undefined && path.isAbsolute(cache) ? cache : path.join(os.homedir(), ".cache"), "dgs", "agents");
}
