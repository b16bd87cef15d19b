import { mkdirSync } from "node:fs";
import path from "node:path";
import { runQuiet } from "./child.mjs";
import { installedProgram, publishablePackages, root } from "./places.mjs";

/**
 * Packs every publishable package into a folder, as publishing would.
 *
 * Resolves to the tarballs in workspace order, or to the output of the first `pnpm pack` that failed.
 */
export async function packAll(folder) {
  mkdirSync(folder, { recursive: true });
  const tarballs = [];
  for (const { name, folder: home, manifest } of publishablePackages()) {
    const args = [installedProgram("pnpm"), "pack", "--json", "--pack-destination", folder];
    const { code, stdout, output } = await runQuiet(process.execPath, args, { cwd: path.join(root, home) });
    if (code !== 0) return { failure: `pnpm pack of ${name} failed:\n${output}` };
    const { filename, files } = JSON.parse(stdout);
    tarballs.push({ name, manifest, file: path.resolve(folder, filename), entries: files.map((entry) => entry.path) });
  }
  return { tarballs };
}

/** What is wrong with the content of the tarballs, as sentences. */
export function findingsIn(tarballs) {
  return tarballs.flatMap(({ name, entries }) => {
    const findings = [];
    // pnpm copies the licence of the workspace into every package without listing it here; the README is the package's own.
    if (!entries.includes("README.md")) findings.push(`${name} ships no README.md`);
    if (!entries.some((entry) => entry.startsWith("dist/"))) findings.push(`${name} ships no dist: was it built?`);
    const tests = entries.filter((entry) => /\.(test|slow|crash|agents)\.ts$|(^|\/)fixtures\//.test(entry));
    if (tests.length > 0) findings.push(`${name} ships tests: ${tests.join(", ")}. Exclude them in "files" of its package.json.`);
    return findings;
  });
}
