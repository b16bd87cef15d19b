// What each agent program did in each scenario, as a table of Markdown.

const BEGIN = "<!-- written by npm run test:agents -->";
const END = "<!-- end -->";

/** Makes the table: a line for each scenario in the order in which they were first noted, a column for each program. */
export function formatMatrix(programs, noted) {
  const scenarios = [...new Set(noted.map(({ scenario }) => scenario))];
  const cell = (scenario, name) => noted.findLast((each) => each.scenario === scenario && each.program === name)?.outcome ?? "–";
  const rows = [
    ["Scenario", ...programs.map(({ name, version }) => `${name} ${version}`)],
    ["---", ...programs.map(() => "---")],
    ...scenarios.map((scenario) => [scenario, ...programs.map(({ name }) => cell(scenario, name))]),
  ];
  return rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** The table in a document; `undefined` where it has no place for one. */
export function matrixIn(text) {
  const [from, to] = placeIn(text);
  return from === -1 || to === -1 ? undefined : text.slice(from, to).trim();
}

/** What a table says of some of its programs, as it was noted. A column of another version says nothing. */
export function notedIn(matrix, programs) {
  const [heads = [], , ...rows] = matrix.split("\n").map((row) => row.slice(2, -2).split(" | "));
  return programs.flatMap(({ name, version }) => {
    const at = heads.indexOf(`${name} ${version}`);
    return at === -1 ? [] : rows.filter((cells) => cells[at] !== "–").map((cells) => ({ program: name, scenario: cells[0], outcome: cells[at] }));
  });
}

/** A document with another table. */
export function withMatrix(text, matrix) {
  const [from, to] = placeIn(text);
  if (from === -1 || to === -1) throw new Error(`the document has no lines ${BEGIN} and ${END} for the table`);
  return `${text.slice(0, from)}\n${matrix}\n${text.slice(to)}`;
}

function placeIn(text) {
  const begin = text.indexOf(BEGIN);
  return [begin === -1 ? -1 : begin + BEGIN.length, text.indexOf(END)];
}
