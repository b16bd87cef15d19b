import { spawn } from "node:child_process";

/** A shell that lines are typed into, one after the other: what one line sets, the next one has. */
export interface TypingShell {
  /** Runs a line; resolves to what the terminal shows, and to the exit code. */
  readonly type: (line: string) => Promise<{ readonly output: string; readonly code: number }>;
  readonly close: () => Promise<void>;
}

/** Opens a shell with exactly that environment. What it prints and what goes wrong come on one stream, and its programs have nobody to ask. */
export function openShell(cwd: string, env: Readonly<Record<string, string>>): TypingShell {
  const shell = spawn("sh", [], { cwd, env, stdio: ["pipe", "pipe", "inherit"] });
  const mark = "\u001e";
  let printed = "";
  let isOver = false;
  let wake: () => void = () => undefined;
  shell.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
    wake();
  });
  const closed = new Promise<void>((resolve) => {
    shell.on("close", () => {
      isOver = true;
      wake();
      resolve();
    });
  });
  shell.stdin.write("exec 2>&1\n");
  return {
    async type(line) {
      printed = "";
      // In braces, so that `cd` stays; a line of its own, so that aliases hold.
      shell.stdin.write(`{\n${line}\n} </dev/null\nprintf '${mark}%s${mark}' "$?"\n`);
      const ended = (): RegExpExecArray | null => new RegExp(`${mark}(\\d+)${mark}$`).exec(printed);
      while (ended() === null) {
        if (isOver) throw new Error(`the shell ended at: ${line}\n${printed}`);
        await new Promise<void>((resolve) => (wake = resolve));
      }
      const end = ended();
      return { output: printed.slice(0, end?.index), code: Number(end?.[1]) };
    },
    async close() {
      shell.stdin.end();
      await closed;
    },
  };
}
