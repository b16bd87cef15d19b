import type { AskPlanPhase } from "@dgs/runtime";
import type { Io } from "./io.js";
import type { Live } from "./live.js";
import { findingLine, type Paint, plainText } from "@dgs/render";

/** The questions of `dgs plan-phase` on a terminal; absent where nobody can be asked. */
export function createAskPlanPhase({ ask }: Pick<Io, "ask">, live: Pick<Live, "line" | "pause" | "resume">, paint: Paint): AskPlanPhase | undefined {
  if (ask === undefined) return undefined;
  const whileStill = async (question: string): Promise<boolean> => {
    live.pause();
    try {
      return await ask(question);
    } finally {
      live.resume();
    }
  };
  return {
    withoutDiscussion: (phase) => whileStill(`Phase ${plainText(phase)} was not discussed (dgs discuss-phase ${plainText(phase)}). Plan it without?`),
    accept: (findings) => {
      live.line(paint("bold", "The plan checker has found:"));
      for (const line of findings.map((finding) => findingLine(finding, paint))) live.line(line);
      return whileStill("Take the plans all the same?");
    },
  };
}
