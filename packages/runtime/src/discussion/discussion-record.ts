import { changeDiscussion, type Discussion, type DiscussionChange, discussionPath, isForeignDiscussion, type PlanningPath, readDiscussion, renderDiscussion } from "@dgs/core";
import type { QuestionSet } from "@dgs/core";
import { fileRefusal, isFileRefusal, isRefusal, problemRefusal, refuse, type Refusal } from "../refusal.js";
import type { StepContext } from "../steps/context.js";
import type { FoundPhase } from "../steps/find-phase.js";
import { folderOfPhase } from "../steps/folder-of-phase.js";

/** The phase that is discussed, and the file that holds the discussion. */
export interface DiscussedPhase {
  readonly context: StepContext;
  readonly found: FoundPhase;
  readonly path: PlanningPath;
}

/** A discussion and the text that it was read from. */
export interface ReadDiscussion {
  readonly text: string;
  readonly discussion: Discussion;
}

/** How often an answer is written anew onto a file that somebody saves at the same moment. */
const TRIES = 5;

/** Finds the place of a phase's discussion. */
export function placeOfDiscussion(context: StepContext, found: FoundPhase): DiscussedPhase {
  return { context, found, path: discussionPath(folderOfPhase(context, found.phase), found.phase.number) };
}

/** The text of a discussion that another tool has begun under the same name; `undefined` where there is none. */
export function foreignDiscussion({ context, path }: DiscussedPhase): string | undefined {
  const text = context.ports.files.read(path);
  return typeof text === "string" && isForeignDiscussion(text) ? text : undefined;
}

/** Reads a discussion; `undefined` where none goes on. One that cannot be understood is a refusal: answers may stand in it. */
export function openDiscussion({ context, found, path }: DiscussedPhase): ReadDiscussion | undefined | Refusal {
  const text = context.ports.files.read(path);
  if (text === undefined) return undefined;
  if (isFileRefusal(text)) return fileRefusal(text);
  const { discussion, problems } = readDiscussion(text, path);
  if (discussion !== undefined) return { text, discussion };
  const told = problemRefusal(problems);
  return {
    ...(told ?? refuse("discussion-unread", "it cannot be read", "", { at: path })),
    code: "discussion-unread",
    message: `the discussion of phase ${found.label} that goes on cannot be read: ${told?.message ?? ""}`,
    remedy: `${told?.remedy ?? ""} Or move the file away: the questions are then prepared anew.`.trim(),
  };
}

/** Writes the file of a discussion that begins. */
export async function beginDiscussion(at: DiscussedPhase, set: QuestionSet): Promise<ReadDiscussion | Refusal> {
  const { context, found, path } = at;
  const written = await context.ports.files.write([{ type: "create", path, text: renderDiscussion(found.phase.number, set, context.ports.clock.now()) }]);
  return written === "written" ? stillThere(at) : fileRefusal(written);
}

/** Writes a change into the file as it stands now, durably: what a person saved meanwhile stays. */
export async function recordDiscussion(at: DiscussedPhase, change: DiscussionChange): Promise<ReadDiscussion | Refusal> {
  const { ports } = at.context;
  for (let attempt = 1; ; attempt++) {
    const read = stillThere(at);
    if (isRefusal(read)) return read;
    const after = changeDiscussion(read.text, change, ports.clock.now());
    const written = await ports.files.write([{ type: "edit", path: at.path, before: read.text, edits: [{ start: 0, end: read.text.length, text: after }] }]);
    if (written === "written") return stillThere(at);
    if (written.code !== "changed-meanwhile" || attempt === TRIES) return fileRefusal(written);
  }
}

/** Reads a discussion that has to be there. */
export function stillThere(at: DiscussedPhase): ReadDiscussion | Refusal {
  return openDiscussion(at) ?? refuse("discussion-missing", "the file was deleted while its questions were asked", "Run the command again: the questions are prepared anew.", { at: at.path, exit: "conflict" });
}
