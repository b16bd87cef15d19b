import type { Config } from "@dgs/core";

/** How many agents may work at the same time by the configuration; 1 where it has them work one after the other. */
export function agentsAtOnce(config: Config): number {
  return config["parallelization.enabled"] ? config["parallelization.max_concurrent_agents"] : 1;
}
