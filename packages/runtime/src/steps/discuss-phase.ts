import { discussPhasePrompt, readContext, readContextDocument, type StepCommand, type StepOutcome } from "@dgs/core";
import { foreignDiscussion, openDiscussion, placeOfDiscussion } from "../discussion/discussion-record.js";
import { discussionInputs } from "../discussion/prepare-questions.js";
import { contextPath, writeContext } from "../discussion/write-context.js";
import { isRefusal } from "../refusal.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { judge } from "../work/findings.js";
import { putFile } from "../work/put-file.js";
import { writeFiles } from "../work/write-files.js";
import { askReader } from "./ask-reader.js";
import type { StepContext } from "./context.js";
import { findPhase, type FoundPhase, stepFailure } from "./find-phase.js";

/** What a discussion without anybody to ask came to: why nothing was to be decided, or how many decisions were assumed. */
export type DecidedAlone = { readonly type: "nothing"; readonly why: "skipped" | "there" } | { readonly type: "decided"; readonly assumed: number };

/** Lets an agent decide what a phase leaves open, when nobody can be asked; what is decided already stays. (design 3.9) */
export async function discussPhase(context: StepContext, command: StepCommand): Promise<StepOutcome> {
  const found = findPhase(context, command.phase);
  if (isFailure(found)) return found;
  const decided = await decideAlone(context, found);
  if (isFailure(decided)) return decided;
  if (decided.type === "nothing") return { type: "done", note: decided.why === "skipped" ? "phases are not discussed (workflow.skip_discuss)" : "CONTEXT.md is there already" };
  return decided.assumed === 0 ? { type: "done" } : { type: "done", humanNeeded: [sayAssumed(context, found)] };
}

/** What a person is told of decisions that nobody made. */
export function sayAssumed(context: StepContext, found: FoundPhase): string {
  return `phase ${found.label}: decisions were assumed, see ${contextPath(context, found)}`;
}

/** Decides what a phase leaves open. A discussion that a person began is not lost: its answers count, and only what is open is assumed. */
export async function decideAlone(context: StepContext, found: FoundPhase): Promise<DecidedAlone | WorkFailure> {
  if (context.config["workflow.skip_discuss"]) return { type: "nothing", why: "skipped" };
  const at = placeOfDiscussion(context, found);
  const foreign = foreignDiscussion(at);
  const begun = foreign === undefined ? openDiscussion(at) : undefined;
  if (isRefusal(begun)) return stepFailure(begun);
  if (begun !== undefined) {
    const written = await writeContext(at);
    return isRefusal(written) ? stepFailure(written) : { type: "decided", assumed: written.decisions.filter(({ assumed }) => assumed).length };
  }
  if (found.phase.folder?.documents.CONTEXT !== undefined) return { type: "nothing", why: "there" };
  const inputs = [...discussionInputs(context, found), ...(foreign === undefined ? [] : [{ title: "A discussion that another tool began and did not end", path: at.path, text: foreign }])];
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
  const refused = await writeFiles(context, putFile(context, contextPath(context, found), decided));
  return refused ?? { type: "decided", assumed: readContext(decided).decisions.length };
}
