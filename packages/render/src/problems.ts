import type { Problem } from "@dgs/core";
import type { View } from "./view.js";
import { plainText } from "./plain-text.js";

/** How many problems of one code are shown one by one. */
const SHOWN = 5;

/** Renders the problems of a report, errors first; none give no line. The rest of a code that is found often is only counted. */
export function renderProblems(problems: readonly Problem[], view: View): string[] {
  if (problems.length === 0) return [];
  const groups = groupByCode(problems);
  return ["", view.paint("bold", `Problems (${String(problems.length)})`), ...groups.flatMap((group) => renderGroup(group, view))];
}

function groupByCode(problems: readonly Problem[]): Problem[][] {
  const groups = new Map<string, Problem[]>();
  for (const severity of ["error", "warning", "info"] as const) {
    for (const problem of problems.filter((each) => each.severity === severity)) {
      const key = `${severity} ${problem.code}`;
      groups.set(key, [...(groups.get(key) ?? []), problem]);
    }
  }
  return [...groups.values()];
}

function renderGroup(group: readonly Problem[], view: View): string[] {
  const shown = group.slice(0, SHOWN);
  const hidden = group.slice(SHOWN);
  const lines = shown.flatMap((problem) => renderProblem(problem, view));
  if (hidden.length > 0) lines.push(view.paint("dim", `  and ${String(hidden.length)} more of this kind (${group[0]?.code ?? ""}); --json shows all`));
  return lines;
}

function renderProblem(problem: Problem, { paint, pathOf }: View): string[] {
  const style = problem.severity === "error" ? "red" : problem.severity === "warning" ? "yellow" : "dim";
  const at = problem.at === undefined ? "" : `:${String(problem.at.line)}:${String(problem.at.column)}`;
  return [
    `  ${paint(style, problem.severity)} ${plainText(problem.message)} ${paint("dim", `(${problem.code})`)}`,
    `    ${plainText(pathOf(problem.path))}${at}`,
    `    ${plainText(problem.remedy)}`,
  ];
}
