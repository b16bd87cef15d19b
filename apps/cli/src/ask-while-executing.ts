import type { AskWhileExecuting } from "@dgs/runtime";
import { askCheckpoint, renderCheckpoint } from "./ask-checkpoint.js";
import type { Io } from "./io.js";
import type { Live } from "./live.js";
import { choosePaint, clip, plainText } from "@dgs/render";

/** Asks the person on the terminal, one question at a time while the live view stands still; `undefined` where nobody can be asked. `ring`: calls the person who may look elsewhere. */
export function createAskWhileExecuting(io: Io, live: Live, pathOf: (path: string) => string, ring: () => void = () => undefined): AskWhileExecuting | undefined {
  const { askText } = io;
  if (askText === undefined) return undefined;
  const paint = choosePaint(io.stderr, io.env);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Answer>(lines: readonly string[], question: string, read: (text: string | undefined) => Answer): Promise<Answer> => askInTurn(lines, async () => read(await askText(question)));
  const askInTurn = <Answer>(lines: readonly string[], ask: () => Promise<Answer>): Promise<Answer> => {
    const turn = last.then(async () => {
      live.pause();
      try {
        for (const line of lines) live.line(line);
        ring();
        return await ask();
      } finally {
        live.resume();
      }
    });
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    missingState: () => inTurn(["STATE.md missing but planning artifacts exist.", "Options:", "1. Reconstruct from existing artifacts", "2. Continue without project state (may lose accumulated context)"], "1 or 2?", (text) => (text === undefined ? "stop" : text.trim() === "1" ? "reconstruct" : text.trim() === "2" ? "continue" : "stop")),
    checkpoint: (question) => askInTurn(renderCheckpoint(question, paint, pathOf), () => askCheckpoint(io, question)),
    failure: ({ plan, error }) => inTurn(["", paint("red", `Plan ${plainText(plan)} failed`), `  ${clip(plainText(error), 600)}`], "Continue with the remaining waves, or stop? (continue/stop)", (text) => (text !== undefined && /^c(?:ont(?:inue)?)?$|^y(?:es)?$/i.test(text.trim()) ? "continue" : "stop")),
    approval: ({ checks, path }) => inTurn(["", paint("bold", "Human Verification Checklist"), ...checks.map((check) => `- [ ] ${clip(plainText(check), 300)}`), `The report is ${plainText(pathOf(path))}.`], '"approved", or what is wrong (empty: later)', answerOf),
  };
}

/** An empty answer, or a question that was broken off, puts it off. */
function answerOf(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text.trim();
}
