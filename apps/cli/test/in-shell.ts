import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type BuiltProgram, programEnvironment } from "./built-program.js";
import { hasTerminal } from "./on-terminal.js";

/** The shells that completion can be tried in, on a terminal. PowerShell is not among them: few machines have it. */
export const TRIED = ["bash", "zsh", "fish"] as const;

/** Whether a shell is installed here, with a terminal to run it on. */
export function hasShell(shell: (typeof TRIED)[number]): boolean {
  return hasTerminal && spawnSync(shell, ["--version"], { stdio: "ignore" }).status === 0;
}

/** A home folder in which the three shells complete `dgs`, which is the built program. */
export function makeShellHome(home: string, program: BuiltProgram): void {
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
    writeFileSync(path.join(home, name), text);
  };
  write("bin/dgs", `#!/bin/sh\nexec '${process.execPath}' '${program.main}' "$@"\n`);
  chmodSync(path.join(home, "bin/dgs"), 0o755);
  const script = (shell: string): string => program.run(["completion", shell]).stdout;
  write("bashrc", `PS1='> '\nbind 'set enable-bracketed-paste off'\nbind 'set page-completions off'\nsource ~/dgs.bash\n`);
  write("dgs.bash", script("bash"));
  write(".zshrc", `PS1='> '\nfpath=(~/functions $fpath)\nautoload -Uz compinit && compinit -u -D\nzstyle ':completion:*' menu no\nunset zle_bracketed_paste\n`);
  write("functions/_dgs", script("zsh"));
  write(".config/fish/completions/dgs.fish", script("fish"));
  write(".config/fish/config.fish", "set -g fish_greeting\nfunction fish_prompt; echo '> '; end\nset -g fish_color_search_match --background=normal\n");
}

const START: Readonly<Record<(typeof TRIED)[number], string>> = { bash: "bash --rcfile ~/bashrc -i", zsh: "zsh -i", fish: "fish -i" };

/** What is typed, once something stands on the screen behind what was typed before. */
export type Typed = readonly [seen: RegExp, keys: string];

/**
 * Types into a shell on a terminal, each key once what it waits for stands there, and returns what the screen was told until `last` stood there, too.
 * Escapes are taken out: what is left are the letters, in the order in which they came.
 */
export function inShell(shell: (typeof TRIED)[number], home: string, cwd: string, typed: readonly Typed[], last: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...programEnvironment(), PATH: `${home}/bin:${process.env["PATH"] ?? ""}`, HOME: home, ZDOTDIR: home, XDG_CONFIG_HOME: `${home}/.config`, XDG_DATA_HOME: `${home}/.local`, TERM: "xterm", LC_ALL: "C.UTF-8" };
    const child = spawn("script", ["-qefc", `stty cols 160 rows 50; exec ${START[shell]}`, "/dev/null"], { cwd, env, stdio: ["pipe", "pipe", "inherit"] });
    const left = [...typed];
    let [raw, seen, answered] = ["", 0, 0];
    const end = (): void => { child.kill("SIGKILL"); };
    const timer = setTimeout(end, 240_000);
    // As text: a piece may end in the middle of a letter, or of an escape.
    child.stdout.setEncoding("utf8").on("data", (data: string) => {
      raw += data;
      // fish asks the terminal who it is, and waits for the answer.
      for (const asked = raw.split("\u001b[c").length - 1; answered < asked; answered++) child.stdin.write("\u001b[?62c");
      const [next] = left;
      if ((next?.[0] ?? last).test(plain(raw.slice(seen)))) {
        if (next === undefined) return void end();
        left.shift();
        seen = raw.length;
        child.stdin.write(next[1]);
      }
    });
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(timer);
      resolve(left.length === 0 ? plain(raw) : `never came: ${String(left[0]?.[0])}\n${plain(raw)}`);
    });
  });
}

/** Sequences that move and colour, titles, and what turns a set of letters on. */
const [ESC, BELL, SHIFT_IN] = [27, 7, 15].map((code) => String.fromCharCode(code)) as [string, string, string];
const ESCAPES = new RegExp(`${ESC}(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^${BELL}${ESC}]*(?:${BELL}|${ESC}\\\\)|[()][A-Z0-9]|[=>78MDE])|[\\r${SHIFT_IN}]`, "g");

function plain(raw: string): string {
  return raw.replace(ESCAPES, "");
}
