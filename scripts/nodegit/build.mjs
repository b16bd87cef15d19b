// Builds nodegit from source in a folder outside the checkout. Each step leaves a trace, so that a build that was ended goes on where it was.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildFolder, markFile, VERSION } from "./places.mjs";
import { npmOf, runLogged, tailOf } from "./run.mjs";

// The registry has no nan from a repository, which nodegit asks for; its own serves.
const MANIFEST = `${JSON.stringify({ name: "dgs-nodegit", private: true, dependencies: { nodegit: VERSION }, overrides: { nan: "^2.26.2" } }, undefined, 2)}\n`;

/** Whether there is a finished build. */
export function isBuilt(folder = buildFolder()) {
  return existsSync(markFile(folder));
}

/** Builds; resolves to what went wrong as text, "" for nothing. */
export async function buildNodegit(folder, { deadline, say }) {
  mkdirSync(folder, { recursive: true });
  const log = path.join(folder, "build.log");
  const source = path.join(folder, "node_modules", "nodegit");
  const gyp = (...args) => [process.execPath, [path.join(folder, "node_modules", "node-gyp", "bin", "node-gyp.js"), ...args], source];
  const steps = [
    { name: "fetching nodegit and what it is built with", trace: "fetched", ...npmInstall(folder) },
    { name: "configuring", trace: "configured", run: gyp("configure") },
    { name: `compiling (6 to 12 minutes on two processors)`, trace: "compiled", run: gyp("build") },
    { name: "loading it", trace: "loaded", run: [process.execPath, ["-e", "process.exit(typeof require('nodegit').Repository.open === 'function' ? 0 : 1)"], folder] },
  ];
  const env = buildEnvironment();
  for (const { name, trace, run: [program, args, cwd] } of steps) {
    if (isDone(folder, trace)) continue;
    say(name);
    const code = await runLogged(program, args, { cwd, env, log, deadline, onLine: countObjects(say) });
    if (code === 124) return "this took too long and was ended; run it again and it goes on where it was";
    if (code !== 0) return `${name}: exit code ${String(code)}\n${tailOf(log)}\nThe whole log: ${log}`;
    writeFileSync(path.join(folder, `${trace}.step`), MANIFEST);
  }
  // Some hundred megabytes that nothing needs any more.
  for (const waste of ["build/Release/obj.target", "build/Release/.deps"]) rmSync(path.join(source, waste), { recursive: true, force: true });
  writeFileSync(markFile(folder), `${JSON.stringify({ nodegit: VERSION, node: process.version, modules: process.versions.modules })}\n`);
  return "";
}

function isDone(folder, trace) {
  const file = path.join(folder, `${trace}.step`);
  return existsSync(file) && readFileSync(file, "utf8") === MANIFEST;
}

/** Fetches only: nodegit's own install script looks for a binary elsewhere, and npm would throw away what a failed one left. */
function npmInstall(folder) {
  writeFileSync(path.join(folder, "package.json"), MANIFEST);
  const [program, args] = npmOf(["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"]);
  return { run: [program, args, folder] };
}

function buildEnvironment() {
  const headers = path.resolve(process.execPath, "../..");
  // Where Node came with its headers they are taken; elsewhere node-gyp fetches those of this version.
  const nodedir = isHeadersOf(headers) && process.env.npm_config_nodedir === undefined ? { npm_config_nodedir: headers } : {};
  return { ...process.env, BUILD_ONLY: "1", JOBS: String(os.availableParallelism()), ...nodedir };
}

function isHeadersOf(prefix) {
  const file = path.join(prefix, "include", "node", "node_version.h");
  if (!existsSync(file)) return false;
  const text = readFileSync(file, "utf8");
  const version = ["MAJOR", "MINOR", "PATCH"].map((part) => new RegExp(`#define NODE_${part}_VERSION (\\d+)`).exec(text)?.[1]).join(".");
  return version === process.versions.node;
}

/** Says every hundred object files that the compiler is at work. */
function countObjects(say) {
  let count = 0;
  return (line) => {
    if (!/^\s+(?:CC|CXX)\(target\)/.test(line)) return;
    count += 1;
    if (count % 100 === 0) say(`  ${String(count)} files compiled`);
  };
}
