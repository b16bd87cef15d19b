import type { Git, GitRefusal } from "@dgs/core";
import { createRedactor } from "@dgs/process";
import { isRefusal } from "./refusal.js";

/** Characters of git's words that a refusal carries, the last ones: the reason stands at the end. */
const MAX_WORDS = 4_000;

/**
 * Makes an engine whose refusals have no secrets in them. Their words are shown and written into planning files, and they hold passwords in addresses of remotes and what
 * a hook prints. What is secret is told by the environment that the engine was made with, and found out once.
 */
export function hideInRefusals(git: Git, env: Readonly<Record<string, string | undefined>>): Git {
  const redactor = createRedactor(env);
  // Hidden before it is cut: the end of a secret is not recognised.
  const hidden = (refusal: GitRefusal): GitRefusal => ({ ...refusal, message: redactor.text(refusal.message).slice(-MAX_WORDS) });
  const calls = Object.entries(git as unknown as Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>);
  const safe = calls.map(([name, call]) => [name, async (...args: readonly unknown[]) => {
    const answer = await call(...args);
    return isRefusal(answer) ? hidden(answer) : answer;
  }] as const);
  return Object.fromEntries(safe) as unknown as Git;
}
