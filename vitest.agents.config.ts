import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.js";

const config = mergeConfig(
  base,
  defineConfig({
    test: {
      testTimeout: 300_000,
      // One program at a time: each has hundreds of megabytes, and a run on a crowded machine says nothing of the program.
      fileParallelism: false,
    },
  }),
);

// Set, not merged: merging would append to the list of ordinary tests.
config.test = { ...config.test, include: ["{packages,apps}/*/{src,test}/**/*.agents.ts", "test/**/*.agents.ts"] };

export default config;
