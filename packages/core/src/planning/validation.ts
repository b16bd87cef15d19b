import { parsePlanId, type PlanId } from "../ids/plan-id.js";
import { readFrontMatter } from "../markdown/front-matter.js";
import { outlineOf } from "../markdown/outline-of.js";
import type { Table, TableRow } from "../markdown/outline.js";
import { cellText, columnOf } from "../markdown/table.js";
import type { Problem } from "../problem.js";
import { type Position, positionAt } from "../text/lines.js";
import { frontMatterFindings, textOf } from "./front-matter-text.js";
import { type Finding, placeFindings, quote } from "./problems.js";
import { firstCodeSpan, readTestCommands } from "./test-commands.js";

/** One row of the map from tasks to test commands. */
export interface ValidationTask {
  /** `05-01-02`, as it is written. */
  readonly task: string;
  readonly plan: PlanId | undefined;
  readonly requirement: string | undefined;
  /** Without backticks, its pipes freed of their backslashes; `undefined` where there is none yet. */
  readonly command: string | undefined;
  readonly status: "pending" | "green" | "red" | "flaky" | "unknown";
  readonly at: Position;
}

/** A phase's `VALIDATION.md`: the test commands that show that it works. */
export interface Validation {
  readonly path: string;
  /** `status:` as it is written. */
  readonly status: string | undefined;
  readonly quickRun: string | undefined;
  readonly fullSuite: string | undefined;
  readonly tasks: readonly ValidationTask[];
  readonly problems: readonly Problem[];
}

/** Reads a validation plan: the table of the test infrastructure and the map from tasks to commands. (formats.md 12) */
export function readValidation(source: string, path: string): Validation {
  const frontMatter = readFrontMatter(source);
  const findings = frontMatterFindings(source, frontMatter);
  const { tables } = outlineOf(source);
  const tasks = tables.flatMap((table) => taskRows(source, table, findings));
  const [quickRun, fullSuite] = [/^quick(?: run)?\b/i, /^full(?: suite)?\b/i].map((name) => firstOf(tables, (table) => propertyCommand(source, table, name)));
  if (tasks.length === 0 && quickRun === undefined && fullSuite === undefined) {
    findings.push({ code: "validation-empty", offset: undefined, message: "There is no test command.", remedy: "Write a table with the columns Task ID and Automated Command, or a quick run command." });
  }
  return { path, status: textOf(frontMatter, "status"), quickRun, fullSuite, tasks, problems: placeFindings(path, source, findings) };
}

function firstOf<T>(tables: readonly Table[], read: (table: Table) => T | undefined): T | undefined {
  for (const table of tables) {
    const found = read(table);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A row of `| Property | Value |`. */
function propertyCommand(source: string, table: Table, name: RegExp): string | undefined {
  const [property, value] = [columnOf(source, table, "Property", "Setting"), columnOf(source, table, "Value")];
  if (property === undefined || value === undefined) return undefined;
  const row = table.rows.find((each) => name.test(textAt(source, each, property).replace(/\*\*/g, "")));
  return row === undefined ? undefined : commandOf(textAt(source, row, value));
}

function taskRows(source: string, table: Table, findings: Finding[]): ValidationTask[] {
  const column = (...names: readonly string[]): number | undefined => columnOf(source, table, ...names);
  const [task, command] = [column("Task ID", "Task"), column("Automated Command", "Command", "Test Command", "Automated")];
  if (task === undefined || command === undefined) return [];
  const [plan, requirement, status] = [column("Plan"), column("Requirement", "Requirements", "Req"), column("Status")];
  return table.rows.flatMap((row) => {
    const id = textAt(source, row, task).replace(/^`+|`+$|\*\*/g, "");
    // Rows of a template: `{N}-01-01`.
    if (id === "" || /[{[]/.test(id)) return [];
    const text = commandOf(textAt(source, row, command));
    if (text === undefined) findings.push({ code: "validation-command-missing", offset: row.range.start, message: `Task ${quote(id)} has no test command.`, remedy: "Write one, or check it by hand." });
    const need = textAt(source, row, requirement);
    return [{ task: id, plan: planOfTask(textAt(source, row, plan), id), requirement: need === "" || need === "-" || need === "—" ? undefined : need, command: text, status: statusOf(textAt(source, row, status)), at: positionAt(source, row.range.start) }];
  });
}

function textAt(source: string, row: TableRow, column: number | undefined): string {
  const cell = column === undefined ? undefined : row.cells[column];
  return cell === undefined ? "" : cellText(source, cell);
}

/** The code of the cell where there is some; a remark may stand around it. A `{placeholder}` is no command. */
function commandOf(cell: string): string | undefined {
  const command = readTestCommands(firstCodeSpan(cell) ?? cell).commands[0];
  return command === undefined || /^[{[][^{}[\]]*[}\]]$|^\P{L}*$/u.test(command) ? undefined : command;
}

/** Returns the plan that a row of the map is of: its cell holds `01` or `05-01`, and the task's id tells the phase. */
export function planOfTask(cell: string, task: string): PlanId | undefined {
  return parsePlanId(cell) ?? parsePlanId(task.replace(/-\d+[A-Za-z]?$/, ""));
}

function statusOf(text: string): ValidationTask["status"] {
  if (/⚠|flaky/iu.test(text)) return "flaky";
  if (/✅|✓|green|pass/iu.test(text)) return "green";
  if (/❌|✗|red\b|fail/iu.test(text)) return "red";
  return /⬜|pending|^$/iu.test(text) ? "pending" : "unknown";
}
