/** What the marker of a step says: `[ ]`, `[>]`, `[x]`, `[!]`. */
export type StepStatus = "pending" | "in-progress" | "completed" | "failed";

const MARKS: Readonly<Record<StepStatus, string>> = { pending: " ", "in-progress": ">", completed: "x", failed: "!" };

/** The character that stands in the brackets for a status. (Seed 000, "Dry-Run Preview") */
export function markOf(status: StepStatus): string {
  return MARKS[status];
}

/** Returns the status that a character in the brackets says; `X` is read as `x`. */
export function statusOfMark(mark: string): StepStatus | undefined {
  switch (mark) {
    case " ":
      return "pending";
    case ">":
      return "in-progress";
    case "x":
    case "X":
      return "completed";
    case "!":
      return "failed";
    default:
      return undefined;
  }
}
