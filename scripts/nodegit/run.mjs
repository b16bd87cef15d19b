// Programs whose output goes to a log, as a build prints thousands of lines.

import { spawn } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import path from "node:path";
import { finished } from "node:stream/promises";

/** Runs a program with its output appended to a log; resolves to its exit code, 124 when it was ended at the deadline. */
export async function runLogged(program, args, { cwd, env, log, deadline, onLine = () => {} }) {
  const stream = createWriteStream(log, { flags: "a" });
  stream.write(`\n$ ${[program, ...args].join(" ")}\n`);
  const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: process.platform !== "win32" });
  const end = () => { endGroup(child); };
  process.once("exit", end);
  let late = false;
  const timer = setTimeout(() => { late = true; end(); }, Math.max(0, deadline - Date.now()));
  for (const pipe of [child.stdout, child.stderr]) {
    pipe.on("data", (chunk) => {
      stream.write(chunk);
      for (const line of chunk.toString("utf8").split("\n")) onLine(line);
    });
  }
  const code = await new Promise((resolve) => {
    child.once("error", (error) => {
      stream.write(`${error.message}\n`);
      resolve(127);
    });
    child.once("close", (exitCode) => { resolve(exitCode ?? 1); });
  });
  clearTimeout(timer);
  process.off("exit", end);
  stream.end();
  await finished(stream);
  return late ? 124 : code;
}

/** How npm is started: the one that started this script, where one did. */
export function npmOf(args) {
  const npm = process.env.npm_execpath;
  const own = npm !== undefined && path.basename(npm) === "npm-cli.js";
  return own ? [process.execPath, [npm, ...args]] : [process.platform === "win32" ? "npm.cmd" : "npm", args];
}

/** The last lines of a log. */
export function tailOf(log, lines = 30) {
  return readFileSync(log, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
}

/** Ends a program with all it started: a compiler goes on when only make is ended. */
function endGroup(child) {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
