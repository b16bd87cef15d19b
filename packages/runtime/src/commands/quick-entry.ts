import type { Quick, QuickKind, QuickStatus } from "@dgs/core";

/** A command to go on with, and why. */
export interface NextCommand {
  readonly command: string;
  readonly why: string;
}

/** A quick that has not ended, as `dgs progress` names it. */
export interface QuickEntry {
  /** `261121-001` */
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly kind: QuickKind;
  /** The quick's file, relative to the planning root. */
  readonly path: string;
  readonly status: QuickStatus;
  readonly next: NextCommand;
}

/** The command that a person goes on with, told by how a quick stands; `undefined` where nothing is left to do. */
export function nextForPerson(quick: Pick<Quick, "kind" | "status" | "steps">): NextCommand | undefined {
  const failed = quick.steps.some((step) => step.status === "failed");
  const abandoning = quick.steps.some((step) => step.stage === "keep");
  const completing = quick.steps.some((step) => step.stage === "fetch");
  switch (quick.status) {
    case "completed":
    case "abandoned":
      return undefined;
    case "ready":
      return { command: "dgs complete-quick", why: "its work is committed: look at the branch, then merge it; or run `dgs abandon-quick`" };
    case "abandoning":
      return { command: "dgs abandon-quick", why: "it is being abandoned; running it again goes on where it was" };
    case "completing":
      return { command: "dgs complete-quick", why: "it is being merged; running it again goes on where it was" };
    case "pending":
    case "in-progress":
    case "failed":
      if (abandoning) return { command: "dgs abandon-quick", why: "it has halted while it was abandoned; do what the error says" };
      if (completing) return { command: "dgs complete-quick", why: "it has halted while it was merged; do what the error says" };
      return { command: "dgs quick", why: failed ? "its work has halted; running it again starts that stage anew" : "its work has not ended; running it again goes on where it was" };
  }
}
