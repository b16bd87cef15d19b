import type { PlanningPath } from "../ids/planning-path.js";
import type { PlanId } from "../ids/plan-id.js";
import { parseSha, type Sha } from "../ids/sha.js";
import { fenceFor } from "../text/fence.js";
import { readFields } from "../markdown/field.js";
import { outlineOf } from "../markdown/outline-of.js";
import type { Heading, Outline } from "../markdown/outline.js";
import { sectionBody, sectionOf } from "../markdown/section.js";
import type { FileChange } from "../file-change.js";
import type { Checkpoint } from "./plan-types.js";

/** One checkpoint of a plan as it is kept. */
export interface KeptCheckpoint {
  /** From 1, over all checkpoints that the plan has reached. */
  readonly number: number;
  /** When it was reached. */
  readonly reached: string | undefined;
  /** What DGS takes it for; the text of the agent may say something that asks less of a person. */
  readonly kind: Checkpoint["kind"];
  readonly task: number | undefined;
  /** The commit that each tree of the plan stood at, by the name of its repo: what was done up to here. */
  readonly heads: Readonly<Record<string, Sha>>;
  /** What the agent handed back, as it left it: data, whoever reads it. */
  readonly text: string;
}

const KINDS: readonly Checkpoint["kind"][] = ["human-verify", "decision", "human-action", "unknown"];

/** Reads the checkpoints of a plan, oldest first. A part that somebody has changed beyond reading is left out. */
export function readCheckpointFile(source: string): readonly KeptCheckpoint[] {
  const outline = outlineOf(source);
  return outline.headings.flatMap((heading): KeptCheckpoint[] => {
    const number = /^checkpoint (\d{1,4})\b/i.exec(source.slice(heading.text.start, heading.text.end))?.[1];
    const kept = number === undefined || heading.level !== 2 ? undefined : readKept(source, outline, heading, Number(number));
    return kept === undefined ? [] : [kept];
  });
}

function readKept(source: string, outline: Outline, heading: Heading, number: number): KeptCheckpoint | undefined {
  const fields = new Map(readFields(source, outline, sectionOf(source, outline, heading)).map(({ keyText, value }) => [keyText.toLowerCase(), source.slice(value.start, value.end)] as const));
  const body = sectionBody(source, outline, heading);
  const text = fencedText(source.slice(body.start, body.end));
  if (text === undefined) return undefined;
  const task = fields.get("task");
  return {
    number,
    reached: fields.get("reached"),
    kind: KINDS.find((kind) => kind === fields.get("type")) ?? "unknown",
    task: task !== undefined && /^\d{1,4}$/.test(task) ? Number(task) : undefined,
    heads: parseHeads(fields.get("heads")),
    text,
  };
}

/** The fence is longer than any inside, so that the first line that equals it closes it. */
function fencedText(section: string): string | undefined {
  const lines = section.split(/\r\n|\n|\r/);
  const open = lines.findIndex((line) => /^`{3,}\w*$/.test(line));
  const fence = /^`+/.exec(lines[open] ?? "")?.[0];
  if (fence === undefined) return undefined;
  const close = lines.indexOf(fence, open + 1);
  return lines.slice(open + 1, close < 0 ? lines.length : close).join("\n");
}

function parseHeads(text: string | undefined): Readonly<Record<string, Sha>> {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "{}");
  } catch {
    return {};
  }
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).flatMap(([repo, sha]) => {
    const parsed = typeof sha === "string" ? parseSha(sha) : undefined;
    return parsed === undefined ? [] : [[repo, parsed] as const];
  }));
}

/** The change that adds a checkpoint behind those that a plan has reached before. `before`: the file as it is; `undefined` where there is none. */
export function addCheckpoint(path: PlanningPath, before: string | undefined, plan: PlanId, kept: KeptCheckpoint): FileChange {
  if (before === undefined) return { type: "create", path, text: `# Checkpoints of plan ${plan}\n\nWhat the agents of this plan handed back, newest last. What was answered stands in the file of the execution.\n\n${renderKept(kept)}` };
  const ending = before.includes("\r\n") ? "\r\n" : "\n";
  const gap = before === "" ? "" : /\n\r?\n$/.test(before) ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const text = `${gap}${renderKept(kept)}`.replace(/\r\n|\n/g, ending);
  return { type: "edit", path, before, edits: [{ start: before.length, end: before.length, text }] };
}

function renderKept({ number, reached, kind, task, heads, text }: KeptCheckpoint): string {
  const fence = fenceFor(text);
  const lines = [
    `## Checkpoint ${String(number)}`,
    "",
    ...(reached === undefined ? [] : [`- **Reached:** ${reached}`]),
    `- **Type:** ${kind}`,
    ...(task === undefined ? [] : [`- **Task:** ${String(task)}`]),
    `- **Heads:** ${JSON.stringify(heads)}`,
    "",
    `${fence}markdown`,
    ...text.replace(/^\ufeff/, "").replace(/[\r\n]+$/, "").split(/\r\n|\n|\r/),
    fence,
  ];
  return `${lines.join("\n")}\n`;
}
