import { joinPath, prepareQuestionsPrompt, projectFile, type QuestionSet, readQuestionSet } from "@dgs/core";
import { askReader } from "../steps/ask-reader.js";
import type { StepContext } from "../steps/context.js";
import type { FoundPhase } from "../steps/find-phase.js";
import type { WorkFailure } from "../work/context.js";
import { judge } from "../work/findings.js";
import { promptInputs } from "../work/prompt-inputs.js";

/** Has an agent prepare the questions about a phase that matter and are not settled yet. */
export function prepareQuestions(context: StepContext, found: FoundPhase): Promise<QuestionSet | WorkFailure> {
  const inputs = discussionInputs(context, found);
  return askReader<QuestionSet>(context, {
    role: "discussion",
    purpose: `prepare-questions ${found.label}`,
    prompt: (findings) => prepareQuestionsPrompt(found.phase.number, inputs, findings),
    accept: (files) => {
      const { problems, ...set } = readQuestionSet(files);
      return judge(problems, set);
    },
  });
}

/** What is settled already: decisions of the phase and of those before it, and what the code base has. */
export function discussionInputs({ ports, place }: StepContext, { loaded, phase }: FoundPhase): ReturnType<typeof promptInputs> {
  const { phases } = loaded.product;
  const earlier = phases.slice(0, Math.max(0, phases.indexOf(phase)));
  return promptInputs(ports.files, [
    ["The project", projectFile(place.project, "PROJECT")],
    ["The roadmap", projectFile(place.project, "ROADMAP")],
    ["The requirements", joinPath(place.project, "REQUIREMENTS.md")],
    ["Decisions about the phase", phase.folder?.documents.CONTEXT],
    ...earlier.map(({ name, folder }) => [`Decisions about an earlier phase: ${name}`, folder?.documents.CONTEXT] as const),
    ...["STACK", "ARCHITECTURE", "STRUCTURE", "CONVENTIONS", "CROSS-REPO"].map((name) => [`Code base: ${name.toLowerCase()}`, joinPath(place.project, "codebase", `${name}.md`)] as const),
  ]);
}
