import { parsePlanId, type PlanId } from "../ids/plan-id.js";
import { readFields } from "../markdown/field.js";
import { outlineOf } from "../markdown/outline-of.js";
import type { Heading, Outline } from "../markdown/outline.js";
import { findHeading, sectionBody, sectionOf } from "../markdown/section.js";
import { cellText, columnOf } from "../markdown/table.js";
import type { Problem } from "../problem.js";
import type { Checkpoint } from "./plan-types.js";
import { type Finding, placeFindings, quote } from "./problems.js";

/** A task that was done before a checkpoint, as the agent says. */
export interface CompletedTask {
  /** As it is written: `1`, `Task 1`. */
  readonly task: string;
  readonly name: string | undefined;
  /** Abbreviated or whole, without backticks; `undefined` where the agent left the commit to DGS. */
  readonly commit: string | undefined;
  readonly files: string | undefined;
}

/** What an agent hands back at a checkpoint. */
export interface CheckpointReturn {
  readonly path: string;
  readonly kind: Checkpoint["kind"];
  readonly plan: PlanId | undefined;
  /** `2/3 tasks complete`. */
  readonly progress: string | undefined;
  readonly completed: readonly CompletedTask[];
  /** The number of the task that it stopped at. */
  readonly task: number | undefined;
  readonly taskName: string | undefined;
  readonly blockedBy: string | undefined;
  /** What the person has to know: what was built and how to look at it, the options, what was tried. */
  readonly details: string;
  /** What is awaited from the person. */
  readonly awaiting: string;
  readonly problems: readonly Problem[];
}

/**
 * Reads the checkpoint that an agent left: headings in any case and level, prose and a fence around it, a table with bold cells or `none yet`.
 * (Seed 004, "checkpoint_handling"; formats.md 16)
 */
export function readCheckpointReturn(text: string, path: string): CheckpointReturn {
  const source = unfenced(text);
  const outline = outlineOf(source);
  const findings: Finding[] = [];
  const find = (title: RegExp): Heading | undefined => findHeading(outline, source, (each) => title.test(each.replace(/[*`]/g, "").trim()));
  const reached = find(/^checkpoint reached\b/i);
  const fields = fieldsOf(source, outline, reached === undefined ? 0 : reached.range.start);
  const kind = kindOf(fields.get("type"));
  if (reached === undefined) findings.push({ code: "checkpoint-unread", offset: undefined, message: "There is no heading `## CHECKPOINT REACHED`.", remedy: "Write the checkpoint in the form that the prompt shows." });
  if (kind === undefined) findings.push({ code: "checkpoint-unread", offset: reached?.range.start, message: `The type of the checkpoint is ${quote(fields.get("type") ?? "")}.`, remedy: "Write **Type:** human-verify, decision or human-action." });
  const bodyOf = (heading: Heading | undefined): string => (heading === undefined ? "" : source.slice(sectionBody(source, outline, heading).start, sectionBody(source, outline, heading).end).trim());
  const [details, awaiting] = [bodyOf(find(/^checkpoint details\b/i)), bodyOf(find(/^awaiting\b/i))];
  if (awaiting === "") findings.push({ code: "checkpoint-unread", offset: reached?.range.start, message: "It does not say what is awaited from the person.", remedy: "Write it below a heading `### Awaiting`." });
  const task = /^(?:task\s+)?(\d{1,4})\b[.:)\s-]*(.*)$/i.exec(fields.get("task") ?? fields.get("current task") ?? "");
  const current = currentTask(source, outline, find(/^current task\b/i));
  return {
    path,
    kind: kind ?? "unknown",
    plan: parsePlanId((fields.get("plan") ?? "").replace(/[`*]/g, "").split(/\s/)[0] ?? ""),
    progress: fields.get("progress"),
    completed: completedTasks(source, outline, find(/^completed tasks\b/i)),
    task: current?.task ?? (task?.[1] === undefined ? undefined : Number(task[1])),
    taskName: current?.name ?? (task?.[2] === undefined || task[2] === "" ? undefined : task[2]),
    blockedBy: fields.get("blocked by"),
    details,
    awaiting,
    problems: placeFindings(path, source, findings),
  };
}

/** The message as a whole may stand in one fence, with words around it. By lines, so that no text takes long. */
function unfenced(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  const heading = lines.findIndex((line) => /^ {0,3}#{1,6}[ \t]*\**checkpoint reached/i.test(line));
  const open = lines.slice(0, Math.max(0, heading)).findLastIndex((line) => /^ {0,3}(?:`{3,}|~{3,})/.test(line));
  const fence = /^ {0,3}(`{3,}|~{3,})(?:markdown|md)?[ \t]*$/i.exec(lines[open] ?? "")?.[1];
  if (fence === undefined) return text;
  const close = lines.findIndex((line, index) => index > heading && line.trim() === fence);
  return lines.slice(open + 1, close < 0 ? lines.length : close).join("\n");
}

function fieldsOf(source: string, outline: Outline, start: number): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const field of readFields(source, outline, { start, end: source.length })) {
    const key = field.keyText.toLowerCase();
    if (!fields.has(key)) fields.set(key, source.slice(field.value.start, field.value.end));
  }
  return fields;
}

function kindOf(text: string | undefined): Checkpoint["kind"] | undefined {
  const plain = (text ?? "").toLowerCase().replace(/[`*[\]]/g, "").replace(/^checkpoint:/, "").trim();
  return (["human-verify", "decision", "human-action"] as const).find((kind) => plain.startsWith(kind));
}

/** `**Task 2:** Name`, where the number is part of the key. */
function currentTask(source: string, outline: Outline, heading: Heading | undefined): { readonly task: number; readonly name: string } | undefined {
  if (heading === undefined) return undefined;
  for (const field of readFields(source, outline, sectionOf(source, outline, heading))) {
    const number = /^task\s+(\d{1,4})$/i.exec(field.keyText)?.[1];
    if (number !== undefined) return { task: Number(number), name: source.slice(field.value.start, field.value.end) };
  }
  return undefined;
}

function completedTasks(source: string, outline: Outline, heading: Heading | undefined): readonly CompletedTask[] {
  if (heading === undefined) return [];
  const body = sectionOf(source, outline, heading);
  const table = outline.tables.find(({ range }) => range.start >= body.start && range.end <= body.end);
  if (table === undefined) return [];
  const [name, commit, files] = [columnOf(source, table, "Name"), columnOf(source, table, "Commit", "Hash"), columnOf(source, table, "Files")];
  return table.rows.flatMap(({ cells }): CompletedTask[] => {
    const read = (column: number | undefined): string | undefined => {
      const cell = column === undefined ? undefined : cells[column];
      const text = cell === undefined ? "" : cellText(source, cell).replace(/\*\*/g, "").trim();
      return text === "" || /^(?:[-–—]|none(?: yet)?|n\/a)$/i.test(text) ? undefined : text;
    };
    const task = read(columnOf(source, table, "Task", "#") ?? 0);
    if (task === undefined) return [];
    const sha = /[0-9a-f]{7,64}/.exec(read(commit) ?? "")?.[0];
    return [{ task, name: read(name), commit: sha, files: read(files) }];
  });
}
