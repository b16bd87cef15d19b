import { joinPath, phaseFilePath, projectFile, type PromptInput, readContextDocument, readPhaseResearch, researchPhasePrompt } from "@dgs/core";
import { askReader } from "../steps/ask-reader.js";
import type { StepContext } from "../steps/context.js";
import type { FoundPhase } from "../steps/find-phase.js";
import { folderOfPhase } from "../steps/folder-of-phase.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { judge } from "../work/findings.js";
import { promptInputs } from "../work/prompt-inputs.js";
import { putFile } from "../work/put-file.js";
import { writeFiles } from "../work/write-files.js";

/** What whoever plans a phase, or looks into it before, is told of the project. */
export function phaseInputs(context: StepContext, { phase }: FoundPhase): readonly PromptInput[] {
  const { project } = context.place;
  const documents = phase.folder?.documents;
  return promptInputs(context.ports.files, [
    ["The project", projectFile(project, "PROJECT")],
    ["The roadmap", projectFile(project, "ROADMAP")],
    ["The requirements", joinPath(project, "REQUIREMENTS.md")],
    ["Decisions about the phase", documents?.CONTEXT],
    ["Research for the phase", documents?.RESEARCH],
    ...["STACK", "ARCHITECTURE", "STRUCTURE", "CONVENTIONS", "TESTING"].map((name) => [`Code base: ${name.toLowerCase()}`, joinPath(project, "codebase", `${name}.md`)] as const),
    ["Code base: how the repos work together", joinPath(project, "codebase", "CROSS-REPO.md")],
  ]);
}

/** Has a researcher look into a phase before it is planned; what it found is written at once, so that a run that is killed later finds it. */
export async function researchPhase(context: StepContext, found: FoundPhase): Promise<"made" | WorkFailure> {
  const text = await askReader<string>(context, {
    role: "phase-researcher",
    purpose: `research-phase ${found.label}`,
    prompt: (findings) => researchPhasePrompt(found.phase.number, phaseInputs(context, found), findings),
    accept: (files) => {
      const research = readPhaseResearch(files, found.phase.number, decisionsOf(context, found));
      return judge(research.problems, research.text);
    },
  });
  if (isFailure(text)) return text;
  const path = found.phase.folder?.documents.RESEARCH ?? phaseFilePath(folderOfPhase(context, found.phase), found.phase.number, "RESEARCH");
  return (await writeFiles(context, putFile(context, path, text))) ?? "made";
}

/** The ids of what was decided about the phase: research carries them on. */
function decisionsOf({ ports: { files } }: StepContext, { phase }: FoundPhase): readonly string[] {
  const path = phase.folder?.documents.CONTEXT;
  const text = path === undefined ? undefined : files.read(path);
  return typeof text === "string" ? readContextDocument([{ path: "CONTEXT.md", text }], phase.number).decisions : [];
}
