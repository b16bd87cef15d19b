import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";
import { asCommonjs } from "../../scripts/bundle/as-commonjs.js";
import { lazyModules } from "../../scripts/bundle/lazy-modules.js";
import { pastFrontDoors } from "../../scripts/bundle/past-front-doors.js";
import { thirdPartyNotices } from "../../scripts/bundle/third-party-notices.js";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
const outDir = process.env["DGS_CLI_OUT"] ?? "dist";
const markdown = "../../packages/core/src/markdown";
const lateInputs = new Set<string>();

export default defineConfig({
  entry: ["src/main.ts"],
  format: ["esm"],
  outDir,
  dts: false,
  clean: true,
  target: "node20",
  // A command loads only its own chunks. (docs/decisions: the program is bundled)
  splitting: true,
  noExternal: [/./],
  removeNodeProtocol: false,
  define: { DGS_VERSION: JSON.stringify(version) },
  esbuildPlugins: [
    lazyModules([`${markdown}/document.ts`, `${markdown}/yaml-front-matter.ts`], outDir, lateInputs),
    pastFrontDoors("../../packages"),
    thirdPartyNotices(outDir, lateInputs),
    asCommonjs(outDir),
  ],
  esbuildOptions(options) {
    // The sources of the workspace, file by file: a package that is built already is one file, and would be loaded whole.
    options.conditions = ["@dgs/source"];
    options.chunkNames = "chunks/[name]-[hash]";
    options.legalComments = "none";
  },
});
