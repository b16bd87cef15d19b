import type { MilestoneGap } from "@dgs/core";
import { finding, type Findings } from "../work/findings.js";

/** What an integration checker reports. */
export interface AuditFindings {
  readonly type: "audit-findings";
  readonly gaps: readonly Omit<MilestoneGap, "id">[];
  readonly notes: string;
}

const KINDS = ["requirement", "integration", "flow"] as const;

/** Reads `findings.json`; what does not fit goes back to an agent. No file is no answer, not an empty one. */
export function parseAuditFindings(text: string | undefined): AuditFindings | Findings {
  if (text === undefined) return finding("the outbox has no findings.json");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return finding("findings.json is not JSON");
  }
  const { gaps, notes } = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  if (!Array.isArray(gaps)) return finding('findings.json has no list "gaps"; an empty list says that none were found');
  const read = (gaps as unknown[]).map(toGap);
  const wrong = read.findIndex((gap) => gap === undefined);
  if (wrong >= 0) return finding(`gap ${String(wrong + 1)} of findings.json needs a text "text" and a "kind" of ${KINDS.join(", ")}`);
  return { type: "audit-findings", gaps: read.filter((gap) => gap !== undefined), notes: typeof notes === "string" ? notes : "" };
}

function toGap(entry: unknown): Omit<MilestoneGap, "id"> | undefined {
  if (typeof entry !== "object" || entry === null) return undefined;
  const { kind, phase, text } = entry as Record<string, unknown>;
  const known = KINDS.find((each) => each === kind);
  if (known === undefined || typeof text !== "string" || text.trim() === "") return undefined;
  return { kind: known, phase: typeof phase === "string" || typeof phase === "number" ? String(phase) : undefined, text: text.replace(/[\p{Cc}\s]+/gu, " ").trim() };
}
