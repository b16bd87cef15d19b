import type { Paint } from "../paint.js";
import { plainText } from "../plain-text.js";
import type { Next } from "./next.js";

/** Renders the next command as one line, the last one of every report. Commands hold names from files: nothing of them moves the cursor or colours. */
export function renderNext({ command, why, or }: Next, paint: Paint): string {
  const other = or === undefined ? "" : `${why === "" ? "" : "; "}or, ${plainText(or.why)}: ${paint("cyan", plainText(or.command))}`;
  const because = `${plainText(why)}${other}`;
  return `${paint("bold", "Next:")} ${paint("cyan", plainText(command))}${because === "" ? "" : ` (${because})`}`;
}
