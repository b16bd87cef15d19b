import { lstatSync } from "node:fs";
import path from "node:path";

/** The folder in a working folder that belongs to DGS; git ignores all of it. */
export const DGS_FOLDER = ".dgs";

/** Returns the first part of `.dgs/outbox` that is there and is no real folder: through a link, emptying the outbox would empty something else. */
export function strangeFolder(folders: readonly string[]): string | undefined {
  return folders.find((folder) => lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === false);
}

/** The folders on the way to an outbox, from the outside in. */
export function foldersOf(cwd: string, name: string): readonly [dgs: string, outboxes: string, outbox: string] {
  const dgs = path.join(cwd, DGS_FOLDER);
  return [dgs, path.join(dgs, "outbox"), path.join(dgs, "outbox", name)];
}
