import { spawn } from "node:child_process";
import path from "node:path";
import { root } from "./places.mjs";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

for (const [signal, exitCode] of [["SIGINT", 130], ["SIGTERM", 143]]) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(exitCode);
  });
}

/** The environment of every child: no telemetry, no questions, and the programs of the workspace on the PATH. */
function childEnv(extra) {
  // Windows spells it `Path`: two spellings at once would hide one of them.
  const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  return {
    ...process.env,
    TURBO_TELEMETRY_DISABLED: "1",
    TURBO_NO_UPDATE_NOTIFIER: "1",
    DO_NOT_TRACK: "1",
    [pathName]: [path.join(root, "node_modules", ".bin"), process.env[pathName] ?? ""].join(path.delimiter),
    // A log file is no terminal: some programs colour it because of CI=true.
    ...(process.stdout.isTTY || process.env.FORCE_COLOR ? {} : { NO_COLOR: "1" }),
    // The counts are those of this task, not of a task that a test may start.
    DGS_COUNTS: "",
    ...extra,
  };
}

function start(program, args, stdio, { cwd = root, env = {}, shell = false }) {
  const child = spawn(program, args, { cwd, env: childEnv(env), stdio, shell });
  running.add(child);
  return child;
}

function end(child) {
  return new Promise((resolve) => {
    child.once("error", (error) => {
      running.delete(child);
      resolve({ code: 127, message: error.message });
    });
    child.once("close", (code) => {
      running.delete(child);
      // A child that was ended by a signal has no exit code: that is a failure too.
      resolve({ code: code ?? 1, message: "" });
    });
  });
}

/** Runs a program with the terminal of this one; resolves to its exit code. */
export async function runLoud(program, args, options = {}) {
  const { code, message } = await end(start(program, args, ["ignore", "inherit", "inherit"], options));
  if (message !== "") console.error(`${program}: ${message}`);
  return code;
}

/** Runs a program in silence; resolves to its exit code and all it printed. */
export async function runQuiet(program, args, options = {}) {
  const child = start(program, args, ["ignore", "pipe", "pipe"], options);
  const stdout = [];
  const all = [];
  child.stdout.on("data", (chunk) => {
    stdout.push(chunk);
    all.push(chunk);
  });
  child.stderr.on("data", (chunk) => all.push(chunk));
  const { code, message } = await end(child);
  return { code, stdout: Buffer.concat(stdout).toString("utf8"), output: Buffer.concat(all).toString("utf8") + message };
}
