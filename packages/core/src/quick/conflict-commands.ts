/** Where a conflict is to be resolved by hand. */
export interface ConflictPlace {
  /** The path of the worktree, as the person can use it. */
  readonly worktree: string;
  /** What the branch is to be rebased onto. */
  readonly onto: string;
  readonly files: readonly string[];
  /** The command that goes on with the completion. */
  readonly again?: string;
}

/** The commands that resolve a conflict by hand, to be copied into a shell, one after the other. (Seed 000, "falls back to manual instructions") */
export function conflictCommands({ worktree, onto, files, again }: ConflictPlace): readonly string[] {
  return [
    `cd ${quoteWord(worktree)}`,
    `git rebase ${quoteWord(onto)}`,
    `# edit, then: git add -- ${files.length === 0 ? "." : files.map(quoteWord).join(" ")}`,
    "git rebase --continue",
    again ?? "dgs complete-quick",
  ];
}

/** A word that a shell takes as it stands; control characters are written as escapes, so that what is copied is what is seen. */
function quoteWord(word: string): string {
  if (/^[A-Za-z0-9_./@%+=:,][A-Za-z0-9_./@%+=:,-]*$/.test(word)) return word;
  if (!/\p{Cc}/u.test(word)) return `'${word.replaceAll("'", `'\\''`)}'`;
  const escaped = word.replace(/[\\']/g, (character) => `\\${character}`).replace(/\p{Cc}/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`);
  return `$'${escaped}'`;
}
