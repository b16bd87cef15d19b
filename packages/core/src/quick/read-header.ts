import { parseCounts } from "../checklist/counts.js";
import type { Field } from "../markdown/field.js";
import type { ProblemText } from "../problem.js";
import { isBranchName, isWorktreeName } from "./names.js";
import type { Guidance, Quick, QuickKind, QuickStatus } from "./types.js";

type Report = (offset: number, text: ProblemText) => void;
type Header = Omit<Quick, "path" | "steps" | "problems">;

interface Value {
  readonly text: string;
  readonly at: number;
}

const KINDS: readonly QuickKind[] = ["product-level", "milestone-context"];
const STATUSES: readonly QuickStatus[] = ["pending", "in-progress", "ready", "completing", "completed", "abandoning", "abandoned", "failed"];
const GUIDANCE: readonly Guidance[] = ["full", "debug"];

/** Reads the header fields of a quick. Names that git or a file system would take for something else are errors. */
export function readQuickHeader(source: string, fields: readonly Field[], slug: string, report: Report): Header {
  const value = (name: string): Value => {
    const field = fields.find((each) => each.keyText.toLowerCase() === name);
    return field === undefined ? { text: "", at: 0 } : { text: source.slice(field.value.start, field.value.end), at: field.value.start };
  };
  const bad = (name: string, { text, at }: Value, remedy: string): void => {
    report(at, { code: "bad-field", severity: "error", message: text === "" ? `${name} is missing` : `${name} is ${JSON.stringify(text)}`, remedy });
  };
  const checked = (name: string, holds: (text: string) => boolean, remedy: string): string => {
    const found = value(name.toLowerCase());
    if (!holds(found.text)) bad(name, found, remedy);
    return found.text;
  };
  const times = Object.fromEntries((["created", "started", "finished", "halted"] as const).flatMap((name) => (value(name).text === "" ? [] : [[name, value(name).text]])));
  const kind = KINDS.find((each) => each === value("kind").text.toLowerCase());
  if (kind === undefined) bad("Kind", value("kind"), `Use one of ${KINDS.join(", ")}.`);
  return {
    title: value("title").text === "" ? slug : value("title").text,
    kind: kind ?? "product-level",
    status: readStatus(value("status"), (found) => { bad("Status", found, `Use one of ${STATUSES.join(", ")}.`); }),
    branch: checked("Branch", isBranchName, "Write the name of the branch that the quick works on."),
    base: checked("Base", isBranchName, "Write the name of the base branch, such as `main`."),
    worktree: checked("Worktree", isWorktreeName, "Write the name of a folder beside the checkout, such as `{repo}--quick-fix-auth`."),
    guidance: readGuidance(value("guidance"), (found) => { bad("Guidance", found, "Write `none`, `full`, `debug` or `full, debug`."); }),
    races: readRaces(value("races"), (found) => { bad("Races", found, 'Write JSON such as `{"app":1}`, or remove the line.'); }),
    ...times,
  };
}

function readStatus(found: Value, bad: (found: Value) => void): QuickStatus {
  if (found.text === "") return "pending";
  const word = found.text.toLowerCase().replaceAll(" ", "-");
  const status = STATUSES.find((each) => each === word);
  if (status === undefined) bad(found);
  return status ?? "failed";
}

function readGuidance(found: Value, bad: (found: Value) => void): readonly Guidance[] {
  const words = found.text.toLowerCase().split(/[\s,]+/).filter((word) => word !== "" && word !== "none");
  if (words.some((word) => !GUIDANCE.some((each) => each === word))) bad(found);
  return GUIDANCE.filter((each) => words.includes(each));
}

function readRaces(found: Value, bad: (found: Value) => void): Readonly<Record<string, number>> {
  const races = parseCounts(found.text);
  if (races === undefined) bad(found);
  return races ?? {};
}
