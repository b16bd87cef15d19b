import type { Dependency, DependencyUse } from "../types.js";
import { dependenciesOf, type Loose, type ManifestReader, named, tableOf, textOf, textsOf } from "./reader.js";
import { readToml } from "./read-toml.js";

/** Reads one requirement as pip writes it: `requests[socks]>=2,<3 ; python_version > "3.8"`. */
function requirementOf(line: string, use: DependencyUse): readonly Dependency[] {
  const match = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?:\s*\[[^\]]*\])?\s*(@\s*\S+|\(?[<>=!~][^;#]*)?/.exec(line.trim());
  return match?.[1] === undefined ? [] : [{ name: match[1], version: (match[2] ?? "").replace(/[()]/g, "").trim(), use }];
}

const versionOf = (value: unknown): string => textOf(value) ?? textOf(tableOf(value)["version"]) ?? textOf(tableOf(value)["git"]) ?? textOf(tableOf(value)["path"]) ?? "";

/** Reads a pyproject.toml, as its standard and as Poetry write it. */
export const readPyproject: ManifestReader = (text, { path }) => {
  const toml = readToml(text);
  const project = tableOf(toml["project"]);
  const tool = tableOf(toml["tool"]);
  const poetry = tableOf(tool["poetry"]);
  const groups = Object.values(tableOf(poetry["group"])).flatMap((group) => dependenciesOf(tableOf(group)["dependencies"], "development", versionOf));
  const dependencies = [
    ...textsOf(project["dependencies"]).flatMap((line) => requirementOf(line, "runtime")),
    ...Object.values(tableOf(project["optional-dependencies"])).flatMap((lines) => textsOf(lines).flatMap((line) => requirementOf(line, "optional"))),
    ...Object.values(tableOf(toml["dependency-groups"])).flatMap((lines) => textsOf(lines).flatMap((line) => requirementOf(line, "development"))),
    ...dependenciesOf(poetry["dependencies"], "runtime", versionOf).filter(({ name }) => name !== "python"),
    ...dependenciesOf(poetry["dev-dependencies"], "development", versionOf),
    ...groups,
    ...textsOf(tableOf(toml["build-system"])["requires"]).flatMap((line) => requirementOf(line, "build")),
  ];
  const python = textOf(project["requires-python"]) ?? textOf(tableOf(poetry["dependencies"])["python"]);
  return {
    ...named({ name: project["name"] ?? poetry["name"], version: project["version"] ?? poetry["version"], licence: licenceOf(project["license"] ?? poetry["license"]) }),
    dependencies,
    workspaces: textsOf(tableOf(tableOf(tool["uv"])["workspace"])["members"]),
    entryPoints: Object.entries({ ...tableOf(poetry["scripts"]), ...tableOf(project["scripts"]) }).flatMap(([name, at]) => (typeof at === "string" ? [{ what: `script ${name}`, at, from: path }] : [])),
    tests: tool["pytest"] !== undefined || dependencies.some(({ name }) => name === "pytest") ? ["pytest"] : [],
    notes: python === undefined ? [] : [`Python ${python}`],
  };
};

function licenceOf(value: unknown): unknown {
  return typeof value === "string" ? value : (tableOf(value)["text"] ?? tableOf(value)["file"]);
}

/** Reads the lines of a requirements.txt; options and includes are left out. */
export const readRequirements: ManifestReader = (text, { path }) => {
  const use: DependencyUse = /dev|test|lint|docs/i.test(path.split("/").at(-1) ?? "") ? "development" : "runtime";
  const dependencies = text.split(/\r?\n/).filter((line) => !/^\s*(?:#|-)/.test(line)).flatMap((line) => requirementOf(line, use));
  return { dependencies, tests: dependencies.some(({ name }) => name === "pytest") ? ["pytest"] : [] };
};

/** Reads sections and keys of an INI text; a value may go on in indented lines. */
function readIni(text: string): Loose {
  const root: Record<string, Record<string, string>> = Object.create(null) as Record<string, Record<string, string>>;
  let [section, key] = [(root[""] = Object.create(null) as Record<string, string>), ""];
  for (const line of text.split(/\r?\n/)) {
    const header = /^\[([^\]]+)\]/.exec(line)?.[1];
    const pair = /^([A-Za-z0-9_.-]+)\s*[=:]\s*(.*)$/.exec(line);
    if (header !== undefined) [section, key] = [(root[header.trim()] ??= Object.create(null) as Record<string, string>), ""];
    else if (/^\s*[#;]/.test(line)) continue;
    else if (pair !== null) section[(key = pair[1] ?? "")] = pair[2] ?? "";
    else if (key !== "" && /^\s+\S/.test(line)) section[key] = `${section[key] ?? ""}\n${line.trim()}`;
  }
  return root;
}

/** Reads a setup.cfg, tox.ini or pytest.ini. */
export const readSetupCfg: ManifestReader = (text, { path }) => {
  const ini = readIni(text);
  const [metadata, options] = [tableOf(ini["metadata"]), tableOf(ini["options"])];
  const lines = (value: unknown, use: DependencyUse): readonly Dependency[] => (typeof value === "string" ? value : "").split("\n").flatMap((line) => requirementOf(line, use));
  const scripts = tableOf(ini["options.entry_points"])["console_scripts"];
  const tests = ini["tool:pytest"] !== undefined || ini["pytest"] !== undefined ? ["pytest"] : ini["tox"] !== undefined || ini["testenv"] !== undefined ? ["tox"] : [];
  return {
    ...named({ name: metadata["name"], version: metadata["version"], licence: metadata["license"] }),
    dependencies: [...lines(options["install_requires"], "runtime"), ...Object.values(tableOf(ini["options.extras_require"])).flatMap((value) => lines(value, "optional"))],
    entryPoints: (typeof scripts === "string" ? scripts : "").split("\n").flatMap((line) => {
      const match = /^\s*([\w.-]+)\s*=\s*(\S+)/.exec(line);
      return match === null ? [] : [{ what: `script ${match[1] ?? ""}`, at: match[2] ?? "", from: path }];
    }),
    tests,
  };
};
