import { refuse } from "@dgs/host";
import type { Refusal } from "@dgs/runtime";

/** Makes the refusal of an argument; `name` is its property, empty for the arguments as a whole; `usage` unless told. */
export function refuseArgument(code: string, message: string, remedy: string, name: string, exit: Refusal["exit"] = "usage"): Refusal {
  return refuse(code, message, remedy, name === "" ? PLACE : `${PLACE}, ${name}`, exit);
}

/** Whether a refusal is about the call itself: its place is no path then, and is not made one. */
export function isOfArgument({ at }: Refusal): boolean {
  return at?.startsWith(PLACE) === true;
}

const PLACE = "the arguments of the call";
