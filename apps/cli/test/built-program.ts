import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const app = path.resolve(fileURLToPath(import.meta.url), "../..");

/** The program as users get it, built from the sources as they are now. */
export interface BuiltProgram {
  readonly folder: string;
  readonly main: string;
  /** Runs it to its end; nothing of the environment of the tests is passed on that it looks at. */
  run(args: readonly string[], options?: RunOptions): ProgramEnd;
  /** Runs it where no file can grow: a stand-in for a full disk. */
  runLimited(args: readonly string[], options?: RunOptions): ProgramEnd;
  remove(): void;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface ProgramEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Builds the program into a folder of its own. */
export function buildProgram(): BuiltProgram {
  const folder = mkdtempSync(path.join(tmpdir(), "dgs-cli-"));
  const tsup = path.resolve(app, "../../node_modules/tsup/dist/cli-default.js");
  const built = spawnSync(process.execPath, [tsup, "--silent"], { cwd: app, encoding: "utf8", env: { ...process.env, DGS_CLI_OUT: folder } });
  if (built.status !== 0) throw new Error(`the program could not be built:\n${built.stdout}${built.stderr}`);
  const main = path.join(folder, "main.js");
  return {
    folder,
    main,
    run(args, { cwd = folder, env = {} } = {}) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { cwd, encoding: "utf8", env: programEnvironment(env), stdio: ["ignore", "pipe", "pipe"] });
      return { code: status, stdout, stderr };
    },
    runLimited(args, { cwd = folder, env = {} } = {}) {
      const limited = ["-c", 'ulimit -f 0; trap "" XFSZ; exec "$@"', "bash", process.execPath, main, ...args];
      const { status, stdout, stderr } = spawnSync("/bin/bash", limited, { cwd, encoding: "utf8", env: programEnvironment(env), stdio: ["ignore", "pipe", "pipe"] });
      return { code: status, stdout, stderr };
    },
    remove: () => { rmSync(folder, { recursive: true, force: true }); },
  };
}

/** The environment the program is run with in tests. */
export function programEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { PATH = "", SystemRoot = "" } = process.env;
  return { PATH, HOME: tmpdir(), ...(SystemRoot === "" ? {} : { SystemRoot }), ...more };
}

/** Runs the program and tells which files of it were loaded, and which modules lie in those. */
export function loadedBy(program: BuiltProgram, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): { readonly end: ProgramEnd; readonly files: string[]; readonly modules: string[] } {
  const coverage = mkdtempSync(path.join(tmpdir(), "dgs-loaded-"));
  try {
    const end = program.run(args, { cwd, env: { ...env, NODE_V8_COVERAGE: coverage } });
    const scripts = readdirSync(coverage).flatMap((file) => (JSON.parse(readFileSync(path.join(coverage, file), "utf8")) as { result: { url: string }[] }).result);
    // Tests that ran in a worktree are gone with it.
    const files = scripts.filter(({ url }) => url.startsWith("file:")).map(({ url }) => fileURLToPath(url)).filter((file) => existsSync(file));
    // The build writes the path of each module above its code.
    const modules = files.flatMap((file) => [...readFileSync(file, "utf8").matchAll(/^\/\/ ((?:\.\.\/|src\/).*\.[cm]?[jt]s)$/gm)].map((match) => match[1] ?? ""));
    return { end, files: files.map((file) => path.relative(program.folder, file)), modules };
  } finally {
    rmSync(coverage, { recursive: true, force: true });
  }
}
