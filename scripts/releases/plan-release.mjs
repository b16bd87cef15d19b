// What `changeset version` would make of the changesets that wait: carried out in a copy of the workspace, so that the checkout stays as it is.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { runQuiet } from "../workspace/child.mjs";
import { installedProgram, root, workspacePackages } from "../workspace/places.mjs";

/** The packages that people start: what is bundled into them reaches nobody else. */
export const FACES = ["@dgs/cli", "@dgs/mcp"];

/**
 * Plans the release that the changesets come to.
 *
 * @param {string} folder A new folder for the copy.
 * @returns {Promise<{ failure: string } | { failure?: undefined, packages: { name: string, before: string, after: string, isPrivate: boolean, changelog: string }[] }>}
 */
export async function planRelease(folder) {
  const packages = workspacePackages();
  for (const file of [".changeset", "package.json", "pnpm-workspace.yaml", "pnpm-lock.yaml"]) cpSync(path.join(root, file), path.join(folder, file), { recursive: true });
  for (const { folder: home } of packages) {
    mkdirSync(path.join(folder, home), { recursive: true });
    for (const file of ["package.json", "CHANGELOG.md"]) if (existsSync(path.join(root, home, file))) cpSync(path.join(root, home, file), path.join(folder, home, file));
  }
  // The changelog is written by a package that is looked up from there.
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"), "junction");
  const git = (...args) => runQuiet("git", ["-c", "user.name=Release", "-c", "user.email=release@example.invalid", "-c", "commit.gpgsign=false", ...args], { cwd: folder });
  await git("init", "--quiet", "--initial-branch=main");
  // Else the changelogs would name the one commit of the copy behind each line.
  const { code, output } = await runQuiet(process.execPath, [installedProgram("@changesets/cli", "changeset"), "version"], { cwd: folder });
  if (code !== 0) return { failure: `changeset version failed:\n${output}` };
  const left = changesetsIn(path.join(folder, ".changeset"));
  if (left.length > 0) return { failure: `changeset version left ${left.map(({ file }) => file).join(", ")} over: they name packages that have no version of their own` };
  return {
    packages: packages.map(({ name, folder: home, manifest }) => {
      const changelog = path.join(folder, home, "CHANGELOG.md");
      const { version } = JSON.parse(readFileSync(path.join(folder, home, "package.json"), "utf8"));
      return { name, before: manifest.version, after: version, isPrivate: manifest.private === true, changelog: existsSync(changelog) ? readFileSync(changelog, "utf8") : "" };
    }),
  };
}

/** The changesets in a folder: their files, the packages that they name with the kind of their change, and their texts. */
export function changesetsIn(folder) {
  return readdirSync(folder).filter((file) => file.endsWith(".md") && file !== "README.md").sort().map((file) => {
    const [, head = "", text = ""] = /^---\r?\n([^]*?)\r?\n---\r?\n([^]*)$/.exec(readFileSync(path.join(folder, file), "utf8")) ?? [];
    const named = Object.fromEntries([...head.matchAll(/^["']?(@dgs\/[a-z-]+)["']?:\s*(major|minor|patch)\s*$/gm)].map(([, name, kind]) => [name, kind]));
    return { file, named, text: text.trim() };
  });
}
