/** Renders a table as markdown writes it, its columns as wide as what stands in them; a cell's `|` is written as `/`. */
export function renderTable(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const cells = [header, ...rows].map((row) => header.map((_, column) => (row[column] ?? "").replaceAll("|", "/")));
  const widths = header.map((_, column) => Math.max(3, ...cells.map((row) => Array.from(row[column] ?? "").length)));
  const line = (row: readonly string[]): string => `| ${row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - Array.from(cell).length)).join(" | ")} |`;
  const [first = [], ...others] = cells;
  return [line(first), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...others.map(line)];
}
