import type { Processes } from "@dgs/core";
import { isAbsolute, resolve } from "node:path";
import { payloadOf } from "./payload.js";
import { runProgram } from "./run-program.js";
import type { Way } from "./way.js";

interface CommandWay {
  readonly processes: Processes;
  /** The program and its arguments. */
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The folder that holds the planning folder: a relative path of the program counts from it, and the program works there. */
  readonly base: string;
  readonly mostMs: number;
}

/** Runs a program of the person's own: the notification is in its environment, and as one JSON object on its stdin. */
export function command({ processes, words, env, base, mostMs }: CommandWay): Way {
  const [word = "", ...args] = words;
  const program = /[/\\]/.test(word) && !isAbsolute(word) ? resolve(base, word) : word;
  return {
    name: "command",
    send: (notification) => {
      const { kind, title, body, run, product, exit, next } = notification;
      const told = { DGS_KIND: kind, DGS_TITLE: title, DGS_BODY: body, DGS_RUN: run, DGS_PRODUCT: product, DGS_EXIT: exit, ...(next === undefined ? {} : { DGS_NEXT: next }) };
      return runProgram(processes, mostMs, { program, args, cwd: base, env: { ...env, ...told }, stdin: `${payloadOf(notification)}\n` });
    },
  };
}
