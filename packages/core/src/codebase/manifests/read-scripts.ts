import type { Dependency, DependencyUse } from "../types.js";
import { type ManifestReader, named, readYamlTable, tableOf, textOf, textsOf } from "./reader.js";

/** Reads a Gemfile by lines: groups, gems, versions. */
export const readGemfile: ManifestReader = (text) => {
  const dependencies: Dependency[] = [];
  let use: DependencyUse = "runtime";
  for (const line of text.split(/\r?\n/)) {
    const group = /^\s*group\s+(.*?)\s+do\b/.exec(line)?.[1];
    if (group !== undefined) use = /development|test/.test(group) ? "development" : "optional";
    else if (/^end\b/.test(line)) use = "runtime";
    const gem = /^\s*gem\s*\(?\s*["']([^"']+)["'](?:\s*,\s*["']([^"']+)["'])?(.*)$/.exec(line);
    if (gem !== null) dependencies.push({ name: gem[1] ?? "", version: gem[2] ?? "", use: /group:.*(?:development|test)|groups?\s*=>.*(?:development|test)/.test(gem[3] ?? "") ? "development" : use });
  }
  const ruby = /^[ \t]*ruby\s+["']([^"']+)["']/m.exec(text)?.[1];
  const names = new Set(dependencies.map(({ name }) => name));
  return { dependencies, tests: names.has("rspec") || names.has("rspec-rails") ? ["bundle exec rspec"] : names.has("rails") ? ["bin/rails test"] : names.has("minitest") ? ["bundle exec rake test"] : [], notes: ruby === undefined ? [] : [`Ruby ${ruby}`] };
};

/** Reads a gemspec by lines. */
export const readGemspec: ManifestReader = (text) => {
  const value = (key: string): string | undefined => new RegExp(`\\.${key}\\s*=\\s*["']([^"']+)["']`).exec(text)?.[1];
  return {
    ...named({ name: value("name"), version: value("version"), licence: value("license") }),
    dependencies: [...text.matchAll(/\.add_(runtime_|development_)?dependency\s*\(?\s*["']([^"']+)["'](?:\s*,\s*["']([^"']+)["'])?/g)].map(([, kind = "", name = "", version = ""]): Dependency => ({ name, version, use: kind === "development_" ? "development" : "runtime" })),
  };
};

/** Reads the targets of a Makefile. */
export const readMakefile: ManifestReader = (text) => {
  const targets = [...new Set([...text.matchAll(/^([A-Za-z0-9][\w./-]*)(?:[ \t]+[\w./-]+)*[ \t]*::?(?!=)/gm)].map(([, name = ""]) => name))];
  return {
    tests: targets.filter((name) => /^(?:tests?|check)(?:$|[-_])/.test(name)).map((name) => `make ${name}`),
    notes: targets.length === 0 ? [] : [`targets ${targets.slice(0, 25).join(", ")}${targets.length > 25 ? ` and ${String(targets.length - 25)} more` : ""}`],
  };
};

/** Reads a Dockerfile: what it is built on, and what it starts. */
export const readDockerfile: ManifestReader = (text, { path }) => {
  const lines = text.split(/\r?\n/).map((line) => line.trim().split(/\s+/));
  const from = lines.filter(([word = ""]) => word.toUpperCase() === "FROM").map((words) => words.slice(1).filter((word) => !word.startsWith("--")));
  const stages = new Set(from.flatMap(([, as = "", name = ""]) => (as.toUpperCase() === "AS" ? [name.toLowerCase()] : [])));
  const images = from.flatMap(([image = ""]) => (image === "" || stages.has(image.toLowerCase()) ? [] : [image.slice(0, 200)]));
  const starts = lines.flatMap(([what = "", ...rest]) => (/^(?:ENTRYPOINT|CMD)$/i.test(what) ? [{ what: what.toUpperCase(), at: textOf(rest.join(" ")) ?? "", from: path }] : []));
  return { notes: [...new Set(images)].slice(0, 10).map((image) => `image ${image}`), entryPoints: starts };
};

/** Reads a compose file: its services with their images. */
export const readCompose: ManifestReader = (text) => ({
  notes: Object.entries(tableOf(readYamlTable(text)["services"])).slice(0, 25).map(([name, service]) => `service ${name} ${textOf(tableOf(service)["image"]) ?? "(built here)"}`),
});

/** Reads a file of a CI: the names of its jobs, and the lines among its commands that run tests. */
export const readCi: ManifestReader = (text) => {
  const yaml = readYamlTable(text);
  const scripts = [yaml["jobs"] === undefined ? yaml : tableOf(yaml["jobs"])].flatMap((jobs) => Object.values(jobs)).flatMap((job) => [...textsOfScripts(tableOf(job)["script"]), ...stepsOf(tableOf(job)["steps"])]);
  const commands = scripts.flatMap((script) => script.split(/\r?\n/)).map((line) => line.trim());
  const tests = [...new Set(commands.filter((line) => /\b(?:test|tests|pytest|rspec|phpunit|vitest|jest|tox|ctest)\b/.test(line) && !/^#|\binstall\b|\bapt|^echo\b/.test(line) && line.length <= 160))];
  const jobs = Object.keys(tableOf(yaml["jobs"]));
  return { ...named({ name: yaml["name"] }), notes: [...(jobs.length === 0 ? [] : [`jobs ${jobs.slice(0, 20).join(", ")}`]), ...tests.slice(0, 10).map((line) => `runs ${line}`)] };
};

function textsOfScripts(value: unknown): readonly string[] {
  return typeof value === "string" ? [value] : textsOf(value);
}

function stepsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? (value as readonly unknown[]) : []).flatMap((step) => {
    const run = tableOf(step)["run"];
    return typeof run === "string" ? [run] : [];
  });
}
