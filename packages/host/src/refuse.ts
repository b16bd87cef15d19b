import type { Refusal } from "@dgs/runtime";

/** Makes a refusal of this program's own: what was wrong, where, and what to do next; `usage` unless told. */
export function refuse(code: string, message: string, remedy: string, at: string, exit: Refusal["exit"] = "usage"): Refusal {
  return { type: "refused", code, message, at, remedy, exit };
}

/** Makes the refusal of a command line; the place is an argument, counted from 1 behind `dgs`. */
export function refuseUsage(code: string, message: string, remedy: string, where?: { readonly index: number; readonly text: string }): Refusal {
  return refuse(code, message, remedy, where === undefined ? "the command line" : `the command line, argument ${String(where.index + 1)}: ${where.text}`);
}
