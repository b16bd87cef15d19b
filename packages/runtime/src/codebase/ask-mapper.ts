import { CODEBASE_MAPPERS, type CodebaseMapper, joinPath, mapCodebasePrompt, type OutboxFile, projectFile, type Prompt, type PromptInput, readCodebaseMap, readStamp, renderCodebaseFacts } from "@dgs/core";
import type { StepContext } from "../steps/context.js";
import { askAgent } from "../work/ask-agent.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { judge } from "../work/findings.js";
import { promptInputs } from "../work/prompt-inputs.js";
import { watchTree } from "../work/watch-tree.js";
import type { KnownDocument } from "./find-mapped.js";
import type { SurveyedRepo } from "./survey-repo.js";
import { type MaskedSecret, writeDocument } from "./write-document.js";

/** Says what was changed in a tree since, beside the documents of the map: an empty list when nothing was. */
export type TreeChanges = () => Promise<readonly string[]>;

/** Remembers how a repo's tree stands. The documents of the map are DGS's own to write while agents read. */
export async function watchRepo(context: StepContext, { cwd, planning }: SurveyedRepo): Promise<TreeChanges> {
  const changes = await watchTree(context.ports, cwd);
  const own = planning === undefined ? undefined : `${joinPath(planning, context.place.project, "codebase")}/`;
  return async () => (await changes()).filter((path) => own === undefined || !path.startsWith(own));
}

/** What a mapper is asked: which repo, which documents, and what is known of them. */
export interface MapperWork {
  readonly mapper: CodebaseMapper;
  readonly repo: SurveyedRepo;
  /** The name of the repo where there are several. */
  readonly named: string | undefined;
  readonly documents: readonly KnownDocument[];
  readonly changes: TreeChanges;
}

/** What was written of a repo. */
export interface Written {
  readonly paths: readonly string[];
  readonly secrets: readonly MaskedSecret[];
}

/** Asks one mapper, and writes what it leaves as soon as it is accepted: a run that is killed goes on with the others. */
export async function askMapper(context: StepContext, work: MapperWork): Promise<Written | WorkFailure> {
  const { mapper, repo, named, changes } = work;
  const documents = work.documents.filter(({ name }) => (CODEBASE_MAPPERS[mapper] as readonly string[]).includes(name));
  const inputs = [
    { title: "Facts that code found", text: renderCodebaseFacts(repo.facts) },
    ...promptInputs(context.ports.files, [["The project", projectFile(context.place.project, "PROJECT")]]),
    ...documents.flatMap(writtenByPeople),
  ];
  const left = await askForDocuments(context, {
    purpose: `map-codebase ${mapper}${named === undefined ? "" : ` ${named}`}`,
    ...{ cwd: repo.cwd, changes: [changes], wanted: documents.map(({ name }) => name) },
    prompt: (findings) => mapCodebasePrompt(mapper, named, inputs, findings),
  });
  return isFailure(left) ? left : writeAll(context, left, documents, keysOf(context, repo));
}

/** What was asked for that people have changed since: it holds. */
function writtenByPeople({ name, path, text }: KnownDocument): readonly PromptInput[] {
  const stamp = text === undefined ? undefined : readStamp(text);
  return stamp === undefined || stamp.isOwn || stamp.body.trim() === "" ? [] : [{ title: `${name} as it is: people wrote into it, and what they wrote holds`, path, text: stamp.body }];
}

/** Documents that an agent is asked for, which reads and changes nothing. */
interface WantedDocuments {
  readonly purpose: string;
  readonly cwd: string;
  readonly changes: readonly TreeChanges[];
  readonly wanted: readonly string[];
  readonly prompt: (findings: readonly string[]) => Prompt;
}

/** Asks an agent for documents; a change of the code is a finding. */
export function askForDocuments(context: StepContext, { purpose, cwd, changes, wanted, prompt }: WantedDocuments): Promise<readonly OutboxFile[] | WorkFailure> {
  return askAgent<readonly OutboxFile[]>(context, {
    role: "codebase-mapper",
    ...{ purpose, cwd, prompt },
    accept: async (files) => {
      const changed = (await Promise.all(changes.map((each) => each()))).flat();
      if (changed.length > 0) return { type: "findings", findings: [`files were changed, which this work must not do: put them back where it was you (${changed.slice(0, 5).join(", ")})`] };
      const { documents, problems } = readCodebaseMap(files, wanted);
      return judge(problems, documents);
    },
  });
}

/** The front matter of a document of a repo. */
function keysOf({ ports }: StepContext, { name, commit, dirty }: SurveyedRepo): readonly (readonly [string, string])[] {
  return [["repo", name], ["commit", commit ?? "none"], ["dirty", String(dirty)], ["mapped", ports.clock.now().slice(0, 10)]];
}

/** Writes what an agent left, each with its front matter. */
export async function writeAll(context: StepContext, left: readonly OutboxFile[], documents: readonly KnownDocument[], keys: readonly (readonly [string, string])[]): Promise<Written | WorkFailure> {
  const secrets: MaskedSecret[] = [];
  for (const { path: name, text } of left) {
    const known = documents.find((each) => each.name === name);
    if (known === undefined) continue;
    const written = await writeDocument(context, { path: known.path, text, keys, ...(known.text === undefined ? {} : { former: known.text }) });
    if (isFailure(written)) return written;
    secrets.push(...written);
  }
  return { paths: documents.map(({ path }) => path), secrets };
}
