import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runQuiet } from "./child.mjs";
import { root, workspacePackages } from "./places.mjs";

const stampPath = path.join(root, "node_modules", ".dgs-installed");

/** Installs the dependencies as the lockfile says; does nothing when exactly that was installed before. */
export async function install() {
  const wanted = fingerprint();
  if (installedFingerprint() === wanted && workspacePackages().every(hasItsModules)) return 0;
  const { packageManager } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  console.error(`installing dependencies (${packageManager}) …`);
  const npx = npxCommand();
  const args = [...npx.args, "--yes", packageManager, "install", "--frozen-lockfile", "--prod=false", "--config.confirmModulesPurge=false"];
  const { code, output } = await runQuiet(npx.program, args, { shell: npx.shell });
  if (code !== 0) {
    console.error(output);
    console.error("The dependencies could not be installed: the lines above say why. The package registry must be reachable the first time.");
    return code;
  }
  writeFileSync(stampPath, wanted);
  return 0;
}

/** npx of the npm that runs this script, else the one on the PATH. */
function npxCommand() {
  const npm = process.env.npm_execpath;
  if (npm !== undefined && path.basename(npm) === "npm-cli.js") {
    const npx = path.join(path.dirname(npm), "npx-cli.js");
    if (existsSync(npx)) return { program: process.execPath, args: [npx], shell: false };
  }
  // On Windows npx is a batch file, which only a shell can start; the arguments hold no blanks.
  return { program: "npx", args: [], shell: process.platform === "win32" };
}

/** What an installation depends on, as one hash. */
function fingerprint() {
  const files = ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json", ...workspacePackages().map(({ folder }) => `${folder}/package.json`)];
  const hash = createHash("sha256").update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  for (const file of files) hash.update(`\n${file}\n`).update(readFileSync(path.join(root, file)));
  return hash.digest("hex");
}

function installedFingerprint() {
  return existsSync(stampPath) ? readFileSync(stampPath, "utf8") : undefined;
}

function hasItsModules({ folder, manifest }) {
  const needsModules = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).length > 0;
  return !needsModules || existsSync(path.join(root, folder, "node_modules"));
}
