/**
 * Names of files as their bytes, one Latin-1 character each: what splits, quotes or trims breaks on them, and some are no UTF-8. Some
 * are folders for others, so that files, folders and links come to stand in each other's place.
 */
export const NAMES: readonly string[] = [
  ...["a.txt", "b.txt", "dir/c.txt", "dir/deep/d.txt", "dir", "a.txt/inside.txt", "with space.txt", 'quo"te.txt', "new\nline.txt", "tab\there.txt", "back\\slash.txt"],
  ...["ünï-😀.txt", "-dash.txt", " lead.txt", "trail .txt ", "star*.txt", ":(top)colon.txt", "a -> b.txt", "A.txt", "x.dos", "y.nb", "run.sh"].map((name) => Buffer.from(name).toString("latin1")),
  ...["latin \xfc.txt", "d\xefr/\xff\xfe.txt", "\xfc.log", "x.log", "build/out.o", "build", "dir/x.log", "a.txt/x.log"],
];

/** Lines for `.gitignore`, of which a person takes some. */
export const IGNORES = ["*.log\n", "*.log\nbuild/\n", "build\n*.log\n!x.log\n", "dir/*\n", ""] as const;

/** Lines for `.gitattributes`, of which a person takes some. */
export const ATTRIBUTES = ["", "*.txt text\n", "*.dos text eol=crlf\n", "*.txt text eol=lf\n*.nb filter=strip\n", "* text=auto\n*.sh text eol=lf\n", "*.txt ident\n"] as const;

/** Returns content that was never there before; `style` decides about line ends, bytes and length. */
export function contentOf(n: number, style: number): Buffer {
  const styles = [`line ${n}\n`, `line ${n}\r\nand\r\n`, `line ${n}\r\nand\nmore\r\n`, `line ${n}`, `\0\xff${n}\r\n\xfe`, `code ${n}\noutput ${n}\n`, `$Id: ${n} $\n`, `head\n${"same\n".repeat(8)}line ${n}\n`];
  return Buffer.from(styles[style % styles.length] ?? "", "latin1");
}
