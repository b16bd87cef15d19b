import { columnsOf } from "@dgs/render";
import type { Output } from "./io.js";

/** Lines at the end of a terminal that are drawn over and over; what is written above them stays. */
export interface Frame {
  /** Draws the lines instead of those drawn before; the same lines again write nothing. */
  readonly draw: (lines: readonly string[]) => void;
  /** Writes text above the lines, which are drawn again below it. */
  readonly above: (text: string) => void;
  readonly erase: () => void;
}

/** Where nobody says how many there are. */
const ROWS = 24;
const ERASE_DOWN = "\r\u001b[J";
const ERASE_LINE_ABOVE = "\u001b[1A\u001b[2K";
/** What stands between them is shown at once, by terminals that can; others pass them over. (DEC private mode 2026) */
const [BEGIN, END] = ["\u001b[?2026h", "\u001b[?2026l"];
/** A line never wraps, also where the terminal takes a character for wider than we do: what wraps cannot be erased. */
const [NO_WRAP, WRAP] = ["\u001b[?7l", "\u001b[?7h"];

/**
 * Makes a frame at the end of a terminal. Erasing and drawing are one write, so that nothing flickers; within that write each mode that is changed is put back, and the
 * cursor is never hidden, so that a program that is killed leaves nothing behind but the lines.
 *
 * Lines have to be narrower than the terminal. The cursor stands on an empty one below them: terminals that become narrower wrap what was written, but not all of them the line of the cursor.
 */
export function createFrame(output: Pick<Output, "write" | "columns" | "rows">): Frame {
  let drawn: readonly string[] = [];
  // Where the terminal has become narrower, lines that fitted are wrapped by now. What has left it at the top is out of reach. Line by line from below, and not down from the
  // first one: where that is the first of the terminal, too, tmux takes it for clearing the screen, and keeps what stood there among the lines above it, each time.
  const erasing = (): string => {
    if (drawn.length === 0) return "";
    const columns = Math.max(1, output.columns());
    const rows = drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(columnsOf(line) / columns)), 0);
    const up = Math.min(rows, Math.max(1, output.rows?.() ?? ROWS) - 1);
    return `${ERASE_DOWN}${ERASE_LINE_ABOVE.repeat(up)}`;
  };
  const show = (before: string, lines: readonly string[]): void => {
    output.write(`${BEGIN}${erasing()}${before}${lines.length === 0 ? "" : `${NO_WRAP}${lines.map((line) => `${line}\n`).join("")}${WRAP}`}${END}`);
    drawn = lines;
  };
  return {
    draw(lines) {
      if (lines.length === drawn.length && lines.every((line, at) => line === drawn[at])) return;
      show("", lines);
    },
    above: (text) => { show(text, drawn); },
    erase() {
      if (drawn.length > 0) show("", []);
    },
  };
}
