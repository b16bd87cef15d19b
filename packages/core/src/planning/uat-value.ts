/** Reads the value of a line `key: value` of a UAT file: in backticks, in quotes, in brackets (`[pending]`), or plain. */
export function readUatValue(text: string): string {
  const plain = text.trim();
  const code = /^(`+)(?!`)([^]*?[^`])\1$/.exec(plain);
  if (code?.[2] !== undefined) return /^ .*[^ ].* $/s.test(code[2]) ? code[2].slice(1, -1) : code[2];
  if (/^".*"$/s.test(plain)) return unescapeText(plain);
  const quoted = /^'((?:[^']|'')*)'$/.exec(plain);
  return quoted?.[1] === undefined ? plain : quoted[1].replaceAll("''", "'");
}

/** Writes a text so that it stands on one line and is read back as it is. */
export function formatUatText(text: string): string {
  return text === text.trim() && /^[^\s"'`|>[{]/.test(text) && !/[\p{Cc}\u2028\u2029]/u.test(text) ? text : JSON.stringify(text).replace(/[\u2028\u2029]/g, (each) => `\\u${each.charCodeAt(0).toString(16)}`);
}

/** Writes a command in backticks, as code spans do with commands that hold backticks themselves. */
export function formatUatCommand(command: string): string {
  if (command === "" || command !== command.trim() || /[\p{Cc}\u2028\u2029]/u.test(command)) return formatUatText(command);
  const longest = (command.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  if (longest === 0) return `\`${command}\``;
  const fence = "`".repeat(longest + 1);
  return `${fence} ${command} ${fence}`;
}

/** A text in double quotes that is no JSON keeps what the quotes hold. */
function unescapeText(text: string): string {
  return text.slice(1, -1).replace(/\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))/g, (_, code: string | undefined, character: string | undefined) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }[character ?? ""] ?? character ?? "";
  });
}
