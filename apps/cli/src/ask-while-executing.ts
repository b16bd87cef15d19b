import type { AskWhileExecuting } from "@dgs/runtime";
import type { Io } from "./io.js";
import type { Live } from "./live.js";
import { choosePaint, type Paint } from "./paint.js";
import { clip, plainText } from "./plain-text.js";

/** Asks the person on the terminal, one question at a time while the live view stands still; `undefined` where nobody can be asked. */
export function createAskWhileExecuting(io: Io, live: Live, pathOf: (path: string) => string): AskWhileExecuting | undefined {
  const { askText } = io;
  if (askText === undefined) return undefined;
  const paint = choosePaint(io.stderr, io.env);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Answer>(lines: readonly string[], question: string, read: (text: string | undefined) => Answer): Promise<Answer> => {
    const turn = last.then(async () => {
      live.pause();
      try {
        for (const line of lines) live.line(line);
        return read(await askText(question));
      } finally {
        live.resume();
      }
    });
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    missingState: () => inTurn(["STATE.md missing but planning artifacts exist.", "Options:", "1. Reconstruct from existing artifacts", "2. Continue without project state (may lose accumulated context)"], "1 or 2?", (text) => (text === undefined ? "stop" : text.trim() === "1" ? "reconstruct" : text.trim() === "2" ? "continue" : "stop")),
    checkpoint: (question) => inTurn(renderCheckpoint(question, paint, pathOf), 'Your answer ("approved", what is wrong, or your choice; "skip" this plan, "abort" the phase; empty: later)', readCheckpointAnswer),
    failure: ({ plan, error }) => inTurn(["", paint("red", `Plan ${plainText(plan)} failed`), `  ${clip(plainText(error), 600)}`], "Continue with the remaining waves, or stop? (continue/stop)", (text) => (text !== undefined && /^c(?:ont(?:inue)?)?$|^y(?:es)?$/i.test(text.trim()) ? "continue" : "stop")),
    approval: ({ checks, path }) => inTurn(["", paint("bold", "Human Verification Checklist"), ...checks.map((check) => `- [ ] ${clip(plainText(check), 300)}`), `The report is ${plainText(pathOf(path))}.`], '"approved", or what is wrong (empty: later)', answerOf),
  };
}

type Question = Parameters<AskWhileExecuting["checkpoint"]>[0];

/** (Seed 004, "checkpoint_handling", 4) */
function renderCheckpoint(question: Question, paint: Paint, pathOf: (path: string) => string): string[] {
  const { plan, planName, kind, progress, taskName, options } = question;
  return [
    "",
    paint("bold", `Checkpoint: ${plainText(kind)}`),
    "",
    `Plan: ${plainText(plan)}${planName === undefined ? "" : ` ${plainText(planName)}`}`,
    ...(progress === undefined ? [] : [`Progress: ${plainText(progress)}`]),
    ...(taskName === undefined ? [] : [`Task: ${plainText(taskName)}`]),
    "",
    ...linesOf(question.details),
    "",
    ...linesOf(question.awaiting),
    ...options.map((option) => `  ${plainText(option.id)}${option.name === undefined ? "" : `: ${plainText(option.name)}`}${option.recommended ? " (recommended)" : ""}`),
    `It is kept in ${plainText(pathOf(question.path))}.`,
  ];
}

function readCheckpointAnswer(text: string | undefined): Awaited<ReturnType<AskWhileExecuting["checkpoint"]>> {
  const answer = answerOf(text);
  if (answer !== undefined && /^(?:skip|abort)$/i.test(answer)) return { givenUp: /^skip$/i.test(answer) ? "continue" : "stop" };
  return answer;
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/).slice(0, 200).map((line) => plainText(line));
}

/** An empty answer, or a question that was broken off, puts it off. */
function answerOf(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text.trim();
}
