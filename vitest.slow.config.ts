import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.js";

const config = mergeConfig(
  base,
  defineConfig({
    test: {
      testTimeout: 600_000,
    },
  }),
);

// Set, not merged: merging would append to the list of ordinary tests.
config.test = { ...config.test, include: ["{packages,apps}/*/{src,test}/**/*.slow.ts", "test/**/*.slow.ts"] };

export default config;
