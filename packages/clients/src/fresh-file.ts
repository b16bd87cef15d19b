/**
 * What stands behind the last line of a file that install has made tells how many folders it made for it: none is one line ending, one is none, more are as
 * many line endings. So `--remove` knows which folders were there before, and nothing has to be written down elsewhere.
 */
export function freshEnding(folders: number): string {
  return folders === 1 ? "" : "\n".repeat(Math.max(folders, 1));
}

/** How many folders were made with a file, where its text is what install makes of nothing; `undefined` where it is another text. */
export function foldersMadeWith(text: string, body: string): number | undefined {
  if (!text.startsWith(body)) return undefined;
  const ending = text.slice(body.length);
  const folders = ending === "" ? 1 : ending === "\n" ? 0 : ending.length;
  return freshEnding(folders) === ending ? folders : undefined;
}
