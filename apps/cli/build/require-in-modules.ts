import type { Options } from "tsup";

type Plugin = NonNullable<Options["plugins"]>[number];

/**
 * Gives bundled CommonJS code the `require` that it calls for Node's own modules; ES modules have none.
 *
 * esbuild sends all such calls through one function, `__require`, which looks for a `require` around it.
 */
export const requireInModules: Plugin = {
  name: "require-in-modules",
  renderChunk: (code) => {
    if (!code.includes("var __require =")) return undefined;
    return { code: `import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\n${code}` };
  },
};
