// Where the packages say that they come from. npm holds it against the repository whose workflow publishes them, letter by letter.

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { publishablePackages, root, workspacePackages } from "../workspace/places.mjs";

/** Stands there until there is a repository: a host that never will be. */
const PLACEHOLDER = "git+https://example.invalid/dgs.git";

/** The URL of a repository on GitHub, as npm wants it: `owner/name`. */
function urlOf(repository) {
  return `git+https://github.com/${repository}.git`;
}

/** Why packages cannot be published with provenance from a repository, as sentences; `repository` is `owner/name`, as GitHub tells it to workflows. */
export function findRepositoryFaults(repository, packages = publishablePackages()) {
  if (repository === undefined || repository === "") return ["GITHUB_REPOSITORY is not set: packages are published by .github/workflows/release.yml, which npm can hold them against"];
  return packages.flatMap(({ name, manifest }) => {
    const url = manifest.repository?.url;
    if (url === PLACEHOLDER) return [`${name} says no repository yet: run \`npm run release -- repository ${repository}\` and commit it`];
    return url === urlOf(repository) ? [] : [`${name} says that it comes from ${String(url)}, and is published from ${urlOf(repository)}`];
  });
}

/** Writes a repository into every package.json; returns the files. Nothing else in them changes. */
export function setRepository(repository) {
  return workspacePackages().map(({ folder, manifest }) => {
    const file = path.join(root, folder, "package.json");
    writeFileSync(file, readFileSync(file, "utf8").replace(`"url": ${JSON.stringify(manifest.repository.url)}`, `"url": ${JSON.stringify(urlOf(repository))}`));
    return `${folder}/package.json`;
  });
}
