import type { AskProject } from "@dgs/runtime";
import type { Asking } from "./asking.js";
import type { Live } from "./live.js";
import { clip, plainText } from "@dgs/render";

/** The questions of `dgs new-project` on a terminal. */
export function createAskProject({ askText, askChoice }: Asking, live: Pick<Live, "line" | "pause" | "resume">): AskProject {
  return async ({ text, choices, lines }, kept) => {
    live.pause();
    try {
      if (kept > 0) live.line(`Gone on with: ${String(kept)} ${kept === 1 ? "answer is" : "answers are"} kept from before.`);
      for (const line of lines) live.line(clip(plainText(line), 200));
      const question = plainText(text);
      return choices === undefined ? await askText(question) : await askChoice(question, choices);
    } finally {
      live.resume();
    }
  };
}
