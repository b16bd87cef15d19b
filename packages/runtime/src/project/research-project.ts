import { joinPath, type OutboxFile, type PlanningPath, type PromptInput, readProjectResearch, readResearchSummary, RESEARCH_TOPICS, researchProjectPrompt, type ResearchTopic, synthesizeResearchPrompt, type AgentRole, type Prompt, type ResearchDocument } from "@dgs/core";
import { askReader } from "../steps/ask-reader.js";
import type { StepContext } from "../steps/context.js";
import { agentsAtOnce } from "../work/agents-at-once.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { judge } from "../work/findings.js";
import { promptInputs } from "../work/prompt-inputs.js";
import { putFile } from "../work/put-file.js";
import { sideBySide } from "../work/side-by-side.js";
import { writeFiles } from "../work/write-files.js";

/** The documents of the research, in the order in which they came to be there. */
export interface ProjectResearch {
  readonly paths: readonly PlanningPath[];
  /** Those that an earlier run had left, and that were not made again. */
  readonly kept: readonly PlanningPath[];
}

/**
 * Has a project researched: four agents side by side, each on one topic, and a fifth that makes one summary of what they found. What is accepted is written at once, so
 * that a run that was killed goes on with what is missing. (formats.md 1)
 */
export async function researchProject(context: StepContext, project: readonly PromptInput[]): Promise<ProjectResearch | WorkFailure> {
  const paths = RESEARCH_TOPICS.map((topic) => researchPath(context, topic));
  const summary = researchPath(context, "summary");
  const kept = [...paths, summary].filter((path) => typeof context.ports.files.read(path) === "string");
  const research = (topic: ResearchTopic): Promise<WorkFailure | undefined> =>
    leave(context, researchPath(context, topic), { role: "project-researcher", purpose: `research-project ${topic}`, prompt: (findings) => researchProjectPrompt(topic, project, findings), read: (files) => readProjectResearch(files, topic) });
  const open = RESEARCH_TOPICS.filter((topic) => !kept.includes(researchPath(context, topic)));
  const ends = await sideBySide(open.map((topic) => () => research(topic)), agentsAtOnce(context.config), (end) => end !== undefined);
  const failure = ends.find((end) => end !== undefined);
  if (failure !== undefined) return failure;
  // A summary that is older than one of the documents does not tell of it.
  if (open.length > 0 || !kept.includes(summary)) {
    const inputs = [...project, ...promptInputs(context.ports.files, paths.map((path, index) => [`Research: ${RESEARCH_TOPICS[index] ?? ""}`, path]))];
    const left = await leave(context, summary, { role: "research-synthesizer", purpose: "synthesize-research", prompt: (findings) => synthesizeResearchPrompt(inputs, findings), read: readResearchSummary });
    if (left !== undefined) return left;
  }
  return { paths: [...paths, summary], kept };
}

/** Where a document of the research lies. */
export function researchPath({ place }: Pick<StepContext, "place">, topic: ResearchTopic | "summary"): PlanningPath {
  return joinPath(place.project, "research", `${topic.toUpperCase()}.md`);
}

interface DocumentTask {
  readonly role: AgentRole;
  readonly purpose: string;
  readonly prompt: (findings: readonly string[]) => Prompt;
  readonly read: (files: readonly OutboxFile[]) => ResearchDocument;
}

/** Asks an agent for one document, and writes it as soon as it is accepted. */
async function leave(context: StepContext, path: PlanningPath, { read, ...task }: DocumentTask): Promise<WorkFailure | undefined> {
  const accepted = await askReader<string>(context, {
    ...task,
    accept: (files) => {
      const { text, problems } = read(files);
      return judge(problems, text);
    },
  });
  return isFailure(accepted) ? accepted : writeFiles(context, putFile(context, path, accepted));
}
