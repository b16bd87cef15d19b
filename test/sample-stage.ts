import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { codeFiles, planningFiles } from "../demo/sample-product.mjs";
import { tape } from "../demo/sample-tape.mjs";

/** Makes the sample product of the demo in a folder: planning files, a code repo with a remote, a tape. Returns the folder that commands are typed in. */
export function setUpSample(home: string): string {
  for (const [name, files] of [["product", planningFiles], ["durations", codeFiles]] as const) makeRepo(path.join(home, name), files);
  addRemote(path.join(home, "durations"), path.join(home, "origin.git"));
  writeFileSync(path.join(home, "tape.json"), JSON.stringify(tape));
  return path.join(home, "product");
}

function makeRepo(repo: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(repo, name)), { recursive: true });
    writeFileSync(path.join(repo, name), text);
  }
  const git = (...args: string[]): void => void execFileSync("git", ["-C", repo, "-c", "user.name=Demo", "-c", "user.email=demo@example.invalid", "-c", "commit.gpgsign=false", ...args], { stdio: "ignore" });
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message", "Start");
}

function addRemote(repo: string, remote: string): void {
  const git = (...args: string[]): void => void execFileSync("git", args, { stdio: "ignore" });
  git("init", "--quiet", "--bare", "--initial-branch=main", remote);
  git("-C", repo, "remote", "add", "origin", pathToFileURL(remote).href);
  git("-C", repo, "push", "--quiet", "--set-upstream", "origin", "main");
}
