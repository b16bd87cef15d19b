import { styleText } from "node:util";

/** How words are shown on a terminal. */
export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** Whether an output is a terminal. */
interface Terminal {
  readonly isTerminal: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Styles a text, or leaves it as it is where colours are off. */
export type Paint = (style: Style, text: string) => string;

/** Chooses whether an output gets colours: a terminal does, unless `NO_COLOR` is set or the terminal is dumb; `FORCE_COLOR` decides for others. */
export function choosePaint(output: Terminal, env: Environment): Paint {
  return isColoured(output, env) ? (style, text) => styleText(style, text, { validateStream: false }) : plainPaint;
}

/** Leaves every text as it is. */
export const plainPaint: Paint = (_, text) => text;

function isColoured(output: Terminal, env: Environment): boolean {
  const isSet = (name: string): boolean => env[name] !== undefined && env[name] !== "";
  if (isSet("NO_COLOR")) return false;
  if (isSet("FORCE_COLOR")) return env["FORCE_COLOR"] !== "0";
  return output.isTerminal && env["TERM"] !== "dumb";
}
