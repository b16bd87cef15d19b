import type { Refusal } from "@dgs/runtime";

/** Makes the refusal of a command line; the place is an argument, counted from 1 behind `dgs`. */
export function refuseUsage(code: string, message: string, remedy: string, where?: { readonly index: number; readonly text: string }): Refusal {
  const at = where === undefined ? "the command line" : `the command line, argument ${String(where.index + 1)}: ${where.text}`;
  return { type: "refused", code, message, at, remedy, exit: "usage" };
}
