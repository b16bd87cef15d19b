import { isFixture } from "../code/file-kinds.js";
import type { EntryPoint, Manifest } from "./types.js";

/** Files that start something by where they lie. */
const BY_PLACE: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)cmd\/[^/]+\/main\.go$/, "Go command"],
  [/^main\.go$/, "Go command"],
  [/(?:^|\/)src\/main\.rs$/, "Rust program"],
  [/(?:^|\/)src\/bin\/(?:[^/]+|[^/]+\/main)\.rs$/, "Rust program"],
  [/(?:^|\/)src\/lib\.rs$/, "Rust library"],
  [/(?:^|\/)__main__\.py$/, "Python module"],
  [/(?:^|\/)(?:manage|wsgi|asgi)\.py$/, "Python program"],
  [/(?:^|\/)config\.ru$/, "Rack application"],
  [/(?:^|\/)Program\.cs$/, ".NET program"],
  [/(?:^|\/)public\/index\.php$/, "PHP front controller"],
];

/** Finds where something starts: what manifests say, then what lies where programs start by custom. */
export function findEntryPoints(paths: readonly string[], manifests: readonly Manifest[]): readonly EntryPoint[] {
  const declared = manifests.flatMap(({ entryPoints }) => entryPoints);
  const known = new Set(declared.map(({ at }) => at));
  const placed = paths.filter((path) => !isFixture(path) && !known.has(path)).flatMap((path): readonly EntryPoint[] => {
    const what = BY_PLACE.find(([pattern]) => pattern.test(path))?.[1];
    return what === undefined ? [] : [{ what, at: path, from: "its place" }];
  });
  return [...declared, ...placed];
}
