/** A folder of a tree that a reset leaves as it is: relative to the tree, with `/`; `undefined` for none. */
export type Spared = string | undefined;

/** Pathspecs for the whole tree but the spared folder. */
export function pathsBut(spared: Spared): readonly string[] {
  return [":(top)", ...(spared === undefined ? [] : [`:(top,exclude,literal)${spared}`])];
}

/** Arguments under which `git clean` leaves the spared folder: it counts as ignored, and so do the folders that hold it. */
export function cleanBut(spared: Spared): readonly string[] {
  if (spared === undefined) return [];
  const pattern = spared.replace(/[\\*?[\]!#]/g, "\\$&").replace(/ $/, "\\ ");
  return [`--exclude=/${pattern}`];
}

/** Whether a path is the spared folder or lies in it. */
export function isSpared(file: string, spared: Spared): boolean {
  return spared !== undefined && (file === spared || file.startsWith(`${spared}/`));
}
