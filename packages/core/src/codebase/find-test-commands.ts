import type { DeclaredTestCommand, Manifest } from "./types.js";

/** The commands that manifests declare for tests, each with its folder, once; those nearest to the top first. */
export function findTestCommands(manifests: readonly Manifest[]): readonly DeclaredTestCommand[] {
  const seen = new Set<string>();
  return manifests.flatMap(({ path, tests }) => {
    const folder = path.split("/").slice(0, -1).join("/");
    return tests.flatMap((command): readonly DeclaredTestCommand[] => {
      const key = `${folder}\n${command}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ command, folder, from: path }];
    });
  });
}
