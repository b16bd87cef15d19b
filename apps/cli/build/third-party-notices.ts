import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

/**
 * Makes an esbuild plugin that writes `THIRD-PARTY-NOTICES.txt`: the licence of every package whose code is in the output.
 *
 * A bundled package without a licence text fails the build: its notice could not be passed on, as its licence demands.
 * @param others Files that went into other bundles beside this one.
 */
export function thirdPartyNotices(outFolder: string, others: ReadonlySet<string>): Plugin {
  return {
    name: "third-party-notices",
    setup(build) {
      build.onEnd(({ metafile, errors }) => {
        if (errors.length > 0) return;
        if (metafile === undefined) throw new Error("the build tells no inputs: metafile has to be on");
        const used = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])));
        const packages = [...new Set([...used, ...others].map(packageFolder).filter((folder) => folder !== undefined))].map(readBundled);
        mkdirSync(outFolder, { recursive: true });
        writeFileSync(path.join(outFolder, "THIRD-PARTY-NOTICES.txt"), render(packages));
      });
    },
  };
}

/** The folder of the package a file belongs to; `undefined` for files of the workspace. */
function packageFolder(file: string): string | undefined {
  const match = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file);
  return match?.[1];
}

function readBundled(folder: string): Bundled {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as { name: string; version: string; license?: string };
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
  if (file === undefined) throw new Error(`${name} is bundled and brings no licence text`);
  return { name, version, license: license ?? "see below", text: readFileSync(path.join(folder, file), "utf8").trim() };
}

function render(packages: readonly Bundled[]): string {
  const sorted = [...packages].sort((a, b) => (a.name < b.name ? -1 : 1));
  const head = "This program contains code of the following packages.\n";
  return [head, ...sorted.map(({ name, version, license, text }) => `${"-".repeat(80)}\n${name} ${version} (${license})\n\n${text}\n`)].join("\n");
}
