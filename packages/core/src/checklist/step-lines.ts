import type { ListedStep } from "./place.js";

/** The lines on which a step of a file and its details stand, from 1. */
export interface StepLines {
  readonly line: number;
  readonly details: readonly { readonly key: string; readonly value: string; readonly line: number }[];
}

/** Finds the lines of steps in one text; the steps come in its order. */
export function stepLines(source: string, steps: readonly ListedStep[]): readonly StepLines[] {
  let [line, at] = [1, 0];
  // Counted on from step to step: from the beginning each time would take too long in a file of thousands.
  const lineAt = (offset: number): number => {
    for (; at < offset; at++) {
      const code = source.charCodeAt(at);
      if (code === 10 || (code === 13 && source.charCodeAt(at + 1) !== 10)) line++;
    }
    return line;
  };
  return steps.map(({ text, details }) => ({ line: lineAt(text.start), details: details.map(({ key, value }) => ({ key, value: source.slice(value.start, value.end), line: lineAt(value.start) })) }));
}
