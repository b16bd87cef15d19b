import type { Dependency, DependencyUse } from "../types.js";
import { dependenciesOf, entryPoint, type ManifestReader, named, tableOf, textOf, textsOf } from "./reader.js";
import { readToml } from "./read-toml.js";

const crateVersion = (value: unknown): string => {
  const table = tableOf(value);
  const path = textOf(table["path"]);
  return textOf(value) ?? textOf(table["version"]) ?? textOf(table["git"]) ?? (path === undefined ? (table["workspace"] === true ? "workspace" : "") : `path ${path}`);
};

/** Reads a Cargo.toml. */
export const readCargo: ManifestReader = (text, file) => {
  const toml = readToml(text);
  const pack = tableOf(toml["package"]);
  const workspace = tableOf(toml["workspace"]);
  const inherited = tableOf(workspace["package"]);
  const targets = Object.values(tableOf(toml["target"])).map(tableOf);
  const bins = (Array.isArray(toml["bin"]) ? (toml["bin"] as readonly unknown[]) : []).map(tableOf);
  const [edition, rust] = [textOf(pack["edition"] ?? inherited["edition"]), textOf(pack["rust-version"])];
  return {
    ...named({ name: pack["name"], version: pack["version"], licence: pack["license"] }),
    dependencies: [
      ...[toml, ...targets].flatMap((table) => [...dependenciesOf(table["dependencies"], "runtime", crateVersion), ...dependenciesOf(table["dev-dependencies"], "development", crateVersion), ...dependenciesOf(table["build-dependencies"], "build", crateVersion)]),
      ...dependenciesOf(workspace["dependencies"], "runtime", crateVersion),
    ],
    workspaces: textsOf(workspace["members"]),
    entryPoints: bins.flatMap((bin) => (textOf(bin["path"]) === undefined ? [] : [entryPoint(file, `bin ${textOf(bin["name"]) ?? ""}`, textOf(bin["path"]) ?? "")])),
    tests: toml["package"] === undefined && toml["workspace"] === undefined ? [] : [toml["workspace"] === undefined ? "cargo test" : "cargo test --workspace"],
    notes: [...(edition === undefined ? [] : [`Rust edition ${edition}`]), ...(rust === undefined ? [] : [`Rust ${rust}`])],
  };
};

/** Reads a go.mod. */
export const readGoMod: ManifestReader = (text) => {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const dependencies: Dependency[] = [];
  let block = "";
  for (const line of lines) {
    const opened = /^(\w+)\s*\($/.exec(line)?.[1];
    if (opened !== undefined) block = opened;
    else if (line === ")") block = "";
    else {
      const match = (block === "require" ? /^(\S+)\s+(v\S+)(.*)$/ : block === "" ? /^require\s+(\S+)\s+(v\S+)(.*)$/ : /(?!)/).exec(line);
      // What is needed by others only says nothing about this code.
      if (match !== null && !/\/\/\s*indirect/.test(match[3] ?? "")) dependencies.push({ name: match[1] ?? "", version: match[2] ?? "", use: "runtime" });
    }
  }
  const value = (key: string): string | undefined => lines.flatMap((line) => new RegExp(`^${key}\\s+"?([^"\\s]+)`).exec(line)?.[1] ?? [])[0];
  const go = value("go");
  return { ...named({ name: value("module") }), dependencies, tests: ["go test ./..."], notes: go === undefined ? [] : [`Go ${go}`] };
};

/** Reads a go.work. */
export const readGoWork: ManifestReader = (text) => ({
  workspaces: text.split("\n").flatMap((line) => /^(?:use\s+)?(\.{1,2}(?:\/[^\s)]*)?)$/.exec(line.trim())?.[1] ?? []),
});

const tag = (text: string, name: string): string | undefined => new RegExp(`<${name}(?:\\s[^<>]*)?>([^<]{0,300})</${name}>`).exec(text)?.[1]?.trim();

const withoutComments = (text: string): string => text.split("<!--").map((part, index) => (index === 0 ? part : part.includes("-->") ? part.slice(part.indexOf("-->") + 3) : "")).join("");

/** What stands in elements of a name: each from where it is opened to where the first one is closed. */
function elements(text: string, name: string): readonly string[] {
  return text.split(`<${name}>`).slice(1).flatMap((part) => part.split(`</${name}>`, 1));
}

/** Takes elements out of a text, by the first end behind their start. */
function without(text: string, names: readonly string[]): string {
  return names.reduce((rest, name) => rest.split(`<${name}>`).map((part, index) => (index === 0 ? part : part.slice(part.includes(`</${name}>`) ? part.indexOf(`</${name}>`) : part.length))).join(""), text);
}

/** Reads a pom.xml, by its tags: what a parent says is not in it. */
export const readMaven: ManifestReader = (source, { has, folder }) => {
  const text = withoutComments(source);
  if (!text.includes("<project")) return { problem: "it has no <project>" };
  const own = without(text, ["dependencyManagement", "dependencies", "build", "parent", "profiles", "reporting"]);
  const dependencies = elements(text, "dependency").flatMap((inner): Dependency[] => {
    const [group, artifact, scope] = [tag(inner, "groupId"), tag(inner, "artifactId"), tag(inner, "scope")];
    const use: DependencyUse = scope === "test" ? "development" : scope === "provided" ? "build" : "runtime";
    return artifact === undefined ? [] : [{ name: group === undefined ? artifact : `${group}:${artifact}`, version: tag(inner, "version") ?? "", use }];
  });
  const [group, artifact] = [tag(own, "groupId") ?? tag(elements(text, "parent")[0] ?? "", "groupId"), tag(own, "artifactId")];
  const java = tag(text, "maven\\.compiler\\.release") ?? tag(text, "java\\.version") ?? tag(text, "maven\\.compiler\\.source");
  return {
    ...named({ name: artifact === undefined ? undefined : group === undefined ? artifact : `${group}:${artifact}`, version: tag(own, "version") }),
    dependencies,
    workspaces: elements(text, "module").flatMap((path) => textOf(path) ?? []),
    tests: [has(folder === "" ? "mvnw" : `${folder}/mvnw`) ? "./mvnw test" : "mvn test"],
    notes: java === undefined ? [] : [`Java ${java}`],
  };
};

/** Reads a build.gradle or build.gradle.kts by lines: what is computed is not in it. */
export const readGradle: ManifestReader = (text, { has, path }) => {
  const dependencies = [...text.matchAll(/^[ \t]*(api|implementation|compileOnly|runtimeOnly|compile|testImplementation|testCompile|testRuntimeOnly|androidTestImplementation|annotationProcessor|kapt)\s*\(?\s*["']([^"':]+:[^"':]+)(?::([^"']*))?["']/gm)]
    .map(([, how = "", name = "", version = ""]): Dependency => ({ name, version, use: /test/i.test(how) ? "development" : /annotation|kapt|compileOnly/.test(how) ? "build" : "runtime" }));
  const plugins = [...text.matchAll(/^[ \t]*id\s*\(?\s*["']([\w.-]+)["']\)?(?:\s+version\s+["']([^"']+)["'])?/gm)].map(([, id = "", version = ""]) => `plugin ${id} ${version}`.trim());
  const value = (key: string): string | undefined => new RegExp(`^[ \\t]*${key}[ \\t]*=?[ \\t]*["']([^"']+)["']`, "m").exec(text)?.[1];
  const main = /mainClass(?:Name)?(?:\.set\(|\s*=\s*)["']([^"']+)["']/.exec(text)?.[1];
  return { ...named({ name: value("group"), version: value("version") }), dependencies, entryPoints: main === undefined ? [] : [{ what: "main class", at: main, from: path }], tests: [has("gradlew") ? "./gradlew test" : "gradle test"], notes: plugins.slice(0, 20) };
};

/** Reads a settings.gradle or settings.gradle.kts. */
export const readGradleSettings: ManifestReader = (text) => ({
  ...named({ name: /rootProject\.name\s*=\s*["']([^"']+)["']/.exec(text)?.[1] }),
  workspaces: [...text.matchAll(/^[ \t]*include\b([^\n]*)/gm)].flatMap(([, list = ""]) => [...list.matchAll(/["']:?([^"']+)["']/g)].map(([, name = ""]) => name.replaceAll(":", "/"))),
});

/** Reads a project file of .NET by its tags. */
export const readDotnet: ManifestReader = (source) => {
  const text = withoutComments(source);
  if (!text.includes("<Project")) return { problem: "it has no <Project>" };
  const attribute = (of: string, name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`).exec(of)?.[1];
  const packages = [...text.matchAll(/<PackageReference\b([^<>]*)>([^<]*<Version>([^<]*)<\/Version>)?/g)].flatMap(([, head = "", , inner]): Dependency[] => {
    const name = attribute(head, "Include");
    return name === undefined ? [] : [{ name, version: attribute(head, "Version") ?? inner ?? "", use: "runtime" }];
  });
  const projects = [...text.matchAll(/<ProjectReference\b([^<>]*)>/g)].flatMap(([, head = ""]): Dependency[] => (attribute(head, "Include") === undefined ? [] : [{ name: attribute(head, "Include") ?? "", version: "project", use: "runtime" }]));
  const framework = tag(text, "TargetFramework") ?? tag(text, "TargetFrameworks");
  const isTest = packages.some(({ name }) => /^(?:Microsoft\.NET\.Test\.Sdk|xunit|NUnit|MSTest)/i.test(name));
  return {
    ...named({ name: tag(text, "PackageId") ?? tag(text, "AssemblyName"), version: tag(text, "Version"), licence: tag(text, "PackageLicenseExpression") }),
    dependencies: [...packages, ...projects],
    tests: isTest ? ["dotnet test"] : [],
    notes: [...(framework === undefined ? [] : [`framework ${framework}`]), ...(tag(text, "OutputType") === undefined ? [] : [`output ${tag(text, "OutputType") ?? ""}`])],
  };
};
