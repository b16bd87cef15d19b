import type { FoundAround, InitInput } from "@dgs/runtime";
import type { Asking } from "./asking.js";
import type { Choice } from "./io.js";
import { plainText } from "@dgs/render";

/** What can be chosen when a planning folder is made. */
export type InitChoices = Pick<InitInput, "repos" | "planning" | "branching">;

const PLANNING: readonly Choice[] = [
  { value: "commit", label: "Commit them", hint: "they belong to the history of the repo" },
  { value: "ignore", label: "Ignore them", hint: "a line in .gitignore leaves them out" },
];

const BRANCHING: readonly Choice[] = [
  { value: "none", label: "A branch and a worktree for each milestone", hint: "milestone/<name>, beside your checkout" },
  { value: "milestone", label: "The same, with a branch name of your own", hint: "git.milestone_branch_template" },
  { value: "phase", label: "A branch for each phase", hint: "git.phase_branch_template" },
];

/** Asks what the command line leaves open, of what was found only what is a question; `undefined` when a question was broken off. */
export async function askInit(asking: Asking, found: FoundAround, given: InitChoices, base: string): Promise<InitChoices | undefined> {
  let choices = given;
  if (given.repos === undefined && found.others.length > 0 && !found.hasRegistry) {
    const repos = await askRepos(asking, found);
    if (repos === undefined) return undefined;
    if (repos.length > 0) choices = { ...choices, repos: repos.map((path) => `${base}/${path}`) };
  }
  if (found.repo === undefined || found.hasConfig) return choices;
  if (given.planning === undefined && !found.isIgnored) {
    const planning = await asking.askChoice("Are the planning files committed?", PLANNING);
    if (planning !== "commit" && planning !== "ignore") return undefined;
    choices = { ...choices, planning };
  }
  if (given.branching !== undefined) return choices;
  const branching = await asking.askChoice("Where do agents work?", BRANCHING);
  const known = (["none", "milestone", "phase"] as const).find((each) => each === branching);
  return known === undefined ? undefined : { ...choices, branching: known };
}

/** The paths of the repos that belong to the product, asked until each word is one of those that were found. */
async function askRepos({ askText }: Asking, { others, repo }: FoundAround): Promise<readonly string[] | undefined> {
  const list = others.map(({ name }) => plainText(name)).join(", ");
  let question = `${repo === undefined ? "Repos in this folder" : "Repos beside this one"}: ${list}. Which of them belong to the product? (names with commas; empty: none)`;
  for (;;) {
    const answer = await askText(question);
    if (answer === undefined) return undefined;
    const words = answer.split(/[\s,]+/).filter((word) => word !== "");
    const unknown = words.filter((word) => !others.some(({ name }) => name === word));
    if (unknown.length === 0) return others.filter(({ name }) => words.includes(name)).map(({ path }) => path);
    question = `${plainText(unknown.join(", "))} is none of ${list}. Which of them belong to the product?`;
  }
}
