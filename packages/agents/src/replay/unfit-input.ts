import path from "node:path";
import type { AgentInput, AgentRequest } from "@dgs/core";
import { createRedactor } from "@dgs/process";
import type { TapeQuestion } from "./tape.js";

/** Characters of a line that are shown. */
const SHOWN = 160;

/** Makes the inputs of a request fit to be kept: secrets are hidden, and the folder that the worktrees lie in has a name that holds elsewhere, too. */
export function keptInputs({ inputs = [], cwd }: Pick<AgentRequest, "inputs" | "cwd">, hide: (text: string) => string = createRedactor(process.env).text): readonly AgentInput[] {
  const folder = path.dirname(cwd);
  const place = (text: string): string => (folder.length > 1 ? text.replaceAll(folder, "<folder>") : text);
  return inputs.map(({ title, path: file, text }) => ({ title: place(hide(title)), ...(file === undefined ? {} : { path: file }), text: place(hide(text)) }));
}

/**
 * Says in which input a request differs from what its run was recorded with: `undefined` where nowhere. What every run has anew does not count: times,
 * durations and commits.
 */
export function unfitInput(asked: TapeQuestion, request: Pick<AgentRequest, "inputs" | "cwd">): string | undefined {
  const seen = keptInputs(request);
  for (const [index, input] of asked.inputs.entries()) {
    const label = labelOf(input);
    const other = seen[index];
    if (other === undefined || steady(labelOf(other)) !== steady(label)) return `the input ${label} was asked with, and now ${other === undefined ? "nothing" : labelOf(other)} stands there`;
    const difference = firstDifference(input.text, other.text);
    if (difference !== undefined) return `the input ${label} differs ${difference}`;
  }
  const more = seen[asked.inputs.length];
  return more === undefined ? undefined : `the input ${labelOf(more)} was not asked with when it was recorded`;
}

function labelOf({ title, path: file }: AgentInput): string {
  return file === undefined ? JSON.stringify(title) : `${JSON.stringify(title)} (${file})`;
}

function firstDifference(recorded: string, seen: string): string | undefined {
  const [before, now] = [recorded.split(/\r\n|\n|\r/), seen.split(/\r\n|\n|\r/)];
  for (let line = 0; line < Math.max(before.length, now.length); line++) {
    const [one, other] = [before[line], now[line]];
    if (one === undefined || other === undefined || steady(one) !== steady(other)) return `at line ${String(line + 1)}: recorded ${shown(one)}, seen ${shown(other)}`;
  }
  return undefined;
}

function shown(line: string | undefined): string {
  return line === undefined ? "no such line" : JSON.stringify(line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line);
}

/** A line without what is another one in every run. */
function steady(line: string): string {
  return line
    .replace(/\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?/g, "<time>")
    .replace(/\b\d\d?:\d\d(?::\d\d)?\b/g, "<time>")
    .replace(/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}\b|\b[0-9a-f]{40}\b/g, "<commit>")
    .replace(/\b\d+\.\d+\b|\b\d+(?= ?ms\b)|(?<=_ms:? )\d+/g, "<number>")
    // As DGS writes it into the front matter of a summary.
    .replace(/^duration: \d+ s$/, "duration: <number> s");
}
