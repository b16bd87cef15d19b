import type { CodebaseFacts } from "./types.js";

/** A repo with what was found in it. */
export interface RepoFacts {
  readonly name: string;
  readonly facts: CodebaseFacts;
}

/** What one repo declares to need, and another one is. */
export interface RepoLink {
  readonly from: string;
  readonly to: string;
  /** The name of the package, and the version that is asked for. */
  readonly dependency: string;
  readonly version: string;
  /** The manifest that asks for it, and the one that is it. */
  readonly declaredIn: string;
  readonly providedBy: string;
}

/** Links that are told; of more than that a reader has no use. */
const MOST_LINKS = 200;

/** Finds what repos need of each other by the names in their manifests, sorted by repos; at most 200. */
export function linksBetweenRepos(repos: readonly RepoFacts[]): readonly RepoLink[] {
  const packages = new Map<string, { readonly repo: string; readonly path: string }[]>();
  for (const { name: repo, facts } of repos) {
    for (const { name, path } of facts.manifests.items) if (name !== undefined) packages.set(name.toLowerCase(), [...(packages.get(name.toLowerCase()) ?? []), { repo, path }]);
  }
  const links = repos.flatMap(({ name: from, facts }) =>
    facts.manifests.items.flatMap((manifest) =>
      manifest.dependencies.flatMap(({ name, version }): readonly RepoLink[] => {
        // A Go module of a later major version is asked for with that behind its name.
        const providers = packages.get(name.toLowerCase()) ?? packages.get(name.toLowerCase().replace(/\/v\d+$/, "")) ?? [];
        const [provider] = providers.some(({ repo }) => repo === from) ? [] : providers;
        return provider === undefined ? [] : [{ from, to: provider.repo, dependency: name, version, declaredIn: manifest.path, providedBy: provider.path }];
      }),
    ),
  );
  return links.sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to) || compare(a.dependency, b.dependency)).slice(0, MOST_LINKS);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Writes the links as lines for people and agents; says so where there is none. */
export function renderRepoLinks(links: readonly RepoLink[]): string {
  if (links.length === 0) return "No manifest of a repo names a package of another one.\n";
  return `${links.map(({ from, to, dependency, version, declaredIn, providedBy }) => `- ${from} needs ${dependency}${version === "" ? "" : ` ${version}`} of ${to} (\`${from}/${declaredIn}\`, \`${to}/${providedBy}\`)`).join("\n")}\n`;
}
