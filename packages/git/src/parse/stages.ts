/** One version of a path that a merge could not unite: stage 1 is the common base, 2 is ours, 3 is theirs. */
export interface Stage {
  readonly mode: string;
  readonly object: string;
  readonly stage: 1 | 2 | 3;
  readonly path: string;
}

/** Reads what `git ls-files --unmerged` printed, with `-z` or with quoted names in lines; `undefined` when it is not of that form. */
export function parseStages(printed: string, separator: "\0" | "\n" = "\0"): readonly Stage[] | undefined {
  const fields = printed.split(separator);
  if (fields.pop() !== "") return undefined;
  const stages: Stage[] = [];
  for (const field of fields) {
    const match = /^([0-7]{6}) ([0-9a-f]+) ([123])\t(.+)$/s.exec(field);
    if (match?.[1] === undefined || match[2] === undefined || match[4] === undefined) return undefined;
    stages.push({ mode: match[1], object: match[2], stage: match[3] === "1" ? 1 : match[3] === "2" ? 2 : 3, path: match[4] });
  }
  return stages;
}
