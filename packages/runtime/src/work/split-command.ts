import { parse } from "shell-quote";

/** A test command as a program and its arguments; `shell` where it cannot be had without one. */
export interface SplitCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly shell: boolean;
}

/**
 * Splits a test command. Commands come from files that agents can write: they run without a shell wherever they
 * are plain words; one with operators, variables or patterns is given to `sh` whole. (design 3.18)
 */
export function splitCommand(command: string): SplitCommand {
  const words = /[$`\\!\n]/.test(command) ? undefined : parse(command);
  const plain = words?.filter((word): word is string => typeof word === "string") ?? [];
  const [program, ...args] = plain;
  if (words === undefined || program === undefined || plain.length !== words.length || program.includes("=")) {
    return process.platform === "win32" ? { program: "cmd.exe", args: ["/d", "/s", "/c", command], shell: true } : { program: "/bin/sh", args: ["-c", command], shell: true };
  }
  return { program, args, shell: false };
}
