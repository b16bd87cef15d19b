import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the checkout. */
export const root = path.resolve(fileURLToPath(import.meta.url), "../..");

/** One package or app of the workspace. */
export interface WorkspacePackage {
  /** Relative to the checkout, with `/`. */
  readonly folder: string;
  readonly name: string;
  readonly isPrivate: boolean;
  /** It can be imported: it has a front door, `src/index.ts`. */
  readonly isImportable: boolean;
}

/** Returns every package and app of the workspace. */
export function workspacePackages(): WorkspacePackage[] {
  return ["packages", "apps"].flatMap((group) =>
    readdirSync(path.join(root, group))
      .map((name) => `${group}/${name}`)
      .filter((folder) => existsSync(path.join(root, folder, "package.json")))
      .map((folder) => {
        const manifest = JSON.parse(readText(`${folder}/package.json`)) as { name: string; private?: boolean; exports?: Record<string, unknown> };
        return { folder, name: manifest.name, isPrivate: manifest.private === true, isImportable: manifest.exports?.["."] !== undefined };
      }),
  );
}

/** Reads a file of the checkout. */
export function readText(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

/** Returns the files that git tracks or would track: new ones count before they are committed, ignored ones never. */
export function trackedFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" });
  return listed.split("\0").filter((file) => file !== "" && existsSync(path.join(root, file)));
}
