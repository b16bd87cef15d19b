import { dirname } from "node:path";
import { CODEBASE_DOCUMENTS, CODEBASE_MAPPERS, type CodebaseFacts, type CodebaseMapper, type PlanningPath, readStamp } from "@dgs/core";
import { sweepTemporaries } from "../planning-files.js";
import type { StepContext } from "../steps/context.js";
import { commitPlanningFiles, type PlanningCommit } from "../work/commit-planning-files.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { type CodeRepo, findRepos } from "../work/repos.js";
import { agentsAtOnce } from "../work/agents-at-once.js";
import { sideBySide } from "../work/side-by-side.js";
import { askMapper, type MapperWork, type TreeChanges, watchRepo, type Written } from "./ask-mapper.js";
import { documentPath } from "./document-places.js";
import { findMapped, type KnownDocument } from "./find-mapped.js";
import { keepEdited } from "./keep-edited.js";
import { mapCrossRepo } from "./map-cross-repo.js";
import { type SurveyedRepo, surveyRepo } from "./survey-repo.js";
import { unifyMaps } from "./unify-maps.js";
import type { MaskedSecret } from "./write-document.js";

/** What is to be mapped. */
export interface MapWish {
  /** One repo by its name; absent: all. */
  readonly repo?: string;
  /** Also what has not changed since it was mapped. */
  readonly again: boolean;
}

/** What became of the map of one repo. `empty`: there is nothing to describe yet; `left-out`: it was not asked for. */
export interface MappedRepo {
  readonly name: string;
  readonly state: "mapped" | "unchanged" | "empty" | "left-out";
  readonly commit?: string;
  readonly dirty: boolean;
  /** The documents that were written. */
  readonly documents: readonly string[];
  readonly facts: CodebaseFacts;
}

/** What became of the map of the code base. */
export interface MappedCodebase {
  readonly repos: readonly MappedRepo[];
  /** Unified documents and CROSS-REPO.md, as far as they were written. */
  readonly documents: readonly string[];
  readonly secrets: readonly MaskedSecret[];
  readonly commit: PlanningCommit;
}

/** A repo with its documents, before agents are asked. */
interface RepoToMap {
  readonly repo: SurveyedRepo;
  readonly named: string | undefined;
  readonly documents: readonly KnownDocument[];
  readonly mappers: readonly CodebaseMapper[];
  readonly isAsked: boolean;
}

/**
 * Maps the repos that have changed since they were mapped: four agents for each, side by side, then unified documents and what lies between the repos. The one function
 * behind the command and the step of a job. (Seed 000, "Integration with Milestone Jobs"; docs/map-codebase.md)
 */
export async function mapRepos(context: StepContext, wish: MapWish): Promise<MappedCodebase | WorkFailure> {
  const repos = await findRepos(context.ports, context.place);
  if ("type" in repos) return failed("usage", `${repos.message}. ${repos.remedy}`);
  if (wish.repo !== undefined && !repos.some(({ name }) => name === wish.repo)) return failed("usage", `there is no repo ${JSON.stringify(wish.repo)}${repos.length === 0 ? "" : `: there ${repos.length === 1 ? "is" : "are"} ${repos.map(({ name }) => name).join(", ")}`}`);
  const looked = await lookAt(context, repos, wish);
  if (isFailure(looked)) return looked;
  const folders = [...looked.flatMap(({ documents }) => documents.map(({ path }) => dirname(path))), dirname(documentPath(context, undefined, "CROSS-REPO.md"))];
  sweepTemporaries(context.place.root, [...new Set(folders)], context.ports.disk);
  const toMap = looked.filter(({ mappers }) => mappers.length > 0);
  const kept = await keepEdited(context, toMap.flatMap(({ documents, mappers }) => documents.filter(({ name }) => mappers.some((mapper) => isOf(mapper, name))).map(({ path }) => path)));
  if (kept !== undefined) return kept;
  const changes = new Map<string, TreeChanges>();
  for (const { repo } of toMap) changes.set(repo.name, await watchRepo(context, repo));
  const work = toMap.flatMap(({ repo, named, documents, mappers }) => mappers.map((mapper): MapperWork => ({ mapper, repo, named, documents, changes: changes.get(repo.name) ?? (() => Promise.resolve([])) })));
  const ends = await sideBySide(work.map((each) => () => askMapper(context, each)), agentsAtOnce(context.config), isFailure);
  const failure = failureOf(ends);
  if (failure !== undefined) return failure;
  const written = ends.map((end, index) => ({ repo: work[index]?.repo.name, ...(end as Written) }));
  const between = looked.length > 1 ? await mapBetween(context, looked, wish) : { paths: [], secrets: [] };
  if (isFailure(between)) return between;
  return {
    repos: looked.map((each) => reportOf(each, written.filter(({ repo }) => repo === each.repo.name))),
    documents: between.paths,
    secrets: [...written.flatMap(({ secrets }) => secrets), ...between.secrets],
    commit: await commitMap(context, looked, new Set([...written.flatMap(({ paths }) => paths), ...between.paths])),
  };
}

async function lookAt(context: StepContext, repos: readonly CodeRepo[], wish: MapWish): Promise<readonly RepoToMap[] | WorkFailure> {
  const looked: RepoToMap[] = [];
  for (const each of repos) {
    const repo = await surveyRepo(context, each);
    if (isFailure(repo)) return repo;
    const named = repos.length > 1 ? repo.name : undefined;
    const documents = await findMapped(context, repo, CODEBASE_DOCUMENTS.map((name) => [name, documentPath(context, named, name)] as const));
    if (isFailure(documents)) return documents;
    const isAsked = wish.repo === undefined || wish.repo === repo.name;
    const mappers = !isAsked || isEmpty(repo) ? [] : (Object.keys(CODEBASE_MAPPERS) as CodebaseMapper[]).filter((mapper) => wish.again || documents.some(({ name, isCurrent }) => isOf(mapper, name) && !isCurrent));
    if (isAsked && mappers.length === 0) context.onEvent({ type: "note", text: isEmpty(repo) ? `${repo.name} has no files yet: there is nothing to map` : `${repo.name} is unchanged since it was mapped at ${String(repo.commit?.slice(0, 10))}` });
    looked.push({ repo, named, documents, mappers, isAsked });
  }
  return looked;
}

function isEmpty({ facts }: SurveyedRepo): boolean {
  return facts.files + facts.leftOut.files === 0;
}

function isOf(mapper: CodebaseMapper, document: string): boolean {
  return (CODEBASE_MAPPERS[mapper] as readonly string[]).includes(document);
}

/** A real failure counts before work that was only stopped. */
function failureOf(ends: readonly (Written | WorkFailure | undefined)[]): WorkFailure | undefined {
  const failures = ends.filter(isFailure);
  return failures.find(({ type }) => type === "failed") ?? failures[0];
}

/** What is made of the documents of several repos. How they work together is told once each of them has its map. */
async function mapBetween(context: StepContext, looked: readonly RepoToMap[], { again }: MapWish): Promise<Written | WorkFailure> {
  const repos = looked.map(({ repo }) => repo).filter((repo) => !isEmpty(repo));
  const unified = await unifyMaps(context, repos.map(({ name }) => name));
  if (isFailure(unified)) return unified;
  if (repos.length < 2 || !repos.every(({ name }) => CODEBASE_DOCUMENTS.every((document) => typeof context.ports.files.read(documentPath(context, name, document)) === "string"))) return unified;
  const between = await mapCrossRepo(context, repos, again);
  if (isFailure(between)) return between;
  return between === "unchanged" ? unified : { paths: [...unified.paths, ...between.paths], secrets: [...unified.secrets, ...between.secrets] };
}

function reportOf({ repo, isAsked, mappers }: RepoToMap, written: readonly Written[]): MappedRepo {
  const { name, commit, dirty, facts } = repo;
  return { name, state: !isAsked ? "left-out" : isEmpty(repo) ? "empty" : mappers.length === 0 ? "unchanged" : "mapped", ...(commit === undefined ? {} : { commit }), dirty, documents: written.flatMap(({ paths }) => paths), facts };
}

/** Commits what was written, and what a killed run had written: documents that are DGS's own as they stand. What people are writing is theirs to commit. */
function commitMap(context: StepContext, looked: readonly RepoToMap[], written: ReadonlySet<string>): Promise<PlanningCommit> {
  const all: readonly PlanningPath[] = [...looked.flatMap(({ documents }) => documents.map(({ path }) => path)), ...[...CODEBASE_DOCUMENTS, "CROSS-REPO.md"].map((name) => documentPath(context, undefined, name))];
  const paths = [...new Set(all)].filter((path) => {
    const text = context.ports.files.read(path);
    return typeof text === "string" && (written.has(path) || readStamp(text).isOwn);
  });
  if (paths.length === 0) return Promise.resolve({ type: "nothing" });
  // The only repo is named also where a killed run had written its documents, and nobody was asked for them any more.
  const names = looked.filter(({ mappers }) => mappers.length > 0 || looked.length === 1).map(({ repo }) => repo.name);
  return commitPlanningFiles(context, () => ({ subject: `docs(codebase): map ${names.length === 0 ? "the code base" : names.join(", ")}`, paths }));
}
