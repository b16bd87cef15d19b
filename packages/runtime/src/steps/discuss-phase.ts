import { discussPhasePrompt, joinPath, phaseFilePath, projectFile, readContextDocument, type StepCommand, type StepOutcome } from "@dgs/core";
import { promptInputs } from "../work/prompt-inputs.js";
import { judge } from "../work/findings.js";
import { askReader } from "./ask-reader.js";
import type { StepContext } from "./context.js";
import { findPhase } from "./find-phase.js";
import { folderOfPhase } from "./folder-of-phase.js";
import { putFile } from "../work/put-file.js";
import { writeFiles } from "../work/write-files.js";

/** Lets an agent decide what a phase leaves open, when nobody can be asked; what is decided already stays. (design 3.9) */
export async function discussPhase(context: StepContext, command: StepCommand): Promise<StepOutcome> {
  const found = findPhase(context, command.phase);
  if ("type" in found) return found;
  if (found.phase.folder?.documents.CONTEXT !== undefined) return { type: "done", note: "CONTEXT.md is there already" };
  const inputs = promptInputs(context.ports.files, [
    ["The project", projectFile(context.place.project, "PROJECT")],
    ["The roadmap", projectFile(context.place.project, "ROADMAP")],
    ["The requirements", joinPath(context.place.project, "REQUIREMENTS.md")],
  ]);
  const decided = await askReader<string>(context, {
    role: "discussion",
    purpose: `discuss-phase ${found.label}`,
    prompt: (findings) => discussPhasePrompt(found.phase.number, inputs, findings),
    accept: (files) => {
      const { text, problems } = readContextDocument(files, found.phase.number);
      return judge(problems, text);
    },
  });
  if (typeof decided === "object") return decided;
  const path = phaseFilePath(folderOfPhase(context, found.phase), found.phase.number, "CONTEXT");
  return (await writeFiles(context, putFile(context, path, decided))) ?? { type: "done", humanNeeded: [`phase ${found.label}: decisions were assumed, see ${path}`] };
}
