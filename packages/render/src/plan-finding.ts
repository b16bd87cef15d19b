import { formatPlanFinding, type PlanFinding } from "@dgs/core";
import type { Paint } from "./paint.js";
import { clip, plainText } from "./plain-text.js";

/** Renders one thing that is wrong with plans. An agent wrote it: nothing of it moves the cursor or colours. */
export function findingLine(finding: PlanFinding, paint: Paint): string {
  const { severity, kind } = finding;
  return `  ${paint(severity === "blocker" ? "red" : "yellow", severity)} ${plainText(kind)}  ${clip(plainText(formatPlanFinding(finding)), 600)}`;
}
