import { describeProjectPrompt, type ProjectIdea, readProjectPart } from "@dgs/core";
import { askReader } from "../steps/ask-reader.js";
import type { StepContext } from "../steps/context.js";
import type { WorkFailure } from "../work/context.js";
import { judge } from "../work/findings.js";

/** A document that says what a project is to be. */
export interface IdeaDocument {
  /** Where it comes from, for people. */
  readonly path: string;
  readonly text: string;
}

/** Has a project read out of a document. What the agent makes of it is held against the document by code; what does not go back to it goes back to an agent, at most twice. */
export function describeProject(context: StepContext, { path, text }: IdeaDocument): Promise<ProjectIdea | WorkFailure> {
  return askReader<ProjectIdea>(context, {
    role: "roadmapper",
    purpose: "describe-project",
    prompt: (findings) => describeProjectPrompt([{ title: "The document", path, text }], findings),
    accept: (files) => {
      const { idea, problems } = readProjectPart(files, text);
      return judge(problems, idea);
    },
  });
}
