/** Words that run the program behind them. `pnpm` and `yarn` alone run scripts: `pnpm test` is not the program `test`. */
const WRAPPERS: readonly (readonly string[])[] = [
  ["npx"], ["bunx"], ["bun", "x"], ["pnpm", "exec"], ["pnpm", "dlx"], ["npm", "exec"], ["yarn", "exec"], ["yarn", "dlx"],
  ["bundle", "exec"], ["poetry", "run"], ["pipenv", "run"], ["uv", "run"], ["uvx"], ["python", "-m"], ["python3", "-m"], ["dotenv"], ["env"], ["time"], ["nice"], ["exec"], ["command"], ["sudo"], ["cross-env"], ["!"],
];

/**
 * Splits a command line into the programs that decide how it ends, each with its arguments: parts joined by `&&`, `||`, `;` and line ends, of a pipe
 * the last, without assignments, redirections and what only starts another program (`npx`, `python3 -m`). It is good for recognizing
 * programs, not for running them.
 */
export function simpleCommands(command: string): readonly (readonly string[])[] {
  return splitOutside(command, ["&&", "||", ";", "\n"]).map((part) => wordsOf(splitOutside(part, ["|"]).at(-1) ?? "")).filter((words) => words.length > 0);
}

/** Splits at operators outside of quotes. */
function splitOutside(text: string, operators: readonly string[]): readonly string[] {
  const parts: string[] = [];
  let quote = "";
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (quote !== "") quote = char === quote ? "" : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (char === "\\") at++;
    else {
      const operator = operators.find((each) => text.startsWith(each, at));
      if (operator === undefined) continue;
      parts.push(text.slice(from, at));
      at += operator.length - 1;
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}

function wordsOf(part: string): readonly string[] {
  let words = (part.match(/(?:[^\s'"]+|'[^']*'|"[^"]*")+/g) ?? []).map((word) => word.replace(/^(['"])(.*)\1$/, "$2")).filter((word) => !/^(?:\d*[<>]|[(){}]+$)/.test(word));
  words = words.map((word, at) => (at === 0 ? word.replace(/^[({]+(?=.)/, "") : word).replace(/^([^(]+)\)+$/, "$1"));
  for (let turn = 0; turn < 8; turn++) {
    while (/^\w+=/.test(words[0] ?? "")) words = words.slice(1);
    const wrapper = WRAPPERS.find((each) => each.every((word, at) => nameOf(words[at] ?? "") === word));
    if (wrapper === undefined) break;
    words = words.slice(wrapper.length);
    while (words[0]?.startsWith("-") === true) words = words.slice(1);
  }
  return words.map((word, at) => (at === 0 ? nameOf(word) : word));
}

/** `./node_modules/.bin/tsc` and `tsc.cmd` are `tsc`. */
function nameOf(word: string): string {
  return /^[.[!]+$/.test(word) ? word : word.replace(/^.*[\\/]/, "").replace(/\.(?:cmd|exe|bat|sh)$/i, "");
}
