import { accessSync, constants, existsSync, statSync } from "node:fs";
import { basename, delimiter, isAbsolute, join } from "node:path";
import type { PlanFacts } from "@dgs/core";
import type { StepContext } from "../steps/context.js";
import { readingFolder } from "../steps/reading-folder.js";
import { failed, type WorkFailure } from "../work/context.js";
import { findRepos } from "../work/repos.js";
import { programsOf } from "./programs-of.js";

/** What plans are held against outside of themselves. */
export type Surroundings = Pick<PlanFacts, "isThere" | "programsOf" | "isProgram" | "mayRun">;

/** Looks up for the check of plans what is in the trees and on this machine: the milestone's worktrees where they are there, else the checkouts. */
export async function lookAround(context: StepContext): Promise<Surroundings | WorkFailure> {
  const { place, config, ports } = context;
  const repos = await findRepos(ports, place);
  if ("type" in repos) return failed("usage", `${repos.message}. ${repos.remedy}`);
  const trees = repos.map((repo) => ({ name: repo.name, path: readingFolder(context, repo) }));
  const treesOf = (names: readonly string[]): typeof trees => (names.length === 0 ? trees : trees.filter(({ name }) => names.includes(name)));
  const isThere: PlanFacts["isThere"] = (path, names) => {
    const [first = "", ...rest] = path.split("/");
    if (first === basename(place.root) && existsSync(join(place.root, ...rest))) return true;
    return treesOf(names).some((tree) => existsSync(join(tree.path, path)) || (first === tree.name && existsSync(join(tree.path, ...rest)))) || (trees.length === 0 && existsSync(join(place.base, path)));
  };
  const allowed = config["tests.allow"];
  const folders = (ports.testEnv["PATH"] ?? ports.testEnv["Path"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return { isThere, programsOf, isProgram: (program) => (isAbsolute(program) ? isExecutable(program) : folders.some((folder) => isExecutable(join(folder, program)))), mayRun: (command) => allowed.length === 0 || allowed.includes(command) };
}

/** Windows runs a program by its name alone; its endings stand in PATHEXT. */
const ENDINGS: readonly string[] = process.platform === "win32" ? ["", ...(process.env["PATHEXT"] ?? ".EXE;.CMD;.BAT").split(";")] : [""];

function isExecutable(path: string): boolean {
  return ENDINGS.some((ending) => {
    try {
      accessSync(path + ending, constants.X_OK);
      return statSync(path + ending).isFile();
    } catch {
      return false;
    }
  });
}
