import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";
import { asCommonjs } from "./as-commonjs.js";
import { lazyModules } from "./lazy-modules.js";
import { pastFrontDoors } from "./past-front-doors.js";
import { rawTexts } from "./raw-texts.js";
import { thirdPartyNotices } from "./third-party-notices.js";

const MARKDOWN = "../../packages/core/src/markdown";

/**
 * How a program of DGS is bundled, with all that it needs. (docs/decisions: the program is bundled)
 * @param outVariable The variable of the environment that names another folder than `dist` to build into.
 */
export function programConfig(outVariable: string): ReturnType<typeof defineConfig> {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  const outDir = process.env[outVariable] ?? "dist";
  const lateInputs = new Set<string>();
  return defineConfig({
    entry: ["src/main.ts"],
    format: ["esm"],
    outDir,
    dts: false,
    clean: true,
    target: "node20",
    // A command loads only its own chunks.
    splitting: true,
    noExternal: [/./],
    removeNodeProtocol: false,
    define: { DGS_VERSION: JSON.stringify(version) },
    esbuildPlugins: [lazyModules([`${MARKDOWN}/document.ts`, `${MARKDOWN}/yaml-front-matter.ts`], outDir, lateInputs), pastFrontDoors("../../packages"), rawTexts(), thirdPartyNotices(outDir, lateInputs), asCommonjs(outDir)],
    esbuildOptions(options) {
      // The sources of the workspace, file by file: a package that is built already is one file, and would be loaded whole.
      options.conditions = ["@dgs/source"];
      options.chunkNames = "chunks/[name]-[hash]";
      options.legalComments = "none";
    },
  });
}
