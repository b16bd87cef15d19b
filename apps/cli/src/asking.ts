import type { Io } from "./io.js";

/** Asks a person; there only where somebody can be asked. */
export type Asking = Required<{ readonly [Key in "askText" | "askChoice"]: NonNullable<Io[Key]> }>;

/** How a person can be asked; `undefined` where nobody can, or nobody is to be. */
export function askingOf({ io, flags }: { readonly io: Pick<Io, "askText" | "askChoice">; readonly flags: ReadonlySet<string> }, ...silencing: readonly string[]): Asking | undefined {
  const { askText, askChoice } = io;
  if (askText === undefined || askChoice === undefined || ["json", ...silencing].some((flag) => flags.has(flag))) return undefined;
  return { askText, askChoice };
}
