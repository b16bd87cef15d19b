import { type AnsweredQuestion, type Discussion, type DiscussionAnswer, openQuestions, resultOf } from "@dgs/core";
import { isRefusal, type Refusal } from "../refusal.js";
import type { AskDiscussion, DiscussionPreview } from "./ask-discussion.js";
import { type DiscussedPhase, recordDiscussion, stillThere } from "./discussion-record.js";

/** How asking ended: everything is decided and confirmed, or the person goes on another time. */
export type AskedEnd = "confirmed" | "stopped" | Refusal;

/** Asks for everything that is open, one after the other; each answer is in the file before the next question. */
export async function askQuestions(at: DiscussedPhase, ask: AskDiscussion): Promise<AskedEnd> {
  if (at.context.config["workflow.discuss_mode"] === "assumptions") return askAtOnce(at, ask);
  const asked = await askOpen(at, ask);
  return asked === "answered" ? askForMore(at, ask) : asked;
}

async function askOpen(at: DiscussedPhase, ask: AskDiscussion): Promise<"answered" | "stopped" | Refusal> {
  let index: number | undefined;
  for (;;) {
    const read = stillThere(at);
    if (isRefusal(read)) return read;
    const { questions } = read.discussion;
    index ??= nextOpen(questions, 0);
    if (index === undefined || questions[index] === undefined) return "answered";
    const end = await askOne(at, ask, read.discussion, index);
    if (end === "stopped" || isRefusal(end)) return end;
    index = end === "back" ? Math.max(0, index - 1) : (nextOpen(end, index + 1) ?? Number.POSITIVE_INFINITY);
  }
}

/** The next question that is open from a place on, and else the first that is. */
function nextOpen(questions: readonly AnsweredQuestion[], from: number): number | undefined {
  const open = questions.flatMap(({ answer }, index) => (answer === undefined ? [index] : []));
  return open.find((index) => index >= from) ?? open[0];
}

/** Returns the questions as they stand with the answer. */
async function askOne(at: DiscussedPhase, ask: AskDiscussion, { questions }: Discussion, index: number): Promise<readonly AnsweredQuestion[] | "back" | "stopped" | Refusal> {
  const question = questions[index];
  if (question === undefined) return questions;
  if (at.context.signal.aborted) return "stopped";
  const reply = await ask.question({ ...question, phase: at.found.label, turn: index + 1, of: questions.length });
  switch (reply.type) {
    case "stop":
      return "stopped";
    case "back":
      return "back";
    case "keep":
      return questions;
    case "answer": {
      const recorded = await recordDiscussion(at, { answers: new Map([[question.id, reply.answer]]) });
      return isRefusal(recorded) ? recorded : recorded.discussion.questions;
    }
  }
}

async function askForMore(at: DiscussedPhase, ask: AskDiscussion): Promise<AskedEnd> {
  for (;;) {
    const preview = previewOf(at);
    if (isRefusal(preview)) return preview;
    if (at.context.signal.aborted) return "stopped";
    const reply = await ask.more(preview);
    switch (reply.type) {
      case "stop":
        return "stopped";
      case "back": {
        const again = await askAgain(at, ask, preview.questions.at(-1)?.id);
        if (again !== "answered") return again;
        break;
      }
      case "add": {
        const recorded = await recordDiscussion(at, { extra: reply.extra, text: reply.text });
        if (isRefusal(recorded)) return recorded;
        break;
      }
      case "done": {
        const end = await askToConfirm(at, ask);
        if (end !== "more") return end;
      }
    }
  }
}

async function askToConfirm(at: DiscussedPhase, ask: AskDiscussion): Promise<AskedEnd | "more"> {
  for (;;) {
    const preview = previewOf(at);
    if (isRefusal(preview)) return preview;
    if (at.context.signal.aborted) return "stopped";
    const reply = await ask.confirm(preview);
    if (reply.type === "write") return "confirmed";
    if (reply.type === "more") return "more";
    const again = reply.type === "stop" ? "stopped" : await askAgain(at, ask, reply.id);
    if (again !== "answered") return again;
  }
}

/** Shows what would be assumed, and takes it all with one word; what a person corrects is asked by itself. */
async function askAtOnce(at: DiscussedPhase, ask: AskDiscussion): Promise<AskedEnd> {
  for (;;) {
    const preview = previewOf(at);
    if (isRefusal(preview)) return preview;
    if (at.context.signal.aborted) return "stopped";
    const reply = await ask.assumptions(preview);
    if (reply.type === "write") {
      const recorded = await recordDiscussion(at, { answers: new Map(openQuestions(preview).map((question) => [question.id, recommended(question)])) });
      return isRefusal(recorded) ? recorded : "confirmed";
    }
    if (reply.type === "more") return askForMore(at, ask);
    const again = reply.type === "stop" ? "stopped" : await askAgain(at, ask, reply.id);
    if (again !== "answered") return again;
  }
}

/** A person who confirms an assumption has decided it. */
function recommended({ options }: AnsweredQuestion): DiscussionAnswer {
  const option = options.find((each) => each.recommended) ?? options[0];
  return option === undefined ? { type: "assumed" } : { type: "option", label: option.label };
}

/** Asks one question, and from there back to the ones before it as far as the person wants to go. */
async function askAgain(at: DiscussedPhase, ask: AskDiscussion, id: string | undefined): Promise<"answered" | "stopped" | Refusal> {
  const read = stillThere(at);
  if (isRefusal(read)) return read;
  const { questions } = read.discussion;
  let index = questions.findIndex((question) => question.id === id);
  for (;;) {
    const end = index < 0 ? [] : await askOne(at, ask, read.discussion, index);
    if (end === "stopped" || isRefusal(end)) return end;
    if (end !== "back" || index === 0) return "answered";
    index--;
  }
}

function previewOf(at: DiscussedPhase): DiscussionPreview | Refusal {
  const read = stillThere(at);
  if (isRefusal(read)) return read;
  const { discussion } = read;
  return { phase: at.found.label, questions: discussion.questions, result: resultOf(discussion) };
}
