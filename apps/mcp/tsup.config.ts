import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";
import { asCommonjs } from "../../scripts/bundle/as-commonjs.js";
import { thirdPartyNotices } from "../../scripts/bundle/third-party-notices.js";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
const outDir = process.env["DGS_MCP_OUT"] ?? "dist";

export default defineConfig({
  entry: ["src/main.ts"],
  format: ["esm"],
  outDir,
  dts: false,
  clean: true,
  target: "node20",
  splitting: true,
  noExternal: [/./],
  removeNodeProtocol: false,
  define: { DGS_VERSION: JSON.stringify(version) },
  esbuildPlugins: [thirdPartyNotices(outDir, new Set()), asCommonjs(outDir)],
  esbuildOptions(options) {
    options.conditions = ["@dgs/source"];
    options.chunkNames = "chunks/[name]-[hash]";
    options.legalComments = "none";
  },
});
