import { lstatSync, type Stats } from "node:fs";

/** Returns what stands at a path; `undefined` when nothing does, also where one of its folders is a file. Links are not followed. */
export function factsOf(target: string | Buffer): Stats | undefined {
  try {
    return lstatSync(target, { throwIfNoEntry: false });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOTDIR") return undefined;
    throw error;
  }
}
