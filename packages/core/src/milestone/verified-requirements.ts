import { outlineOf } from "../markdown/outline-of.js";
import { cellText, columnOf } from "../markdown/table.js";
import { requirementsIn } from "../planning/requirement-ids.js";
import type { Verification } from "../planning/verification.js";

/** What one verification says of one requirement. */
export type VerifiedRequirement = "passed" | "gaps" | "human";

/** The worst first. */
const ORDER: readonly VerifiedRequirement[] = ["gaps", "human", "passed"];

/**
 * Reads what a verification says of requirements by name, by id in capital letters: the rows of its tables that have a requirement and a status, and
 * gaps that name one. A status that is no known word counts as `human`: somebody has to look. (formats.md 13)
 */
export function verifiedRequirements(source: string, verification: Pick<Verification, "gaps">): ReadonlyMap<string, VerifiedRequirement> {
  const outline = outlineOf(source);
  const said: [string, VerifiedRequirement][] = outline.tables.flatMap((table) => {
    const requirement = columnOf(source, table, "Requirement", "Requirements", "Requirement ID", "Req ID", "Req", "ID");
    const status = columnOf(source, table, "Status");
    if (requirement === undefined || status === undefined) return [];
    return table.rows.flatMap(({ cells }) => {
      const [ids, word] = [requirement, status].map((column) => (cells[column] === undefined ? "" : cellText(source, cells[column])));
      return requirementsIn((ids ?? "").toUpperCase()).map((id): [string, VerifiedRequirement] => [id, wordOf(word ?? "")]);
    });
  });
  const named = verification.gaps.flatMap((gap) => requirementsIn([gap.truth, gap.reason ?? "", ...gap.missing].join("\n")).map((id): [string, VerifiedRequirement] => [id.toUpperCase(), "gaps"]));
  const found = new Map<string, VerifiedRequirement>();
  for (const [id, sign] of [...said, ...named]) {
    const before = found.get(id);
    if (before === undefined || ORDER.indexOf(sign) < ORDER.indexOf(before)) found.set(id, sign);
  }
  return found;
}

/** The failing words first: `NOT SATISFIED` and `UNSATISFIED` hold the passing one. */
function wordOf(text: string): VerifiedRequirement {
  if (/✗|❌|✘|⚠|\bnot\b|\bun(?:satisfied|verified|met)\b|\b(?:failed|fail|blocked|partial|missing|stub|orphaned|gaps?|broken|incomplete)\b/i.test(text)) return "gaps";
  if (/\b(?:human|manual|uncertain|pending)\b|\?/i.test(text)) return "human";
  return /✓|✔|✅|\b(?:satisfied|verified|passed|pass|complete|completed|covered|met|done)\b/i.test(text) ? "passed" : "human";
}
