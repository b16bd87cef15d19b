import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findCodebaseFacts, manifestsWanted, MOST_MANIFEST_BYTES, readManifest } from "./find-codebase-facts.js";
import { linksBetweenRepos, renderRepoLinks } from "./links-between-repos.js";
import { renderCodebaseFacts } from "./render-codebase-facts.js";
import { readToml } from "./manifests/read-toml.js";
import type { CodebaseFacts, Manifest, TrackedFile } from "./types.js";

const factsOf = (texts: Readonly<Record<string, string>>, others: readonly TrackedFile[] = []): CodebaseFacts => {
  const files = [...Object.entries(texts).map(([path, text]) => ({ path, bytes: text.length })), ...others];
  const wanted = manifestsWanted(files);
  return findCodebaseFacts(files, new Map(Object.entries(texts).filter(([path]) => wanted.includes(path))));
};
const said = ({ dependencies }: Manifest): string[] => dependencies.map(({ name, version, use }) => `${use} ${name} ${version}`.trim());

describe("manifests, one of each kind", () => {
  it("package.json: dependencies by use, bins, conditions of exports, test scripts by the manager whose lock file is there", () => {
    const facts = factsOf({
      "package.json": JSON.stringify({
        ...{ name: "@a/api", version: "1.2.0", license: "MIT", engines: { node: ">=20" }, workspaces: ["packages/*"], main: "./dist/index.js" },
        ...{ bin: { api: "./bin/api.js" }, exports: { ".": { types: "./dist/index.d.ts", import: "./dist/index.js", require: "./dist/index.cjs" }, "./x": "./dist/x.js" } },
        ...{ scripts: { test: "vitest", "test:slow": "vitest -c slow", build: "tsc" }, dependencies: { zod: "^3" }, devDependencies: { vitest: "4" }, peerDependencies: { react: "*" } },
      }),
      "pnpm-lock.yaml": "lockfileVersion: 9\n",
      "packages/a/package.json": "{ not json",
    });
    const [top, broken] = facts.manifests.items;
    expect(said(top!)).toEqual(["runtime zod ^3", "development vitest 4", "peer react *"]);
    expect(top).toMatchObject({ name: "@a/api", version: "1.2.0", licence: "MIT", workspaces: ["packages/*"] });
    expect(facts.entryPoints.items.map(({ what, at }) => `${what} ${at}`)).toEqual(["bin api bin/api.js", "main dist/index.js", "exports . dist/index.js", "exports ./x dist/x.js"]);
    expect(facts.tests.items.map(({ command }) => command)).toEqual(["pnpm test", "pnpm run test:slow"]);
    expect(broken).toMatchObject({ path: "packages/a/package.json", kind: "npm", dependencies: [] });
    expect(broken?.problem).toMatch(/JSON/);
    expect(facts.licences.items).toEqual(["MIT (package.json)"]);
    expect(facts.leftOut).toMatchObject({ files: 1, folders: { items: ["pnpm-lock.yaml"] } });
  });

  it("pyproject.toml, as the standard and as Poetry write it; setup.cfg; requirements", () => {
    const standard = readManifest("pyproject.toml", '[project]\nname = "tool" # a comment\nversion = "0.3"\nrequires-python = ">=3.11"\nlicense = { text = "BSD" }\ndependencies = [\n  "requests[socks]>=2,<3 ; python_version > \'3.8\'", # why\n  "click",\n]\n[project.optional-dependencies]\ndocs = ["mkdocs~=1.5"]\n[project.scripts]\ntool = "tool.cli:main"\n[build-system]\nrequires = ["hatchling"]\n[tool.pytest.ini_options]\naddopts = "-q"\n');
    expect(said(standard)).toEqual(["runtime requests >=2,<3", "runtime click", "optional mkdocs ~=1.5", "build hatchling"]);
    expect(standard).toMatchObject({ name: "tool", licence: "BSD", tests: ["pytest"], notes: ["Python >=3.11"], entryPoints: [{ what: "script tool", at: "tool.cli:main" }] });
    expect(said(readManifest("pyproject.toml", '[tool.poetry]\nname = "p"\n[tool.poetry.dependencies]\npython = "^3.12"\nhttpx = "^0.27"\ncelery = { version = "5", extras = ["redis"] }\n[tool.poetry.group.dev.dependencies]\npytest = "8"\n'))).toEqual(["runtime httpx ^0.27", "runtime celery 5", "development pytest 8"]);
    const cfg = readManifest("setup.cfg", "[metadata]\nname = old\nlicense = MIT\n[options]\ninstall_requires =\n    flask>=2\n    six\n[options.entry_points]\nconsole_scripts =\n    old = old.main:run\n[tool:pytest]\n");
    expect(said(cfg)).toEqual(["runtime flask >=2", "runtime six"]);
    expect(cfg).toMatchObject({ name: "old", tests: ["pytest"], entryPoints: [{ what: "script old", at: "old.main:run" }] });
    expect(said(readManifest("requirements-dev.txt", "# tools\n-r requirements.txt\npytest==8.1\nblack\n"))).toEqual(["development pytest ==8.1", "development black"]);
  });

  it("Cargo.toml, go.mod, go.work", () => {
    const cargo = readManifest("Cargo.toml", '[package]\nname = "grep"\nversion = "1.0.0"\nedition = "2021"\nlicense = "MIT OR Apache-2.0"\n\n[dependencies]\nserde = { version = "1", features = ["derive"] }\ncore = { path = "../core" }\n\n[dev-dependencies]\ninsta = "1.4"\n\n[[bin]]\nname = "grep"\npath = "src/bin.rs"\n\n[workspace]\nmembers = ["crates/*"]\n');
    expect(said(cargo)).toEqual(["runtime serde 1", "runtime core path ../core", "development insta 1.4"]);
    expect(cargo).toMatchObject({ workspaces: ["crates/*"], tests: ["cargo test --workspace"], entryPoints: [{ what: "bin grep", at: "src/bin.rs" }], notes: ["Rust edition 2021"] });
    const go = readManifest("go.mod", "module example.org/api\n\ngo 1.22\n\nrequire (\n\texample.org/log v1.2.3\n\texample.org/deep v0.1.0 // indirect\n)\nrequire example.org/one v2.0.0\n");
    expect(said(go)).toEqual(["runtime example.org/log v1.2.3", "runtime example.org/one v2.0.0"]);
    expect(go).toMatchObject({ name: "example.org/api", tests: ["go test ./..."], notes: ["Go 1.22"] });
    expect(readManifest("go.work", "go 1.22\n\nuse (\n\t./api\n\t./web\n)\nuse ./one\n").workspaces).toEqual(["./api", "./web", "./one"]);
  });

  it("pom.xml, Gradle, .NET", () => {
    const pom = readManifest("pom.xml", "<project><parent><groupId>org.a</groupId><artifactId>parent</artifactId></parent>\n<artifactId>app</artifactId><version>1.1</version><!-- <version>9</version> --><properties><java.version>21</java.version></properties><modules><module>core</module></modules><dependencies><dependency><groupId>org.b</groupId><artifactId>lib</artifactId><version>3</version></dependency><dependency><groupId>junit</groupId><artifactId>junit</artifactId><scope>test</scope></dependency></dependencies></project>");
    expect(said(pom)).toEqual(["runtime org.b:lib 3", "development junit:junit"]);
    expect(pom).toMatchObject({ name: "org.a:app", version: "1.1", workspaces: ["core"], tests: ["mvn test"], notes: ["Java 21"] });
    const gradle = readManifest("build.gradle.kts", 'plugins {\n  id("org.jetbrains.kotlin.jvm") version "2.0"\n}\nversion = "0.1"\ndependencies {\n  implementation("io.ktor:ktor-server:2.3")\n  testImplementation("org.junit:junit-bom:5")\n}\n');
    expect(said(gradle)).toEqual(["runtime io.ktor:ktor-server 2.3", "development org.junit:junit-bom 5"]);
    expect(gradle).toMatchObject({ version: "0.1", tests: ["gradle test"], notes: ["plugin org.jetbrains.kotlin.jvm 2.0"] });
    expect(readManifest("settings.gradle", "rootProject.name = 'all'\ninclude ':app', ':lib:core'\n")).toMatchObject({ name: "all", workspaces: ["app", "lib/core"] });
    const net = readManifest("src/App.Tests.csproj", '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="xunit" Version="2.9" /><ProjectReference Include="../App/App.csproj" /></ItemGroup></Project>');
    expect(said(net)).toEqual(["runtime xunit 2.9", "runtime ../App/App.csproj project"]);
    expect(net).toMatchObject({ tests: ["dotnet test"], notes: ["framework net8.0"] });
    expect(readManifest("pom.xml", "<html>").problem).toBe("it has no <project>");
  });

  it("Gemfile, gemspec, composer.json, Makefile, Dockerfile, compose, CI", () => {
    const gems = readManifest("Gemfile", 'source "https://rubygems.org"\nruby "3.3.0"\ngem "rails", "~> 7.1"\ngroup :development, :test do\n  gem "rspec-rails"\nend\ngem "puma"\n');
    expect(said(gems)).toEqual(["runtime rails ~> 7.1", "development rspec-rails", "runtime puma"]);
    expect(gems).toMatchObject({ tests: ["bundle exec rspec"], notes: ["Ruby 3.3.0"] });
    expect(readManifest("a.gemspec", 'Gem::Specification.new do |s|\n  s.name = "a"\n  s.version = "1"\n  s.add_dependency "rack", "~> 3"\n  s.add_development_dependency("rake")\nend\n')).toMatchObject({ name: "a", dependencies: [{ name: "rack", version: "~> 3", use: "runtime" }, { name: "rake", use: "development" }] });
    expect(readManifest("composer.json", '{"name": "a/b", "license": ["MIT"], "require": {"php": ">=8.2"}, "require-dev": {"phpunit/phpunit": "^11"}}')).toMatchObject({ name: "a/b", licence: "MIT", tests: ["vendor/bin/phpunit"] });
    expect(readManifest("Makefile", "VERSION := 1\nall: build\n\nbuild test-unit: deps\n\tgo build\ntest: build\n.PHONY: all\n")).toMatchObject({ tests: ["make test"], notes: ["targets all, build, test"] });
    expect(readManifest("Dockerfile", 'FROM --platform=linux/amd64 node:22 AS build\nRUN npm ci\nFROM build\nENTRYPOINT ["node", "server.js"]\n')).toMatchObject({ notes: ["image node:22"], entryPoints: [{ what: "ENTRYPOINT", at: '["node", "server.js"]' }] });
    expect(readManifest("compose.yml", "services:\n  db:\n    image: postgres:16\n  web:\n    build: .\n").notes).toEqual(["service db postgres:16", "service web (built here)"]);
    expect(readManifest(".github/workflows/ci.yml", "name: CI\non: push\njobs:\n  test:\n    steps:\n      - uses: actions/checkout@v4\n      - run: |\n          npm ci\n          npm test\n").notes).toEqual(["jobs test", "runs npm test"]);
  });
});

it("counts languages and folders, leaves out what is generated or copied in, finds programs by their place, and says how much is not listed", () => {
  const many = Array.from({ length: 100 }, (_, index) => ({ path: `mod${String(index).padStart(3, "0")}/a.go`, bytes: 10 }));
  const facts = factsOf({ "cmd/api/main.go": "x".repeat(500), "src/main.rs": "fn", "pkg/__main__.py": "1", "LICENSE": "MIT", "vendor/lib/x.go": "xx", "tests/fixtures/package.json": "{}", "web/app.min.js": "min" }, many);
  expect(facts.languages.items[0]).toEqual({ name: "Go", files: 101, bytes: 1500 });
  expect(facts.folders.items[0]).toEqual({ name: "cmd/", files: 1, bytes: 500 });
  expect(facts.folders).toMatchObject({ more: 67 });
  expect(facts.folders.items).toHaveLength(40);
  expect(facts.leftOut).toEqual({ files: 2, bytes: 5, folders: { items: ["vendor/", "web/ (in part)"], more: 0 } });
  expect(facts.entryPoints.items.map(({ at }) => at)).toEqual(["cmd/api/main.go", "src/main.rs", "pkg/__main__.py"]);
  expect(facts.manifests.items).toEqual([]);
  expect(facts.licences.items).toEqual(["LICENSE"]);
  const text = renderCodebaseFacts(facts);
  expect(text).toContain("- Go: 101 files, 1.5 KiB");
  expect(text).toContain("- and 67 more");
});

it("asks for few texts and says of the rest that they were not read", () => {
  const files = Array.from({ length: 300 }, (_, index) => ({ path: `p${String(index)}/package.json`, bytes: index === 0 ? MOST_MANIFEST_BYTES + 1 : 10 }));
  expect(manifestsWanted(files)).toHaveLength(200);
  expect(manifestsWanted(files)).not.toContain("p0/package.json");
  const facts = findCodebaseFacts(files, new Map());
  expect(facts.manifests).toMatchObject({ more: 100 });
  expect(facts.manifests.items[0]?.problem).toBe("it has 262145 bytes");
  expect(facts.manifests.items[1]?.problem).toBe("its text was not there");
});

it("links repos by the packages that one is and another needs", () => {
  const api = factsOf({ "package.json": '{"name": "@a/types", "dependencies": {"zod": "3"}}', "go.mod": "module example.org/api\n" });
  const web = factsOf({ "package.json": '{"name": "web", "dependencies": {"@a/types": "^1"}}', "go.mod": "module example.org/web\nrequire example.org/api/v2 v2.0.0\n" });
  const links = linksBetweenRepos([{ name: "api", facts: api }, { name: "web", facts: web }]);
  expect(renderRepoLinks(links)).toBe("- web needs @a/types ^1 of api (`web/package.json`, `api/package.json`)\n- web needs example.org/api/v2 v2.0.0 of api (`web/go.mod`, `api/go.mod`)\n");
  expect(renderRepoLinks(linksBetweenRepos([{ name: "api", facts: api }]))).toMatch(/^No manifest/);
});

describe("whatever stands in a manifest", () => {
  const paths = ["package.json", "pnpm-workspace.yaml", "composer.json", "pyproject.toml", "setup.cfg", "requirements.txt", "Cargo.toml", "go.mod", "go.work", "pom.xml", "build.gradle", "settings.gradle", "Gemfile", "a.gemspec", "a.csproj", "Makefile", "Dockerfile", "compose.yml", ".github/workflows/ci.yml"];
  const pieces = fc.constantFrom("[", "]", "{", "}", "=", '"', "'", '"""', "\n", "  ", "a.b", "<dependency>", "</dependency>", "<!--", "-->", "name", "__proto__", "constructor", ":", "- ", "&a ", "*a", "dependencies", "[project]", "[[bin]]", "#", "\\", "FROM ", " AS ", "require (", "\u0000", "é", "test:", "null", "1", ",");
  const texts = fc.oneof(fc.string({ maxLength: 300 }), fc.json(), fc.array(pieces, { maxLength: 60 }).map((all) => all.join("")));

  it("never throws, and is a fact of bounded size that can be told", () => {
    fc.assert(fc.property(fc.constantFrom(...paths), texts, (path, text) => {
      const manifest = readManifest(path, text);
      expect(manifest.path).toBe(path);
      const facts = findCodebaseFacts([{ path, bytes: text.length }], new Map([[path, text]]));
      expect(renderCodebaseFacts(facts).length).toBeLessThan(41_000);
      expect(linksBetweenRepos([{ name: "a", facts }, { name: "b", facts }])).toEqual([]);
    }), { numRuns: 1500 });
  });

  it("takes no time that grows with the square of its length", () => {
    for (const path of paths) {
      for (const piece of ["<dependency>", "<!--", "[", "a.", "{", " ", "\n", "'", '"', "gem \"", "a ", "FROM ", "- ", "&a [", "a: {", '{"a":', "=", "name =\n "]) {
        const text = piece.repeat(Math.ceil(30_000 / piece.length));
        expect(readManifest(path, text).path).toBe(path);
      }
    }
  });

  it("a table of TOML has no names of JavaScript's own", () => {
    expect(Object.keys(readToml('[__proto__]\nx = 1\n[a]\n__proto__ = "y"\nb = { c = [1, "2", { d = true }] } # end\ne = """\nmore\n"""\nf.g = \'h\'\n'))).toEqual(["__proto__", "a"]);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
    expect(readToml('[a]\nb = { c = [1, "2", { d = true }] }\nf.g = \'h\'\n')["a"]).toEqual({ b: { c: ["1", "2", { d: true }] }, f: { g: "h" } });
  });
});
