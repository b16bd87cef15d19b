import type { Files, Git } from "@dgs/core";
import { createGit, createNodegitGit, findNodegit, HOW_TO_BUILD, nodegitFolder } from "@dgs/git";
import { createProcesses } from "@dgs/process";
import { isRefusal, loadConfig, type Place, type Refusal } from "@dgs/runtime";
import type { Asked } from "./asked.js";
import { refuse } from "./refuse.js";

/** Makes the git engine that the configuration asks for; refused where that is not there. Nothing is loaded yet. */
export function createGitPort(call: Pick<Asked, "io">, place: Place, files: Files): Git | Refusal {
  const loaded = loadConfig(files, place);
  if (isRefusal(loaded)) return loaded;
  const { env } = call.io;
  // Git starts services that are meant to stay: a signing agent, a credential cache.
  const options = { processes: createProcesses({ leftovers: "leave" }), env };
  if (loaded.config["git.engine"] === "program") return createGit(options);
  if (findNodegit(env) !== undefined) return createNodegitGit(options);
  return refuse("nodegit-not-built", `the configuration asks for the git engine nodegit, and there is none in ${nodegitFolder(env)}`, HOW_TO_BUILD, "config.json");
}
