import type { AnsweredQuestion, DiscussionAnswer, DiscussionExtra, DiscussionResult } from "@dgs/core";
import type { DecisionReport } from "../commands/discuss-phase-reports.js";

/** A question as a person is asked it. */
export interface DiscussionAsked extends AnsweredQuestion {
  /** The phase as people write it. */
  readonly phase: string;
  /** Which of the questions, from 1. */
  readonly turn: number;
  readonly of: number;
}

/** What a person says to a question. `keep`: the answer that stands there already; `stop`: go on later. */
export type QuestionReply = { readonly type: "answer"; readonly answer: DiscussionAnswer } | { readonly type: "keep" } | { readonly type: "back" } | { readonly type: "stop" };

/** What a person says when all questions have their answers. */
export type MoreReply = { readonly type: "add"; readonly extra: DiscussionExtra; readonly text: string } | { readonly type: "done" } | { readonly type: "back" } | { readonly type: "stop" };

/** What a person says to the decisions as they would be written. */
export type ConfirmReply = { readonly type: "write" } | { readonly type: "more" } | { readonly type: "change"; readonly id: string } | { readonly type: "stop" };

/** A discussion before it is written down. */
export interface DiscussionPreview {
  readonly phase: string;
  readonly questions: readonly AnsweredQuestion[];
  readonly result: DiscussionResult;
}

/** Asks the person at the terminal about a phase. */
export interface AskDiscussion {
  /** CONTEXT.md is there: whether to add to it. */
  readonly existing: (there: { readonly phase: string; readonly path: string; readonly decisions: readonly DecisionReport[] }) => Promise<"add" | "leave">;
  readonly question: (question: DiscussionAsked) => Promise<QuestionReply>;
  /** All questions at once, each with its answer or, where it has none, with the recommended one (`workflow.discuss_mode: assumptions`); `write` confirms them all. */
  readonly assumptions: (preview: DiscussionPreview) => Promise<ConfirmReply>;
  readonly more: (preview: DiscussionPreview) => Promise<MoreReply>;
  readonly confirm: (preview: DiscussionPreview) => Promise<ConfirmReply>;
}
