import { readFileSync } from "node:fs";
import path from "node:path";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/** Makes an esbuild plugin that reads `./x.css?raw` as the text that it is, as the tests do. */
export function rawTexts(): Plugin {
  return {
    name: "raw-texts",
    setup(build) {
      // The mark stays in the path: what makes style sheets of files that end in .css would take it else.
      build.onResolve({ filter: /\?raw$/ }, ({ path: name, resolveDir }) => ({ path: path.resolve(resolveDir, name), namespace: "raw-text" }));
      build.onLoad({ filter: /.*/, namespace: "raw-text" }, ({ path: file }) => ({ contents: readFileSync(file.slice(0, -"?raw".length), "utf8"), loader: "text" }));
    },
  };
}
