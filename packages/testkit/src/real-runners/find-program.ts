import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** The file of a program of the search path; `undefined` where there is none that runs with these arguments. */
export function findOnPath(name: string, probe: readonly string[] = ["--version"]): string | undefined {
  const file = (process.env["PATH"] ?? "").split(path.delimiter).map((folder) => path.join(folder, name)).find(isProgram);
  // What is found may be a stand-in for a version that is not installed.
  return file !== undefined && spawnSync(file, probe, { stdio: "ignore", timeout: 120_000 }).status === 0 ? file : undefined;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The file of a package that lies outside of the checkout, fetched if it is missing; a text with the reason where it cannot be had. */
export function fetchPackage(name: string, version: string, file: string): { readonly file: string } | string {
  const cache = process.env["XDG_CACHE_HOME"];
  const home = path.join(cache !== undefined && path.isAbsolute(cache) ? cache : path.join(os.homedir(), ".cache"), "dgs", "runners");
  const folder = path.join(home, `${name}-${version}`);
  const found = path.join(folder, "node_modules", name, file);
  if (existsSync(found)) return { file: found };
  mkdirSync(home, { recursive: true });
  const fresh = mkdtempSync(path.join(home, "fetch-"));
  try {
    writeFileSync(path.join(fresh, "package.json"), JSON.stringify({ name: "dgs-test-runner", private: true, dependencies: { [name]: version } }));
    execFileSync("npm", ["install", "--prefix", fresh, "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: fresh, stdio: "pipe", timeout: 600_000 });
    // Whole or not at all; whoever was here first has fetched the same.
    if (!existsSync(folder)) renameSync(fresh, folder);
  } catch (error) {
    return `npm cannot fetch ${name}@${version}: ${(error instanceof Error ? error.message : String(error)).trim().split("\n").at(-1) ?? ""}`;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return { file: found };
}
