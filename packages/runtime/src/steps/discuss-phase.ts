import { discussPhasePrompt, NOTHING_DONE, readContext, readContextDocument, type StepCommand, type StepOutcome } from "@dgs/core";
import { type DiscussedPhase, foreignDiscussion, openDiscussion, placeOfDiscussion } from "../discussion/discussion-record.js";
import { discussionInputs } from "../discussion/prepare-questions.js";
import { commitContext, contextMarker, contextPath, writeContext } from "../discussion/write-context.js";
import { isRefusal } from "../refusal.js";
import { isMarked, markUncommitted } from "../work/commit-marked.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { judge } from "../work/findings.js";
import { putFile } from "../work/put-file.js";
import { writeFiles } from "../work/write-files.js";
import { askReader } from "./ask-reader.js";
import type { StepContext } from "./context.js";
import { findPhase, type FoundPhase, stepFailure } from "./find-phase.js";
import { folderOfPhase } from "./folder-of-phase.js";
import { haltAtLock } from "./halt-at-lock.js";

/** What a discussion without anybody to ask came to: why nothing was to be decided, or how many decisions were assumed. */
export type DecidedAlone = { readonly type: "nothing"; readonly why: "skipped" | "there" } | { readonly type: "decided"; readonly assumed: number };

/** Lets an agent decide what a phase leaves open, when nobody can be asked, and commits it; what is decided already stays. (design 3.9) */
export async function discussPhase(context: StepContext, command: StepCommand): Promise<StepOutcome> {
  const found = findPhase(context, command.phase);
  if (isFailure(found)) return found;
  const decided = await decideAlone(context, found);
  if (isFailure(decided)) return decided;
  const at = placeOfDiscussion(context, found);
  // What a run has decided that was killed before its commit, nobody has heard of yet.
  const assumed = decided.type === "decided" ? decided.assumed : isMarked(context, contextMarker(at)) ? assumedIn(at) : 0;
  const commit = await commitContext(at);
  if (isFailure(commit)) return commit;
  const halted = haltAtLock(context, "the phase is discussed", commit);
  if (halted !== undefined) return halted;
  const note = decided.type === "decided" ? {} : { note: decided.why === "skipped" ? NOTHING_DONE.notDiscussed : NOTHING_DONE.discussed };
  return { type: "done", ...note, ...(assumed === 0 ? {} : { humanNeeded: [sayAssumed(context, found)] }) };
}

function assumedIn({ context, found }: DiscussedPhase): number {
  const text = context.ports.files.read(contextPath(context, found));
  return typeof text === "string" ? readContext(text).decisions.filter(({ assumed }) => assumed).length : 0;
}

/** What a person is told of decisions that nobody made. */
export function sayAssumed(context: StepContext, found: FoundPhase): string {
  return `phase ${found.label}: decisions were assumed, see ${contextPath(context, found)}`;
}

/** Decides what a phase leaves open, and leaves the commit to its caller. A discussion that a person began is not lost: its answers count, and only what is open is assumed. */
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
  const refused = await writeFiles(context, [...markUncommitted(context, folderOfPhase(context, found.phase), "discussion"), ...putFile(context, contextPath(context, found), decided)]);
  return refused ?? { type: "decided", assumed: readContext(decided).decisions.length };
}
