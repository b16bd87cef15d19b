import type { AnsweredQuestion } from "@dgs/core";
import type { AskDiscussion, ConfirmReply, DiscussionAsked, MoreReply, QuestionReply } from "@dgs/runtime";
import type { Choice, Io } from "./io.js";
import type { Live } from "./live.js";
import { clip, type Paint, plainText, recommendedFirst, renderAssumptions, renderDiscussionPreview, renderDiscussionQuestion, sayAnswer } from "@dgs/render";

type Asking = Required<{ readonly [Key in "askText" | "askChoice"]: NonNullable<Io[Key]> }>;
type Line = Live["line"];

/** Characters of an answer: what is longer belongs into a document that the answer names. */
const MOST_WORDS = 10_000;

/** The questions of `dgs discuss-phase` on a terminal. A question that was broken off stops the discussion; what is answered stays. */
export function createAskDiscussion({ askText, askChoice }: Pick<Io, "askText" | "askChoice">, live: Pick<Live, "line" | "pause" | "resume">, paint: Paint): AskDiscussion | undefined {
  if (askText === undefined || askChoice === undefined) return undefined;
  const asking: Asking = { askText, askChoice };
  const whileStill = async <Answer>(lines: readonly string[], question: () => Promise<Answer>): Promise<Answer> => {
    live.pause();
    try {
      lines.forEach(live.line);
      return await question();
    } finally {
      live.resume();
    }
  };
  return {
    existing: ({ phase, path, decisions }) =>
      whileStill([`Phase ${plainText(phase)} has decisions already: ${String(decisions.length)} in ${plainText(path)}`], async () => ((await askChoice("Add to them?", EXISTING)) === "add" ? "add" : "leave")),
    question: (question) => whileStill(renderDiscussionQuestion(question, paint), () => askDiscussionQuestion(asking, question, live.line)),
    assumptions: (preview) => whileStill(renderAssumptions(preview, paint), () => askAssumptions(asking, preview.questions)),
    more: ({ questions }) => whileStill([], () => askMore(asking, questions.length > 0, live.line)),
    confirm: (preview) => whileStill(renderDiscussionPreview(preview, paint), () => askConfirm(asking, preview.questions)),
  };
}

const EXISTING: readonly Choice[] = [
  { value: "leave", label: "No", hint: "CONTEXT.md stays as it is" },
  { value: "add", label: "Yes", hint: "an agent prepares questions on what is open" },
];

const STOP: Choice = { value: "stop", label: "Stop", hint: "go on later with the same command" };
const BACK: Choice = { value: "back", label: "Back", hint: "to the question before" };

/** Asks one question: the options with the recommended one first, and always own words, "decide for me", "not in this phase", back and stop. */
export async function askDiscussionQuestion(asking: Asking, { options, answer, turn }: Pick<DiscussionAsked, "options" | "answer" | "turn">, line: Line): Promise<QuestionReply> {
  const ordered = recommendedFirst(options);
  const choices: readonly Choice[] = [
    ...(answer === undefined ? [] : [{ value: "keep", label: "Keep the answer", hint: clip(plainText(sayAnswer(answer)), 80) }]),
    ...ordered.map(({ label, recommended }, index) => ({ value: `option ${String(index)}`, label: clip(plainText(label), 100), ...(recommended ? { hint: "recommended" } : {}) })),
    { value: "words", label: "In your own words" },
    { value: "assumed", label: "Decide for me", hint: "recorded as assumed" },
    { value: "deferred", label: "Not in this phase", hint: "goes to what is deferred" },
    ...(turn > 1 ? [BACK] : []),
    STOP,
  ];
  for (;;) {
    const taken = await asking.askChoice("Your choice", choices);
    const option = ordered.find((_, index) => taken === `option ${String(index)}`);
    if (option !== undefined) return { type: "answer", answer: { type: "option", label: option.label } };
    switch (taken) {
      case "assumed":
      case "deferred":
        return { type: "answer", answer: { type: taken } };
      case "keep":
      case "back":
        return { type: taken };
      case "words": {
        const text = await askWords(asking, "Your decision (empty: back)", line);
        if (text === undefined) return { type: "stop" };
        if (text !== "") return { type: "answer", answer: { type: "words", text } };
        break;
      }
      case undefined:
      default:
        return { type: "stop" };
    }
  }
}

/** Asks for a text until it has a length that somebody reads; empty: nothing was said; `undefined`: it was broken off. */
async function askWords({ askText }: Asking, question: string, line: Line): Promise<string | undefined> {
  for (;;) {
    const text = await askText(question);
    if (text === undefined) return undefined;
    if (text.length <= MOST_WORDS) return text.trim();
    line(`That has ${String(text.length)} characters, and ${String(MOST_WORDS)} is the most: write it into a document and name that.`);
  }
}

const MORE: readonly Choice[] = [
  { value: "done", label: "No", hint: "show what would be written" },
  { value: "decisions", label: "A decision" },
  { value: "specifics", label: "Something to keep in mind", hint: "an example, a wording, a look" },
  { value: "deferred", label: "An idea for later", hint: "goes to what is deferred" },
];

async function askMore(asking: Asking, hasQuestions: boolean, line: Line): Promise<MoreReply> {
  for (;;) {
    const taken = await asking.askChoice("Anything else about the phase?", [...MORE, ...(hasQuestions ? [BACK] : []), STOP]);
    switch (taken) {
      case "done":
      case "back":
        return { type: taken };
      case "decisions":
      case "specifics":
      case "deferred": {
        const text = await askWords(asking, "In your words (empty: back)", line);
        if (text === undefined) return { type: "stop" };
        if (text !== "") return { type: "add", extra: taken, text };
        break;
      }
      case undefined:
      default:
        return { type: "stop" };
    }
  }
}

function askConfirm(asking: Asking, questions: readonly AnsweredQuestion[]): Promise<ConfirmReply> {
  return askAboutAll(asking, { question: "Write it?", yes: { value: "write", label: "Yes", hint: "into CONTEXT.md" }, change: "Change" }, questions);
}

function askAssumptions(asking: Asking, questions: readonly AnsweredQuestion[]): Promise<ConfirmReply> {
  return askAboutAll(asking, { question: "Is that so?", yes: { value: "write", label: "Yes, all of it", hint: "into CONTEXT.md" }, change: "Correct" }, questions);
}

async function askAboutAll({ askChoice }: Asking, words: { readonly question: string; readonly yes: Choice; readonly change: string }, questions: readonly AnsweredQuestion[]): Promise<ConfirmReply> {
  const changes = questions.map(({ topic, question }, index): Choice => ({ value: `question ${String(index)}`, label: clip(plainText(`${words.change}: ${topic === "" ? question : topic}`), 100) }));
  const taken = await askChoice(words.question, [words.yes, ...changes, { value: "more", label: "Add something" }, STOP]);
  const changed = questions.find((_, index) => taken === `question ${String(index)}`);
  if (changed !== undefined) return { type: "change", id: changed.id };
  return taken === "write" || taken === "more" ? { type: taken } : { type: "stop" };
}
