import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the checkout. */
export const root = path.resolve(fileURLToPath(import.meta.url), "../../..");

/** Every package and app of the workspace: its folder (with `/`, relative to the checkout) and its package.json. */
export function workspacePackages() {
  return ["packages", "apps"].flatMap((group) =>
    readdirSync(path.join(root, group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(path.join(root, group, entry.name, "package.json")))
      .map((entry) => {
        const manifest = JSON.parse(readFileSync(path.join(root, group, entry.name, "package.json"), "utf8"));
        return { folder: `${group}/${entry.name}`, name: manifest.name, manifest };
      }),
  );
}

/** Those that are published. */
export function publishablePackages() {
  return workspacePackages().filter(({ manifest }) => manifest.private !== true);
}

/** Those that can be imported: they have a front door with types. */
export function importablePackages() {
  return publishablePackages().filter(({ manifest }) => manifest.exports?.["."]?.types !== undefined);
}

/** The script of a program in the root's node_modules, to be run by Node itself: no shell and no PATH take part. */
export function installedProgram(packageName, program = packageName) {
  const folder = path.join(root, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  return path.join(folder, typeof bin === "string" ? bin : bin[program]);
}
