import { readFileSync } from "node:fs";
import path from "node:path";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/**
 * Makes an esbuild plugin that keeps some modules out of what a command loads until one of their functions is called.
 *
 * They are the doors to the heavy libraries (the markdown and YAML parsers). core is synchronous, so it cannot
 * import them when it needs them; most commands never do. Each becomes a bundle of its own, which is `require`d at the first call.
 * @param inputs Gets the paths of the files that went into those bundles.
 */
export function lazyModules(modules: readonly string[], outFolder: string, inputs: Set<string>): Plugin {
  const files = new Set(modules.map((module) => path.resolve(module)));
  return {
    name: "lazy-modules",
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
        if (!files.has(file)) return undefined;
        const name = `${path.basename(file, ".ts")}.cjs`;
        const { metafile } = await build.esbuild.build({
          entryPoints: [file], outfile: path.join(outFolder, "chunks", name),
          bundle: true, platform: "node", format: "cjs", target: "node20", legalComments: "none", metafile: true,
        });
        for (const input of Object.keys(metafile.inputs)) inputs.add(input);
        return { contents: forward(functionsOf(file), name), loader: "js" };
      });
    },
  };
}

/** The functions that a module exports. Anything else cannot be had late, and is refused. */
function functionsOf(file: string): string[] {
  const source = readFileSync(file, "utf8");
  const others = /^export (?!function |interface |type ).*$/m.exec(source);
  if (others !== null) throw new Error(`${file} exports more than functions, and cannot be loaded late: ${others[0]}`);
  return [...source.matchAll(/^export function (\w+)/gm)].map((match) => match[1] ?? "");
}

function forward(functions: readonly string[], name: string): string {
  return [
    'import { createRequire } from "node:module";',
    "let loaded;",
    `const load = () => (loaded ??= createRequire(import.meta.url)("./${name}"));`,
    ...functions.map((each) => `export function ${each}(...given) { return load().${each}(...given); }`),
  ].join("\n");
}
