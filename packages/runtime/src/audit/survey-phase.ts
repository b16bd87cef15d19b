import { checkStructure, parseSha, readSummary, type StructureFiles, type StructureSurvey, structureTextsWanted } from "@dgs/core";
import type { Ports } from "../ports.js";
import type { ReadPlan } from "../steps/read-plans.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import type { WorkTree } from "../work/work-tree.js";
import { readTreeText } from "./read-tree.js";

/** What is known of a phase's commits: where its trees are, and where it started, by the name of the repo. */
export interface PhaseCommits {
  readonly heads: Readonly<Record<string, string>>;
  readonly base: Readonly<Record<string, string>>;
}

/** What is surveyed: the plans of a phase, or of all phases of a milestone, and the trees that hold their code. */
export interface SurveyContext {
  readonly ports: Pick<Ports, "files" | "git">;
  readonly trees: readonly WorkTree[];
  readonly plans: readonly Pick<ReadPlan, "plan" | "summary">[];
}

/** Holds what plans promise against the files in the trees, as far as code can tell. (Seed 000, "How It Works", stage 3) */
export async function surveyPhase(context: SurveyContext, commits: PhaseCommits): Promise<StructureSurvey | WorkFailure> {
  const lists = [];
  for (const tree of context.trees) {
    const list = await listTree(context, tree, commits);
    if (isFailure(list)) return list;
    lists.push(list);
  }
  const isKnown = lists.every(({ added }) => added !== undefined);
  const files: StructureFiles = {
    tracked: lists.flatMap(({ tracked }) => tracked),
    ...(isKnown ? { added: lists.flatMap(({ added = [] }) => added), modified: lists.flatMap(({ modified = [] }) => modified) } : {}),
  };
  const plans = context.plans.map(({ plan, summary }) => {
    const text = summary === undefined ? undefined : context.ports.files.read(summary);
    return { plan, summary: summary === undefined || typeof text !== "string" ? undefined : readSummary(text, summary) };
  });
  const { paths, mostBytes } = structureTextsWanted(plans, files);
  const texts = new Map<string, string>();
  for (const path of paths) {
    const list = lists.find(({ prefix }) => path.startsWith(prefix));
    const text = list === undefined ? undefined : readTreeText(list.tree, path.slice(list.prefix.length), mostBytes);
    if (text !== undefined) texts.set(path, text);
  }
  return checkStructure(plans, files, texts);
}

/** Gives the survey of an audit's phase. */
export type SurveyOnce = (commits: PhaseCommits) => Promise<StructureSurvey | WorkFailure>;

/** Makes the survey when it is first asked for, and then gives the same: an audit looks at one state of the code. What failed is tried again. */
export function surveyOnce(context: SurveyContext): SurveyOnce {
  let made: StructureSurvey | undefined;
  return async (commits) => {
    if (made !== undefined) return made;
    const survey = await surveyPhase(context, commits);
    if (!isFailure(survey)) made = survey;
    return survey;
  };
}

/** The files of one tree; of several repos with the name of the repo in front. */
interface TreeList {
  readonly tree: string;
  readonly prefix: string;
  readonly tracked: readonly string[];
  readonly added?: readonly string[];
  readonly modified?: readonly string[];
}

async function listTree(context: SurveyContext, { repo, path }: WorkTree, { heads, base }: PhaseCommits): Promise<TreeList | WorkFailure> {
  const { git } = context.ports;
  const prefix = context.trees.length === 1 ? "" : `${repo.name}/`;
  const [head, from] = [parseSha(heads[repo.name] ?? ""), parseSha(base[repo.name] ?? "")];
  if (head === undefined) return failed("internal", `${repo.name}: the commit that the audit looks at is not known`);
  const listed = await git.listFiles(path, head);
  if ("type" in listed) return failed("internal", `${repo.name}: ${listed.message}`);
  const tracked = listed.filter(({ kind }) => kind !== "submodule").map((file) => prefix + file.path);
  const changed = from === undefined ? undefined : await git.changed(path, from, head);
  if (changed === undefined || "type" in changed) return { tree: path, prefix, tracked };
  const of = (...kinds: readonly string[]): readonly string[] => changed.flatMap(({ kind, path: file }) => (kinds.includes(kind) ? [prefix + file] : []));
  return { tree: path, prefix, tracked, added: of("A"), modified: of("M", "T") };
}
