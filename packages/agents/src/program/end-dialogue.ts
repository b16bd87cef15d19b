import type { CancelSignal } from "@dgs/core";
import type { Dialogue } from "./adapter.js";

/** Time for a program to answer that it gave its turn up, before it is ended. */
const CANCEL_MS = 3_000;

/** Time for a program to end by itself after its input has ended. */
const LINGER_MS = 3_000;

/** The end of a dialogue. */
export interface DialogueEnd {
  /** What the process is ended by. */
  readonly signal: AbortSignal;
  /** To be called after each line. */
  readonly look: () => void;
  /** Whether the program answered before anybody stopped it. */
  readonly isClean: () => boolean;
  readonly release: () => void;
}

/**
 * Ends the process of a dialogue: one that has answered gets a little time to end by itself, as such programs are servers and wait for more;
 * one that is stopped is first asked to give its turn up, so that it ends its tools and tells its usage.
 */
export function endDialogue(dialogue: Dialogue, outer: CancelSignal): DialogueEnd {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let isClean = false;
  const endWithin = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => { controller.abort(); }, ms);
  };
  const stop = (): void => {
    if (dialogue.isOver()) return;
    if (dialogue.cancel()) endWithin(CANCEL_MS);
    else controller.abort();
  };
  outer.addEventListener("abort", stop);
  if (outer.aborted) stop();
  return {
    signal: controller.signal,
    look() {
      if (!dialogue.isOver() || isClean) return;
      isClean = !outer.aborted;
      if (isClean) endWithin(LINGER_MS);
      else controller.abort();
    },
    isClean: () => isClean,
    release() {
      clearTimeout(timer);
      outer.removeEventListener("abort", stop);
    },
  };
}
