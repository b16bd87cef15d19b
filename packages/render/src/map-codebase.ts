import type { CodebaseSummary, MapCodebaseReport, MappedRepoReport } from "@dgs/runtime";
import { clip, plainText } from "./plain-text.js";
import type { View } from "./view.js";

/** Renders what became of the map: each repo with what code found, the documents, secrets that were masked. */
export function renderMapCodebase({ repos, documents, secrets, planningCommit }: MapCodebaseReport, { paint, pathOf }: View): string {
  return [
    ...repos.flatMap((repo, index) => [...(index === 0 ? [] : [""]), headOf(repo), ...factLines(repo), ...repo.documents.map((path) => `  ${plainText(pathOf(path))}`)]),
    ...(documents.length === 0 ? [] : ["", paint("bold", "All repos together"), ...documents.map((path) => `  ${plainText(pathOf(path))}`)]),
    ...(secrets.length === 0 ? [] : ["", paint("bold", paint("yellow", `Secrets that were masked (${String(secrets.length)}): look where they come from`)), ...secrets.map(({ path, line, column, kind }) => `  ${plainText(pathOf(path))}:${String(line)}:${String(column)}  ${kind}`)]),
    ...(planningCommit === undefined ? [] : ["", `Planning files: ${plainText(planningCommit)}`]),
  ].join("\n");

  function headOf({ name, state, commit, dirty }: MappedRepoReport): string {
    const at = commit === undefined ? "" : ` at ${commit.slice(0, 10)}${dirty ? " and changes that are not committed" : ""}`;
    const said = { mapped: `mapped${at}`, unchanged: `unchanged since it was mapped (--again maps it all the same)`, empty: "no files yet: there is nothing to map", "left-out": "not asked for" }[state];
    return `${paint("bold", plainText(name))}  ${paint(state === "mapped" ? "green" : "dim", said)}`;
  }

  function factLines({ state, facts }: MappedRepoReport): readonly string[] {
    return state === "mapped" ? [`  ${paint("dim", clip(plainText(summaryOf(facts)), 300))}`, ...facts.unread.map((line) => `  ${paint("yellow", clip(plainText(`not read: ${line}`), 200))}`)] : [];
  }
}

function summaryOf({ files, languages, manifests, tests }: CodebaseSummary): string {
  const counted = (count: number, one: string): string => `${String(count)} ${one}${count === 1 ? "" : "s"}`;
  return [counted(files, "file"), languages.slice(0, 3).map(({ name }) => name).join(", "), counted(manifests, "manifest"), tests.length === 0 ? "no test command declared" : `tests: ${tests.slice(0, 3).join(", ")}`].filter((each) => each !== "").join("; ");
}
