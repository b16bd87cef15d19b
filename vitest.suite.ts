import { mergeConfig, type ViteUserConfig } from "vitest/config";
import base from "./vitest.config.js";

/** The configuration of a suite of its own, whose files end with `.<ending>.ts`: the ordinary one, with other tests and what is said besides. */
export function suite(ending: string, test: ViteUserConfig["test"]): ViteUserConfig {
  const config: ViteUserConfig = mergeConfig(base, { test });
  // Set, not merged: merging would append to the list of ordinary tests.
  config.test = { ...config.test, include: [`{packages,apps}/*/{src,test}/**/*.${ending}.ts`, `test/**/*.${ending}.ts`] };
  return config;
}
