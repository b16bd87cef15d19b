import { discussPhasePrompt, joinPath, type OutboxFile, phaseFilePath, projectFile, type StepCommand, type StepOutcome } from "@dgs/core";
import { promptInputs } from "../work/prompt-inputs.js";
import type { Findings } from "../work/findings.js";
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
  const text = await askReader<string>(context, {
    role: "discussion",
    purpose: `discuss-phase ${found.label}`,
    prompt: (findings) => discussPhasePrompt(found.phase.number, inputs, findings),
    accept: acceptContext,
  });
  if (typeof text === "object") return text;
  const path = phaseFilePath(folderOfPhase(context, found.phase), found.phase.number, "CONTEXT");
  return (await writeFiles(context, putFile(context, path, text))) ?? { type: "done", humanNeeded: [`phase ${found.label}: decisions were assumed, see ${path}`] };
}

function acceptContext(files: readonly OutboxFile[]): string | Findings {
  const file = files.find((each) => each.path.endsWith("CONTEXT.md"));
  if (file === undefined) return { type: "findings", findings: ["the outbox has no CONTEXT.md"] };
  return file.text.trim().length < 20 ? { type: "findings", findings: [`${file.path} says nothing`] } : file.text;
}
