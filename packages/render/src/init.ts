import type { InitReport } from "@dgs/runtime";
import { join } from "node:path";
import { plainText } from "./plain-text.js";
import { relativePath } from "./failure.js";

/** Renders `dgs init`: what was found and made, what was taken without a question. */
export function renderInit(report: InitReport, cwd: string): string {
  const { root, created } = report;
  const pathOf = (path: string): string => plainText(relativePath(cwd, join(root, path)));
  const made = created.length === 0 ? [`${pathOf(".")} is there already; ${report.ignoredIn === undefined ? "nothing was changed" : "nothing in it was changed"}.`] : [`Made ${pathOf(".")}`, ...created.map((path) => `  ${pathOf(path)}`)];
  return [...made, ...renderInitFindings(report)].join("\n");
}

/** What was found around a planning folder, and what was taken without a question. */
export function renderInitFindings({ found, repos = [], ignoredIn, assumed }: Pick<InitReport, "found" | "repos" | "ignoredIn" | "assumed">): readonly string[] {
  const { repo, tests } = found;
  return [
    ...(repo === undefined ? [] : [`Repo: ${plainText(repo.name)}${repo.branch === undefined ? "" : `, on ${plainText(repo.branch)}`}${tests === undefined ? "" : `, tests by \`${plainText(tests.command)}\` (${tests.from})`}`]),
    ...(repos.length === 0 ? [] : [`Product: ${repos.map(({ name, path }) => `${plainText(name)} (${plainText(path)})`).join(", ")}`]),
    ...(ignoredIn === undefined ? [] : [`Git leaves the planning files out: ${plainText(ignoredIn)}`]),
    ...assumed.map((sentence) => `Taken: ${plainText(sentence)}`),
  ];
}
