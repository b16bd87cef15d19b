import type { OutboxFile } from "../ports/agents.js";
import type { Problem } from "../problem.js";
import { findResult } from "./find-result.js";

/** `resolution.md`: how a conflict agent united two sides, in its words. */
export interface ConflictResolution {
  readonly words: string;
  readonly problems: readonly Problem[];
}

/** Reads what a conflict agent says of its work; whether that is good is for a gate to say. */
export function readConflictResolution(files: readonly OutboxFile[]): ConflictResolution {
  const found = findResult(files, "resolution.md");
  return found.type === "found" ? { words: found.file.text.trim(), problems: [] } : { words: "", problems: found.problems };
}
