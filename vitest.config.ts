import { defineConfig } from "vitest/config";

export default defineConfig({
  // Tests of one package import the sources of its siblings: no build is needed to run them.
  ssr: { resolve: { conditions: ["@dgs/source"] } },
  test: {
    include: ["{packages,apps}/*/{src,test}/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 30_000,
  },
});
