import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Options } from "tsup";
import { lateRequires } from "./late-requires.js";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/**
 * Makes an esbuild plugin that turns each finished file into CommonJS, and says so in a `package.json` beside them.
 *
 * esbuild divides only ES modules into chunks. But Node starts its loader of ES modules, which is written in JavaScript, at
 * the first of them, and asks it for each: all that took 8 to 10 ms of the processor a call, a sixth of what Node needs to start.
 */
export function asCommonjs(outFolder: string): Plugin {
  return {
    name: "as-commonjs",
    setup(build) {
      build.onEnd(async ({ outputFiles, errors }) => {
        if (errors.length > 0) return;
        for (const file of outputFiles ?? []) {
          if (!file.path.endsWith(".js")) continue;
          // The paths of modules stand in comments, of which only those of licences outlive a second run.
          const marked = file.text.replace(/^\/\/ (?=\S+$)/gm, "//! ");
          // A dynamic import that stayed one would start the loader after all.
          const { code } = await build.esbuild.transform(marked, { format: "cjs", platform: "node", target: "node20", supported: { "dynamic-import": false }, legalComments: "inline", define: { "import.meta.url": "__filename" } });
          file.contents = new TextEncoder().encode(lateRequires(code).replace(/^\/\/! /gm, "// "));
        }
        mkdirSync(outFolder, { recursive: true });
        writeFileSync(path.join(outFolder, "package.json"), '{ "type": "commonjs" }\n');
      });
    },
  };
}
