import { joinPath, mapCodebasePrompt, type OutboxFile, projectFile, readCodebaseMap, type StepOutcome } from "@dgs/core";
import { promptInputs } from "../work/prompt-inputs.js";
import { judge } from "../work/findings.js";
import { askReader } from "./ask-reader.js";
import type { StepContext } from "./context.js";
import { isFailure } from "../work/context.js";
import { putFile } from "../work/put-file.js";
import { writeFiles } from "../work/write-files.js";

/** Has the code base described anew, so that planning sees it as it is now. (Seed 000, "Integration with Milestone Jobs") */
export async function mapCodebase(context: StepContext): Promise<StepOutcome> {
  const inputs = promptInputs(context.ports.files, [["The project", projectFile(context.place.project, "PROJECT")]]);
  const files = await askReader<readonly OutboxFile[]>(context, {
    role: "codebase-mapper",
    purpose: "map-codebase",
    prompt: (findings) => mapCodebasePrompt(inputs, findings),
    accept: (left) => {
      const { documents, problems } = readCodebaseMap(left);
      return judge(problems, documents);
    },
  });
  if (isFailure(files)) return files;
  const changes = files.flatMap((file) => putFile(context, joinPath(context.place.project, "codebase", file.path), file.text));
  return (await writeFiles(context, changes)) ?? { type: "done", note: `${String(files.length)} documents` };
}
