/**
 * An answer that libgit2 gave and that the git program would give too. `undefined` in place of one: there is some doubt, and the
 * program is asked. (An answer may itself be `undefined`.)
 */
export interface Sure<T> {
  readonly answer: T;
}

/** Makes an answer. */
export function sure<T>(answer: T): Sure<T> {
  return { answer };
}

/**
 * Runs what asks libgit2 and takes every "no" of libgit2's or of the file system's for a doubt.
 *
 * Why something is refused is for the program to say: its words and the codes made of them are the same under both engines then.
 */
export async function unlessRefused<T>(ask: () => Promise<Sure<T> | undefined>): Promise<Sure<T> | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && "errno" in error) return undefined;
    throw error;
  }
}
