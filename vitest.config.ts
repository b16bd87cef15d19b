import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@dgs/testkit": fileURLToPath(new URL("packages/testkit/src/index.ts", import.meta.url)) } },
  // Tests of one package import the sources of its siblings: no build is needed to run them.
  ssr: { resolve: { conditions: ["@dgs/source"] } },
  test: {
    include: ["{packages,apps}/*/{src,test}/**/*.test.ts", "test/**/*.test.ts"],
    // The styles of the page are read as the text that they are; unless told, vitest makes them empty.
    css: true,
    setupFiles: ["test/property-seed.ts"],
    // Against a test that hangs: on a busy machine a good one with real processes may take long.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // What is waited for until it is so has a second unless told, which a busy machine needs for less.
    expect: { poll: { timeout: 120_000 } },
    // Unless told, one core is left alone: on two cores that is half of the machine.
    maxWorkers: availableParallelism(),
  },
});
