import type { HealthReport } from "@dgs/runtime";
import { plainText } from "./plain-text.js";
import type { View } from "./view.js";
import { renderProblems } from "./problems.js";

/** Renders `dgs health`: what was mended, what is wrong, and how to go on. */
export function renderHealth({ root, problems, counts, repaired }: HealthReport, view: View): string {
  const { paint, pathOf } = view;
  const left = problems.length === 0 ? paint("green", "Nothing is wrong.") : paint(counts.error > 0 ? "red" : "yellow", countWords(counts));
  return [
    `${paint("bold", plainText(pathOf(".") === "" ? root : pathOf(".")))}  ${left}`,
    ...(repaired.length === 0 ? [] : ["", paint("bold", `Mended (${String(repaired.length)})`), ...repaired.map(({ code, path, message }) => `  ${paint("green", "✓")} ${plainText(message)} ${paint("dim", `(${code}, ${plainText(pathOf(path))})`)}`)]),
    ...renderProblems(problems, view),
  ].join("\n");
}

function countWords({ error, warning, info }: HealthReport["counts"]): string {
  const of = (count: number, one: string, many: string): string[] => (count === 0 ? [] : [count === 1 ? `1 ${one}` : `${String(count)} ${many}`]);
  return [...of(error, "error", "errors"), ...of(warning, "warning", "warnings"), ...of(info, "remark", "remarks")].join(", ");
}
