import type { EntryPoint } from "../types.js";
import { dependenciesOf, entryPoint, type Loose, type ManifestFile, type ManifestReader, named, readYamlTable, tableOf, textOf, textsOf } from "./reader.js";

/** Reads a JSON text as a table; throws as `JSON.parse` does, and where it is none. */
function readJsonTable(text: string): Loose {
  const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new SyntaxError("it is no object");
  return value as Loose;
}

/** Reads a package.json. */
export const readNpm: ManifestReader = (text, file) => {
  const json = readJsonTable(text);
  const scripts = Object.keys(tableOf(json["scripts"]));
  const run = runnerOf(file, textOf(json["packageManager"]));
  const engines = Object.entries(tableOf(json["engines"])).map(([name, version]) => `engine ${name} ${textOf(version) ?? ""}`.trim());
  const manager = textOf(json["packageManager"]);
  return {
    ...named({ name: json["name"], version: json["version"], licence: json["license"] }),
    dependencies: [
      ...dependenciesOf(json["dependencies"], "runtime"),
      ...dependenciesOf(json["devDependencies"], "development"),
      ...dependenciesOf(json["peerDependencies"], "peer"),
      ...dependenciesOf(json["optionalDependencies"], "optional"),
    ],
    workspaces: textsOf(Array.isArray(json["workspaces"]) ? json["workspaces"] : tableOf(json["workspaces"])["packages"]),
    entryPoints: entryPointsOf(json, file),
    tests: scripts.filter((name) => /^tests?(?:$|[:.-])/.test(name)).map((name) => (name === "test" ? `${run} test` : `${run} run ${name}`)),
    notes: [...engines, ...(manager === undefined ? [] : [`package manager ${manager}`]), ...(scripts.length === 0 ? [] : [`scripts ${scripts.slice(0, 20).join(", ")}${scripts.length > 20 ? ` and ${String(scripts.length - 20)} more` : ""}`])],
  };
};

function runnerOf({ folder, has }: ManifestFile, declared: string | undefined): string {
  const by = /^(pnpm|yarn|bun|npm)@/.exec(declared ?? "")?.[1];
  if (by !== undefined) return by;
  const folders = folder.split("/").map((_, index, all) => all.slice(0, all.length - index).join("/"));
  for (const each of [...folders, ""]) {
    const at = (name: string): boolean => has(each === "" ? name : `${each}/${name}`);
    if (at("pnpm-lock.yaml")) return "pnpm";
    if (at("yarn.lock")) return "yarn";
    if (at("bun.lockb") || at("bun.lock")) return "bun";
    if (at("package-lock.json")) return "npm";
  }
  return "npm";
}

/** Conditions and subpaths beyond these say nothing more about where something starts. */
const MOST_EXPORTS = 12;

function entryPointsOf(json: Loose, file: ManifestFile): readonly EntryPoint[] {
  const name = textOf(json["name"]) ?? "";
  const bin = typeof json["bin"] === "string" ? { [name.split("/").at(-1) ?? name]: json["bin"] } : tableOf(json["bin"]);
  const bins = Object.entries(bin).flatMap(([command, path]) => (typeof path === "string" ? [entryPoint(file, `bin ${command}`, path)] : []));
  const mains = (["main", "module", "browser"] as const).flatMap((key) => {
    const path = textOf(json[key]);
    return path === undefined ? [] : [entryPoint(file, key, path)];
  });
  return [...bins, ...mains, ...exportsOf(json["exports"], ".", 0).slice(0, MOST_EXPORTS).map(([what, path]) => entryPoint(file, `exports ${what}`, path))];
}

function exportsOf(value: unknown, subpath: string, depth: number): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[subpath, value]];
  if (depth > 6) return [];
  const entries = Object.entries(tableOf(value));
  if (entries.some(([key]) => key.startsWith("."))) return entries.filter(([key]) => key !== "./package.json").flatMap(([key, inner]) => exportsOf(inner, key, depth + 1));
  // Of conditions one is enough: the last is what counts everywhere.
  const chosen = entries.find(([key]) => key === "import") ?? entries.find(([key]) => key === "default") ?? entries.filter(([key]) => key !== "types").at(-1);
  return chosen === undefined ? [] : exportsOf(chosen[1], subpath, depth + 1);
}

/** Reads a pnpm-workspace.yaml. */
export const readPnpmWorkspace: ManifestReader = (text) => ({ workspaces: textsOf(readYamlTable(text)["packages"]) });

/** Reads a composer.json. */
export const readComposer: ManifestReader = (text, file) => {
  const json = readJsonTable(text);
  const scripts = Object.keys(tableOf(json["scripts"]));
  const dependencies = [...dependenciesOf(json["require"], "runtime"), ...dependenciesOf(json["require-dev"], "development")];
  const own = scripts.filter((name) => /^tests?(?:$|[:.-])/.test(name)).map((name) => `composer ${name}`);
  const runner = dependencies.some(({ name }) => name === "pestphp/pest") ? ["vendor/bin/pest"] : dependencies.some(({ name }) => name === "phpunit/phpunit") ? ["vendor/bin/phpunit"] : [];
  return {
    ...named({ name: json["name"], version: json["version"], licence: textsOf(json["license"]).join(", ") }),
    dependencies,
    entryPoints: textsOf(json["bin"]).map((path) => entryPoint(file, "bin", path)),
    tests: own.length > 0 ? own : runner,
  };
};
