/** Tells whether a `/` of JavaScript starts a regular expression, by what stands before it: a value is divided, anything else is not. */
export function isRegexHere(text: string, at: number): boolean {
  if (text.charAt(at + 1) === ">" || text.charAt(at + 1) === "/" || text.charAt(at + 1) === "*") return false;
  let before = at - 1;
  while (before >= 0 && at - before < 200 && (text.charAt(before) === " " || text.charAt(before) === "\t")) before--;
  const last = before < 0 ? "\n" : text.charAt(before);
  if (/[(,=:[!&|?;+\-*%~^>\n\r{]/.test(last)) return true;
  return /(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield)$/.test(text.slice(Math.max(0, before - 11), before + 1));
}

/** Returns the end of a regular expression that starts at an offset; right behind the `/` where none closes in its line. */
export function scanRegex(text: string, from: number): number {
  let inClass = false;
  for (let at = from + 1; at < text.length; at++) {
    const here = text.charAt(at);
    if (here === "\n") return from + 1;
    if (here === "\\") at++;
    else if (here === "[") inClass = true;
    else if (here === "]") inClass = false;
    else if (here === "/" && !inClass) return at + 1;
  }
  return from + 1;
}
