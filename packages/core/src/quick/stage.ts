/** The stages of a quick, spelled as in its file. All but `run agent` are of one repo. */
export const QUICK_STAGES = [
  "create worktree",
  "run agent",
  "commit",
  "fetch",
  "rebase",
  "resolve conflict",
  "undo rebase",
  "gate",
  "fast-forward",
  "push",
  "take back",
  "keep",
  "remove worktree",
  "remove branch",
] as const;

/** One of {@link QUICK_STAGES}. */
export type QuickStage = (typeof QUICK_STAGES)[number];

/** A stage and the repo it is of; `run agent` has none. */
export interface StageOfRepo {
  readonly stage: QuickStage;
  readonly repo?: string;
}

/** Writes a stage as it stands behind the brackets: `` rebase `app` ``. */
export function formatStage({ stage, repo }: StageOfRepo): string {
  return repo === undefined ? stage : `${stage} \`${repo}\``;
}

/** Reads what stands behind the brackets, with or without backticks; `undefined` where it names no stage, or not the repo that one needs. */
export function parseStage(text: string): StageOfRepo | undefined {
  const lower = text.toLowerCase();
  const stage = QUICK_STAGES.find((each) => lower === each || (lower.startsWith(each) && /^[ \t`]/.test(text.slice(each.length))));
  if (stage === undefined) return undefined;
  const rest = text.slice(stage.length).trim();
  const repo = /^`.*`$/.test(rest) ? rest.slice(1, -1).trim() : rest;
  if (stage === "run agent") return repo === "" ? { stage } : undefined;
  return isRepoName(repo) ? { stage, repo } : undefined;
}

/** Whether a name is fit for a step's line and for a folder beside the checkout: one segment, no blanks at its ends, no backtick. */
export function isRepoName(name: string): boolean {
  return /^[^\s`/\\.-](?:[^\n\r\u2028\u2029`/\\]{0,98}[^\s`/\\.])?$/u.test(name) && !/\p{Cc}|\.\./u.test(name);
}
