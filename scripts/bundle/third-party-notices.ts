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

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly licenses?: readonly { readonly type: string }[];
}

function readBundled(folder: string): Bundled {
  const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Manifest;
  const license = manifest.license ?? manifest.licenses?.map(({ type }) => type).join(" or ") ?? "";
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
  const text = file === undefined ? fromReadme(folder, license) : readFileSync(path.join(folder, file), "utf8");
  if (text === undefined) throw new Error(`${manifest.name} is bundled and brings no licence text`);
  return { name: manifest.name, version: manifest.version, license, text: text.trim() };
}

/** Some small packages only name the MIT licence in their README: the section, which says whose it is, and then the terms. */
function fromReadme(folder: string, license: string): string | undefined {
  const readme = readdirSync(folder).find((entry) => /^readme(\.|$)/i.test(entry));
  const section = readme === undefined ? null : /^#*\s*licen[cs]e\b[^]*/im.exec(readFileSync(path.join(folder, readme), "utf8"));
  if (license !== "MIT" || section?.[0].includes("Copyright") !== true) return undefined;
  const own = readFileSync("../../LICENSE", "utf8");
  return `${section[0].trim()}\n\n${own.slice(own.indexOf("Permission is hereby"))}`;
}

function render(packages: readonly Bundled[]): string {
  const sorted = [...packages].sort((a, b) => (a.name < b.name ? -1 : 1));
  const head = "This program contains code of the following packages.\n";
  return [head, ...sorted.map(({ name, version, license, text }) => `${"-".repeat(80)}\n${name} ${version} (${license})\n\n${text}\n`)].join("\n");
}
