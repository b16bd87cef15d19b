import type { RepoRollbackPreview, RollbackPreview, RollbackReport } from "@dgs/runtime";
import { plainText } from "./plain-text.js";
import type { View } from "./view.js";

/** Lines of one list that are shown to people; --json has all. */
const SHOWN = 20;

/** Renders what a rollback would do: each repo with its commits and uncommitted files, the summaries, and what speaks against it. */
export function renderRollbackPreview(preview: RollbackPreview, view: View): string {
  const { paint } = view;
  return [
    paint("bold", `${preview.resumes ? "Rest of the rollback" : "Rollback"} of job ${plainText(preview.version)}`),
    ...preview.repos.flatMap((repo) => repoLines(repo, view)),
    ...preview.done.map((name) => `  ${plainText(name)}: reset already`),
    ...section("Summaries that go", preview.summaries.map((path) => plainText(view.pathOf(path)))),
    ...preview.notes.map((note) => `Note: ${plainText(note)}`),
    ...section(paint("red", "In the way"), preview.objections.flatMap(({ message, remedy }) => [plainText(message), `  ${plainText(remedy)}`])),
    "",
    preview.objections.length > 0 ? "Nothing is done as long as something is in the way." : `Everything is kept before it goes: \`dgs recover --undo-rollback ${plainText(preview.version)}\` brings it back.`,
  ].join("\n");
}

function repoLines(repo: RepoRollbackPreview, { paint }: View): string[] {
  const place = repo.tree === undefined ? "" : ` in ${plainText(repo.tree)}`;
  const commits = repo.commits.map(({ sha, subject, dgs }) => `${sha.slice(0, 10)} ${plainText(subject)}${dgs ? "" : paint("yellow", "  (not made by DGS)")}`);
  return [
    `  ${paint("bold", plainText(repo.name))}: ${plainText(repo.branch)}${place}`,
    `    from ${repo.from.slice(0, 10)} to ${repo.to.slice(0, 10)}`,
    ...section(`    ${count(repo.commits.length, "commit")} that ${repo.commits.length === 1 ? "leaves" : "leave"} the branch`, commits, "      ", false),
    ...section(`    ${count(repo.uncommitted.length, "file")} that ${repo.uncommitted.length === 1 ? "is" : "are"} not committed, and kept`, repo.uncommitted.map(({ code, path }) => `${code} ${plainText(path)}`), "      ", false),
    ...(repo.spared === undefined ? [] : [`    ${plainText(repo.spared)} stays as it is`]),
  ];
}

function section(title: string, lines: readonly string[], indent = "  ", spaced = true): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > SHOWN ? [`${indent}… and ${String(lines.length - SHOWN)} more`] : [];
  return [...(spaced ? [""] : []), title, ...lines.slice(0, SHOWN).map((line) => `${indent}${line}`), ...more];
}

/** Renders what a rollback has done, and how it is undone. */
export function renderRolledBack(report: RollbackReport, { paint, pathOf }: View): string {
  return [
    `${paint("green", "Rolled back")} job ${plainText(report.version)}: ${plainText(pathOf(report.path))}`,
    ...report.repos.map(({ name, branch, to, kept }) => `  ${plainText(name)}: ${plainText(branch)} is at ${to.slice(0, 10)}${kept === undefined ? "" : `, kept: ${plainText(kept)}`}`),
    ...(report.phases.length === 0 ? [] : [`The summaries of phase ${report.phases.map(plainText).join(", ")} lie in ${plainText(pathOf(report.archive))}`]),
    ...report.notes.map((note) => `Note: ${plainText(note)}`),
    "",
    `${paint("bold", "Undo:")} ${paint("cyan", `dgs recover --undo-rollback ${plainText(report.version)}`)}`,
  ].join("\n");
}

function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? "" : "s"}`;
}
