import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const main = fileURLToPath(new URL("../../apps/cli/dist/main.js", import.meta.url));

/** Runs git in a folder and returns what it printed. */
export const git = (cwd, ...args) => execFileSync("git", ["-C", cwd, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();

/** Makes a planning repo (`product`), a code repo (`durations`) with its remote (`origin.git`) and a tape in a new temporary folder, and tells where. */
export function openStage({ planningFiles, codeFiles, tape }) {
  const folder = mkdtempSync(join(tmpdir(), "dgs-demo-"));
  const [product, library, origin] = ["product", "durations", "origin.git"].map((name) => join(folder, name));
  makeRepo(library, codeFiles);
  makeRepo(product, planningFiles);
  git(folder, "init", "--quiet", "--bare", "--initial-branch=main", origin);
  git(library, "remote", "add", "origin", pathToFileURL(origin).href);
  git(library, "push", "--quiet", "--set-upstream", "origin", "main");
  writeFileSync(join(folder, "tape.json"), JSON.stringify(tape, undefined, 2));
  console.log(`The sample product is in ${folder}: a planning repo (product), a code repo (durations) and its remote (origin.git).`);
  return { folder, product, origin, worktree: `${library}--v1.0`, agents: ["--agent", "replay", "--tape", join(folder, "tape.json")] };
}

function makeRepo(path, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  git(path, "init", "--quiet", "--initial-branch=main");
  git(path, "config", "user.name", "DGS demo");
  git(path, "config", "user.email", "demo@example.invalid");
  git(path, "config", "commit.gpgsign", "false");
  git(path, "add", "--all");
  git(path, "commit", "--quiet", "--message", "Start");
}

/** Runs the built program as a person would, and returns its exit code. */
export function runDgs(cwd, ...args) {
  console.log(`\n$ dgs ${args.map((word) => (word.includes(" ") ? `"${word}"` : word)).join(" ")}`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [main, ...args], { cwd, stdio: ["ignore", "inherit", "inherit"] });
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

/** Prints something under a title. */
export function show(title, text) {
  console.log(`\n── ${title} ${"─".repeat(Math.max(0, 76 - title.length))}\n${text}`);
}

/** Says how it ended, and returns the exit code of the demo. */
export function endDemo(codes, what, folder) {
  const failed = codes.filter((code) => code !== 0);
  console.log(failed.length === 0 ? `\n${what} done. Look around in ${folder}; delete the folder when you have seen enough.` : `\nThe demo failed: exit codes ${codes.join(", ")}.`);
  return failed.length === 0 ? 0 : 1;
}
