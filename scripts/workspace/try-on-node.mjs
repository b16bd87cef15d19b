// Uses the installed packages as people do, on one Node: the programs, a whole job whose agents are played, and the packages as modules.

import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { codeFiles, planningFiles } from "../../demo/sample-product.mjs";
import { tape } from "../../demo/sample-tape.mjs";
import { runQuiet } from "./child.mjs";

/** Milliseconds that a program may take before it counts as hanging. */
const LONGEST_MS = 180_000;

/**
 * @param {{ name: string, program: string }} node
 * @param {{ installed: string, work: string, version: string, modules: string[] }} what The folder with the packages, a new one to work in, what `dgs --version` has to say, and what can be imported.
 * @returns {Promise<string[]>} What is wrong, as sentences.
 */
export async function tryOnNode({ name, program }, { installed, work, version, modules }) {
  const main = (app) => path.join(installed, "node_modules", "@dgs", app, "dist", "main.js");
  const said = async (what, args, cwd, expected) => {
    // The programs that the job starts are to be run by the same Node.
    const env = { PATH: `${path.dirname(program)}${path.delimiter}${process.env.PATH ?? ""}` };
    const { code, stdout, output } = await runQuiet(program, args, { cwd, env });
    const fits = code === 0 && expected(stdout);
    return fits ? [] : [`${name}: ${what} ended with exit code ${String(code)}:\n${output.trimEnd().split("\n").slice(-12).join("\n")}`];
  };
  const dgs = (args, cwd, expected = () => true) => said(`dgs ${args.join(" ")}`, [main("cli"), ...args], cwd, expected);
  const product = await makeProduct(path.join(work, "job"));
  const empty = path.join(work, "new");
  mkdirSync(empty, { recursive: true });
  return [
    ...(await dgs(["--version"], work, (stdout) => stdout === `${version}\n`)),
    ...(await dgs(["init", "--yes", "--json"], empty, () => readdirSync(empty).includes(".planning"))),
    ...(await dgs(["create-milestone-job", "--yes"], product)),
    ...(await dgs(["run-job", "v1.0", "--tape", "../tape.json", "--json"], product, (stdout) => JSON.parse(stdout).status === "completed")),
    ...(await dgs(["__complete", "fish", "=", "show-phase"], product, (stdout) => stdout.includes("2\tFormat"))),
    ...(await greet({ name, program }, main("mcp"), product, version)),
    ...(await said(`import and require of ${modules.join(", ")}`, ["-e", loadBoth(modules)], installed, (stdout) => stdout === "the same\n")),
  ];
}

/** Both ways of loading a package give the same names. (`require` of a module is there from Node 20.19 on) */
function loadBoth(modules) {
  return `(async () => {
    for (const name of ${JSON.stringify(modules)}) {
      const [imported, required] = [await import(name), require(name)].map((door) => Object.keys(door).filter((key) => key !== "module.exports").sort().join());
      if (imported !== required || imported === "") throw new Error(name + ": import gives " + imported + ", require " + required);
    }
    console.log("the same");
  })()`;
}

async function makeProduct(folder) {
  const repos = { product: planningFiles, durations: codeFiles };
  for (const [repo, files] of Object.entries(repos)) {
    const home = path.join(folder, repo);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(home, file)), { recursive: true });
      writeFileSync(path.join(home, file), text);
    }
    const git = (...args) => runQuiet("git", ["-c", "commit.gpgsign=false", ...args], { cwd: home });
    await git("init", "--quiet", "--initial-branch=main");
    await git("config", "user.name", "Pack test");
    await git("config", "user.email", "pack-test@example.invalid");
    await git("add", "--all");
    await git("commit", "--quiet", "--message", "Start");
  }
  writeFileSync(path.join(folder, "tape.json"), JSON.stringify(tape));
  return path.join(folder, "product");
}

/** Says hello to `dgs-mcp` on its stdin, as a client does, and hears who it is. */
function greet({ name, program }, main, product, version) {
  const hello = { jsonrpc: "2.0", id: 1, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "pack-test", version: "1" } } };
  return new Promise((resolve) => {
    const child = spawn(program, [main, "--root", product], { cwd: product, stdio: ["pipe", "pipe", "pipe"] });
    let [answer, complaint] = ["", ""];
    const end = (findings) => {
      clearTimeout(timer);
      // Asked to end, a server first lets its clients finish: this one has, and holds its pipes no longer.
      child.kill("SIGKILL");
      resolve(findings);
    };
    const wrong = (what) => [`${name}: dgs-mcp ${what}: ${answer}${complaint}`];
    const timer = setTimeout(() => { end(wrong("did not answer in time")); }, LONGEST_MS);
    child.stdout.on("data", (data) => {
      answer += data;
      if (!answer.includes("\n")) return;
      const { result } = JSON.parse(answer.split("\n")[0]);
      end(result?.serverInfo?.version === version ? [] : wrong(`is not the version ${version}`));
    });
    child.stderr.on("data", (data) => { complaint += data; });
    child.on("error", (error) => { end(wrong(error.message)); });
    child.on("close", () => { end(wrong("ended without an answer")); });
    child.stdin.write(`${JSON.stringify(hello)}\n`);
  });
}
