import type { AnsweredQuestion, DiscussionAnswer } from "@dgs/core";
import type { DiscussionAsked, DiscussionPreview } from "@dgs/runtime";
import type { Paint } from "./paint.js";
import { clip, plainText } from "./plain-text.js";

/** What stands above a question about a phase. An agent wrote it: nothing of it moves the cursor or colours. */
export function renderDiscussionQuestion({ phase, turn, of, topic, question, why, options, answer }: DiscussionAsked, paint: Paint): string[] {
  return [
    "",
    paint("bold", `Phase ${plainText(phase)}, question ${String(turn)} of ${String(of)}${topic === "" ? "" : `: ${clip(plainText(topic), 160)}`}`),
    clip(plainText(question), 800),
    ...(why === "" ? [] : [paint("dim", `Why it matters: ${clip(plainText(why), 800)}`)]),
    "",
    ...recommendedFirst(options).flatMap(({ label, consequence, recommended }) => [
      `  ${clip(plainText(label), 160)}${recommended ? paint("green", " (recommended)") : ""}`,
      ...(consequence === "" ? [] : [paint("dim", `      ${clip(plainText(consequence), 800)}`)]),
    ]),
    ...(answer === undefined ? [] : ["", `So far: ${clip(plainText(sayAnswer(answer)), 300)}`]),
    "",
  ];
}

/** All questions with what would be assumed, or what a person said instead. */
export function renderAssumptions({ phase, questions }: DiscussionPreview, paint: Paint): string[] {
  return ["", paint("bold", `Phase ${plainText(phase)}: what would be assumed`), ...questions.flatMap((question) => assumptionLines(question, paint)), ""];
}

function assumptionLines({ topic, question, options, answer }: AnsweredQuestion, paint: Paint): string[] {
  const [recommended] = recommendedFirst(options);
  const taken = answer ?? (recommended === undefined ? undefined : ({ type: "option", label: recommended.label } as const));
  const follows = options.find(({ label }) => taken?.type === "option" && taken.label === label)?.consequence ?? "";
  return [
    `  ${topic === "" ? "" : `${paint("bold", clip(plainText(topic), 160))}: `}${clip(plainText(question), 400)}`,
    `      ${clip(plainText(taken === undefined ? "the planner decides" : sayAnswer(taken)), 300)}${answer === undefined ? paint("yellow", " (assumed)") : paint("green", " (your answer)")}`,
    ...(follows === "" ? [] : [paint("dim", `      ${clip(plainText(follows), 400)}`)]),
  ];
}

/** What would be written, before it is. */
export function renderDiscussionPreview({ phase, result }: DiscussionPreview, paint: Paint): string[] {
  const { decisions, specifics, deferred } = result;
  const listed = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  - ${line}`)]);
  return [
    "",
    paint("bold", `Phase ${plainText(phase)}: what would be written`),
    ...listed("Decisions", decisions.map(({ text, assumed }) => `${clip(plainText(text), 600)}${assumed ? paint("yellow", " (assumed)") : ""}`)),
    ...listed("To keep in mind", specifics.map((text) => clip(plainText(text), 600))),
    ...listed("Deferred", deferred.map((text) => clip(plainText(text), 600))),
    "",
  ];
}

/** The options of a question in the order that a person sees them in. */
export function recommendedFirst<Option extends { readonly recommended: boolean }>(options: readonly Option[]): readonly Option[] {
  return [...options].sort((a, b) => Number(b.recommended) - Number(a.recommended));
}

/** Says an answer in a few words. */
export function sayAnswer(answer: DiscussionAnswer): string {
  switch (answer.type) {
    case "option":
      return answer.label;
    case "words":
      return answer.text;
    case "assumed":
      return "decided by the agent";
    case "deferred":
      return "not in this phase";
  }
}
