import { type RunView, timeLeft } from "@dgs/core";
import { plainText } from "./plain-text.js";
import { spell } from "./spelled-time.js";
import type { Span } from "./styled-line.js";

/** The first line of a run that is shown: what it is, which step it is at, how long it goes on and about how much longer. None where nothing is known of that. */
export function renderHead(view: RunView, now: number): readonly (readonly Span[])[] {
  const { command, steps, since, end } = view;
  if (command === undefined) return [];
  const going = steps.findIndex(({ status }) => status === "in-progress");
  const done = steps.filter(({ status }) => status === "completed").length;
  const step = steps.length === 0 ? "" : going >= 0 ? `  step ${String(going + 1)} of ${String(steps.length)}` : `  ${String(done)} of ${String(steps.length)} steps done`;
  const elapsed = since === undefined ? "" : `  ${spell((end === undefined ? now : Date.parse(end.at)) - Date.parse(since))}`;
  const left = timeLeft(view, now);
  const word = end === undefined ? (left === undefined ? "" : `, about ${spell(left)} left`) : `  ended: ${plainText(end.exit)}`;
  return [[["bold", plainText(command)], step, elapsed, word]];
}
