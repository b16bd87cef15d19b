import { spawn, spawnSync } from "node:child_process";
import { type BuiltProgram, programEnvironment } from "./built-program.js";

/** Whether programs can be run on a terminal here: by the `script` of util-linux. Other systems have another one of that name. */
export const hasTerminal = (spawnSync("script", ["--version"], { encoding: "utf8" }).stdout as string | undefined)?.includes("util-linux") === true;

/** What a key sends. */
export const KEYS = { down: "\u001b[B", enter: "\r", interrupt: "\u0003", endOfInput: "\u0004" } as const;

/** A question, and the keys that are pressed once it stands there, or what is done instead. */
export type TypedAnswer = readonly [question: RegExp, keys: string | (() => void)];

/** Where a program on a terminal runs, and what it is told. */
export interface TerminalRun {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly answers: readonly TypedAnswer[];
}

/** Runs the program on a terminal and types each answer once its question stands there. A question that never came stands first on the screen that is returned. */
export function onTerminal(program: BuiltProgram, { cwd, args, answers }: TerminalRun): Promise<{ readonly code: number | null; readonly screen: string }> {
  return new Promise((resolve, reject) => {
    const quoted = [process.execPath, program.main, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
    const child = spawn("script", ["-qefc", `stty cols 120 rows 40; exec ${quoted}`, "/dev/null"], { cwd, env: { ...programEnvironment(), TERM: "xterm", NO_COLOR: "1" }, stdio: ["pipe", "pipe", "inherit"] });
    let [screen, seen] = ["", 0];
    const left = [...answers];
    // As text: a piece may end in the middle of a letter.
    child.stdout.setEncoding("utf8").on("data", (data: string) => {
      screen += data;
      const [next] = left;
      if (next?.[0].test(screen.slice(seen)) !== true) return;
      left.shift();
      seen = screen.length;
      if (typeof next[1] === "string") child.stdin.write(next[1]);
      else next[1]();
    });
    child.on("error", reject);
    child.on("close", (code) => { resolve({ code, screen: left.length === 0 ? screen : `never asked: ${JSON.stringify(left.map(([question]) => String(question)))}\n${screen}` }); });
  });
}
