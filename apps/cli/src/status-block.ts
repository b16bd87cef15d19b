import type { Output } from "./io.js";

/** Lines at the end of a terminal that are drawn over and over; what is written above them stays. */
export interface StatusBlock {
  /** Draws the lines instead of those drawn before; the same lines again write nothing. */
  readonly draw: (lines: readonly string[]) => void;
  /** Writes text above the lines, which are drawn again below it. */
  readonly above: (text: string) => void;
  readonly erase: () => void;
}

const ERASE_DOWN = "\r\u001b[J";

/**
 * Makes a block of lines at the end of a terminal. Erasing and drawing are one write, so that nothing flickers, and no mode of the terminal is changed, so
 * that a program that is killed leaves nothing behind but the lines.
 */
export function createStatusBlock(output: Output): StatusBlock {
  let drawn: readonly string[] = [];
  // Where the terminal has become narrower, lines that fitted are wrapped by now.
  const erasing = (): string => {
    if (drawn.length === 0) return "";
    const columns = Math.max(1, output.columns());
    const rows = drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0);
    return rows > 1 ? `\r\u001b[${String(rows - 1)}A${ERASE_DOWN}` : ERASE_DOWN;
  };
  const show = (before: string, lines: readonly string[]): void => {
    output.write(`${erasing()}${before}${lines.join("\n")}`);
    drawn = lines;
  };
  return {
    draw(lines) {
      const fitting = lines.map((line) => fitLine(line, output.columns() - 1));
      if (fitting.length === drawn.length && fitting.every((line, at) => line === drawn[at])) return;
      show("", fitting);
    },
    above: (text) => { show(text, drawn.map((line) => fitLine(line, output.columns() - 1))); },
    erase() {
      if (drawn.length > 0) show("", []);
    },
  };
}

/** Cuts a text to a width in columns. */
export function fitLine(text: string, columns: number): string {
  let width = 0;
  let fitting = "";
  for (const character of text) {
    width += columnsOf(character);
    if (width > columns) return fitting;
    fitting += character;
  }
  return fitting;
}

function widthOf(text: string): number {
  return Array.from(text).reduce((width, character) => width + columnsOf(character), 0);
}

/** What is not ASCII may be two columns wide, and a line that wraps cannot be erased. */
function columnsOf(character: string): number {
  return character < "\u007f" ? 1 : 2;
}
