/** Which plan an example is of. */
interface ExampleOf {
  readonly phase: string;
  readonly number: string;
  readonly gapClosure: boolean;
}

/** An example of a plan that passes DGS's own check. (formats.md 7) */
export function planExample({ phase, number, gapClosure }: ExampleOf): string {
  return [
    "---",
    `phase: ${phase}`,
    `plan: ${number}`,
    "type: execute",
    "wave: 1",
    "depends_on: []",
    "files_modified: [src/parse.ts, test/parse.test.ts]",
    "autonomous: true",
    ...(gapClosure ? ["gap_closure: true"] : ["requirements: [TIME-01]"]),
    "must_haves:",
    "  truths:",
    '    - "`1h 30m` is parsed to 5400 seconds"',
    "  artifacts:",
    "    - path: src/parse.ts",
    "      exports: [parse]",
    "---",
    "",
    "<objective>",
    "Parse durations written by people.",
    "",
    "Purpose: the scheduler needs seconds.",
    "Output: src/parse.ts and its tests.",
    "</objective>",
    "",
    "<tasks>",
    "",
    '<task type="auto">',
    "  <name>Task 1: parser</name>",
    "  <files>src/parse.ts, test/parse.test.ts</files>",
    "  <action>Write parse(text): number …</action>",
    "  <verify><automated>npm test</automated></verify>",
    "  <done>every unit is parsed, everything else is refused</done>",
    "</task>",
    "",
    "</tasks>",
  ].join("\n");
}
