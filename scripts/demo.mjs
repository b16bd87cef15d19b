// Plays the main job on a sample product, and a quick after it: real git with a remote, real tests, agents from a tape.
// Nothing of it touches this repository.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { codeFiles, planningFiles } from "../demo/sample-product.mjs";
import { tape } from "../demo/sample-tape.mjs";

const main = fileURLToPath(new URL("../apps/cli/dist/main.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "dgs-demo-"));
const product = join(folder, "product");
const library = join(folder, "durations");
const origin = join(folder, "origin.git");
const worktree = `${library}--v1.0`;

const git = (cwd, ...args) => execFileSync("git", ["-C", cwd, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();

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

function dgs(...args) {
  console.log(`\n$ dgs ${args.map((word) => (word.includes(" ") ? `"${word}"` : word)).join(" ")}`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [main, ...args], { cwd: product, stdio: ["ignore", "inherit", "inherit"] });
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

function show(title, text) {
  console.log(`\n── ${title} ${"─".repeat(Math.max(0, 76 - title.length))}\n${text}`);
}

mkdirSync(product);
mkdirSync(library);
makeRepo(library, codeFiles);
makeRepo(product, planningFiles);
git(folder, "init", "--quiet", "--bare", "--initial-branch=main", origin);
git(library, "remote", "add", "origin", pathToFileURL(origin).href);
git(library, "push", "--quiet", "--set-upstream", "origin", "main");
writeFileSync(join(folder, "tape.json"), JSON.stringify(tape, undefined, 2));
console.log(`The sample product is in ${folder}: a planning repo (product), a code repo (durations) and its remote (origin.git).`);

const agents = ["--agent", "replay", "--tape", join(folder, "tape.json")];
const codes = [];
codes.push(await dgs("progress"));
codes.push(await dgs("create-milestone-job", "--yes"));
codes.push(await dgs("run-job", "v1.0", "--dry-run"));
codes.push(await dgs("run-job", "v1.0", ...agents));
codes.push(await dgs("list-jobs"));

show("commits on milestone/v1.0, straight on main", git(worktree, "log", "--reverse", "--format=%h %s", "main..milestone/v1.0"));
show("what one of them says", git(worktree, "log", "-1", "--format=%B"));
const completed = join(product, ".planning", "jobs", "completed");
for (const name of readdirSync(completed).sort()) show(`jobs/completed/${name}`, readFileSync(join(completed, name), "utf8").trimEnd());
codes.push(await dgs("audit-phase", "2", ...agents));
codes.push(await dgs("progress"));
codes.push(await dgs("quick", "--main", "name the licence", ...agents));
codes.push(await dgs("complete-quick", ...agents));
codes.push(await dgs("cost"));
show("main at the remote", git(origin, "log", "--format=%h %an: %s", "main"));
// The audit that found the gap, the one behind its fix, and the one from above: verdict and stages.
const audits = join(product, ".planning", "phases", "02-format");
for (const name of readdirSync(audits).flatMap((each) => /^.*-AUDIT.*(?=\.md$)/.exec(each) ?? []).sort()) {
  const lines = readFileSync(join(audits, `${name}.md`), "utf8").split("\n");
  show(`${name}.md`, lines.filter((line) => /^- (?:\*\*Verdict:|\[)|^ {2}- (?:outcome|skipped|truth|root-cause|plans):/.test(line)).join("\n"));
}
show("02-UAT.md", readFileSync(join(audits, "02-UAT.md"), "utf8").trimEnd());

const failed = codes.filter((code) => code !== 0);
console.log(failed.length === 0 ? `\nThe job and the quick are done. Look around in ${folder}; delete the folder when you have seen enough.` : `\nThe demo failed: exit codes ${codes.join(", ")}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
