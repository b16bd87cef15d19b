/** The exports of an API report without a doc comment; members of an export may do without one where their name says it all. */
export function undocumentedIn(report) {
  const lines = report.split(/\r?\n/);
  return lines.flatMap((line, at) => (/^\/\/ .*\(undocumented\)/.test(line) ? [lines[at + 1] ?? line] : []));
}

/** The lines that only one of two reports has, with `-` and `+` in front. */
export function differenceOf(committed, actual) {
  const only = (lines, others, sign) => lines.filter((line) => line.trim() !== "" && !others.includes(line)).map((line) => `  ${sign} ${line}`);
  const [before, after] = [committed, actual].map((report) => report.split(/\r?\n/));
  const found = [...only(before, after, "-"), ...only(after, before, "+")];
  return found.length > 0 ? found.join("\n") : "  (only the order of lines or the blanks differ)";
}
