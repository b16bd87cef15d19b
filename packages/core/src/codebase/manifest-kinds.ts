import { baseName } from "../code/language.js";
import { readCargo, readDotnet, readGoMod, readGoWork, readGradle, readGradleSettings, readMaven } from "./manifests/read-compiled.js";
import { readComposer, readNpm, readPnpmWorkspace } from "./manifests/read-npm.js";
import { readPyproject, readRequirements, readSetupCfg } from "./manifests/read-python.js";
import { readCi, readCompose, readDockerfile, readGemfile, readGemspec, readMakefile } from "./manifests/read-scripts.js";
import type { ManifestReader } from "./manifests/reader.js";

/** A kind of manifest, with its reader. */
export interface ManifestKind {
  readonly kind: string;
  readonly read: ManifestReader;
}

const kindOf = (kind: string, read: ManifestReader): ManifestKind => ({ kind, read });

const BY_NAME: ReadonlyMap<string, ManifestKind> = new Map([
  ["package.json", kindOf("npm", readNpm)],
  ["pnpm-workspace.yaml", kindOf("pnpm workspace", readPnpmWorkspace)],
  ["composer.json", kindOf("composer", readComposer)],
  ["pyproject.toml", kindOf("python", readPyproject)],
  ["setup.cfg", kindOf("python", readSetupCfg)],
  ["tox.ini", kindOf("python", readSetupCfg)],
  ["pytest.ini", kindOf("python", readSetupCfg)],
  ["Cargo.toml", kindOf("cargo", readCargo)],
  ["go.mod", kindOf("go", readGoMod)],
  ["go.work", kindOf("go workspace", readGoWork)],
  ["pom.xml", kindOf("maven", readMaven)],
  ["build.gradle", kindOf("gradle", readGradle)],
  ["build.gradle.kts", kindOf("gradle", readGradle)],
  ["settings.gradle", kindOf("gradle settings", readGradleSettings)],
  ["settings.gradle.kts", kindOf("gradle settings", readGradleSettings)],
  ["Gemfile", kindOf("bundler", readGemfile)],
]);

const BY_PATTERN: readonly (readonly [RegExp, ManifestKind])[] = [
  [/(?:^|\/)requirements(?:[-_.][\w.-]{1,60})?\.txt$|(?:^|\/)requirements\/[\w.-]{1,60}\.txt$/, kindOf("python", readRequirements)],
  [/\.(?:cs|fs|vb)proj$/, kindOf("dotnet", readDotnet)],
  [/\.gemspec$/, kindOf("bundler", readGemspec)],
  [/(?:^|\/)(?:GNU)?[Mm]akefile$/, kindOf("make", readMakefile)],
  [/(?:^|\/)Dockerfile(?:\.[\w.-]{1,60})?$/, kindOf("docker", readDockerfile)],
  [/(?:^|\/)(?:docker-)?compose(?:\.[\w-]{1,60})?\.ya?ml$/, kindOf("compose", readCompose)],
  [/^\.github\/workflows\/[^/]+\.ya?ml$|^\.gitlab-ci\.yml$|^\.circleci\/config\.yml$|^azure-pipelines\.yml$|^bitbucket-pipelines\.yml$/, kindOf("ci", readCi)],
];

/** The kind of manifest that a path is; `undefined` for what is none. */
export function manifestKindOf(path: string): ManifestKind | undefined {
  return BY_NAME.get(baseName(path)) ?? BY_PATTERN.find(([pattern]) => pattern.test(path))?.[1];
}
