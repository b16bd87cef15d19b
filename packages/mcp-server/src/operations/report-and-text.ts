import { type Next, nextOf, plainPaint, renderNext } from "@dgs/render";
import type { View } from "@dgs/render";
import type { AnyOperation } from "./operation.js";

/** Operations that are a part of a command. */
const COMMANDS: Readonly<Record<string, string>> = {
  "show-job": "run-job",
  "repair-health": "health",
  "diagnose-work": "verify-work",
  "list-kept": "recover",
  "restore-kept": "recover",
  "drop-kept": "recover",
  "undo-rollback": "recover",
};

/** The report of an operation with the command that comes next, as `dgs --json` prints it, and its text with the same in the last line. */
export function reportAndText(operation: Pick<AnyOperation, "name" | "render">, report: object, view: View): { readonly report: object; readonly text: string } {
  const text = operation.render(report, view).trimEnd();
  const next: Next | undefined = nextOf(COMMANDS[operation.name] ?? operation.name, report, { hasPlanning: true });
  return next === undefined ? { report, text } : { report: { ...report, next }, text: `${text}\n\n${renderNext(next, plainPaint)}` };
}
