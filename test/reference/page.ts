/** What stands above each page that is generated. */
const NOTE = "<!-- written by npm run reference -->";

/** Makes a page of its title and parts, with an empty line between them. */
export function page(title: string, ...parts: readonly string[]): string {
  return `${[`# ${title}`, NOTE, ...parts.filter((part) => part !== "")].join("\n\n")}\n`;
}

/** Makes a table; a cell of several lines becomes one. Empty where there is no row. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll(/\s*\n\s*/g, " ").replaceAll(/(?<!\\)\|/g, "\\|")).join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

/** Marks a text as code, also one with backticks in it. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}
