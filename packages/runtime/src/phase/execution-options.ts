import type { Config, ExecutionOptions } from "@dgs/core";
import { agentsAtOnce } from "../work/agents-at-once.js";

/** The options of an execution: what was said, and the configuration for the rest. Plans that work in the checkout itself never run side by side. */
export function executionOptions(config: Config, said: Partial<ExecutionOptions> & Pick<ExecutionOptions, "onFailure">): ExecutionOptions {
  const most = said.agents ?? agentsAtOnce(config);
  return { schedule: said.schedule ?? (config["parallelization.schedule"] === "dag" ? "dag" : "waves"), agents: config["git.worktrees"] ? most : 1, onFailure: said.onFailure };
}
