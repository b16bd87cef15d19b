// The rows as a table for a terminal and as docs/performance.md.

/** The rows for a terminal, in blocks, as their texts are long. */
export function renderText(rows) {
  const lines = rows.flatMap(({ what, result, bar, beside, notes = [], ...row }) => [`${verdictOf(row).padEnd(7)} ${what}`, `        ${result}; bar: ${bar}`, `        ${beside}`, ...notes.map((note) => `        ${note}`)]);
  return lines.join("\n");
}

/** The whole of docs/performance.md. */
export function renderDocument({ rows, machine, date, rounds }) {
  const table = rows.map(({ what, result, bar, beside, ...row }) => `| ${[what, result, bar, verdictOf(row), beside].map(cell).join(" | ")} |`);
  // Rows of one kind say the same: once is enough.
  const notes = [...new Set(rows.flatMap(({ notes = [] }) => notes))];
  return `# Performance

Measured on ${date} by \`npm run bench\`, which writes this file anew. Everything is measured in one run, side by side with a
bare yardstick and in turns; each number is the median of its repetitions (${rounds.inProcess} in process, ${rounds.processes} of whole processes, ${rounds.jobs} of whole
jobs). Absolute times hold for this machine only, and only as long as nothing else runs on it; the ratios travel. No test
asserts any of them. What was to be done before a row counts (all phases and plans found, the job completed) is checked.

Machine: ${machine.cores} cores (${machine.processor}), ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}, temporary files on ${machine.disk}.
While this was measured ${machine.load.toFixed(1)} tasks ran or waited for its ${machine.cores} cores on average.${machine.busy ? " **The machine was busy with other work: absolute times are too long, and so are ratios of programs that use more than one core.**" : ""}

| What | Result | Bar | | Beside it |
|---|---|---|---|---|
${table.join("\n")}

${notes.map((note) => `- ${note}`).join("\n")}
- The sample product is made by \`node bench/generate-product.mjs <folder>\`, of any size and the same each time.
- \`npm run bench -- --phases 100 --plans 4\` measures a smaller product and writes nothing here.
`;
}

/** What people wrote below the table stays: everything from the second heading on. */
export function keepNotes(before, renewed) {
  const at = before.indexOf("\n## ");
  return at < 0 ? renewed : `${renewed}${before.slice(at)}`;
}

function verdictOf({ met }) {
  return met === undefined ? "" : met ? "pass" : "FAIL";
}

function cell(text) {
  return text.replaceAll("|", "\\|");
}
