import { projectFile } from "@dgs/core";
import type { CompletionContext } from "./context.js";

/** The day that a milestone was shipped on: that of its entry in MILESTONES.md, where an earlier run has made it, else today. */
export function shippedOn({ ports, place, version }: CompletionContext): string {
  const text = ports.files.read(projectFile(place.project, "MILESTONES"));
  const entry = (typeof text === "string" ? text.split(/\r\n|\n/) : []).find((line) => line.startsWith(`## ${version} `) && line.includes("(Shipped: "));
  return /\(Shipped: (\d{4}-\d\d-\d\d)\)/.exec(entry ?? "")?.[1] ?? ports.clock.now().slice(0, 10);
}
