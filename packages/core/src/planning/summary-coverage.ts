import { isMap, listItems, scalarText } from "./yaml-value.js";

/** One deliverable that a summary accounts for. (formats.md 9, `coverage`) */
export interface CoveredDeliverable {
  readonly id: string | undefined;
  readonly description: string;
  /** Whether a person has to judge it; `undefined` where the summary does not say. */
  readonly humanJudgment: boolean | undefined;
  /** Why a person has to, or need not. */
  readonly rationale: string | undefined;
}

/** Reads the list `coverage` of a summary's front matter; what describes no deliverable is passed over. */
export function readCoverage(value: unknown): CoveredDeliverable[] {
  return listItems(value).flatMap((item): CoveredDeliverable[] => {
    if (!isMap(item)) {
      const text = scalarText(item);
      return text === undefined ? [] : [{ id: undefined, description: text, humanJudgment: undefined, rationale: undefined }];
    }
    const description = scalarText(item["description"]) ?? scalarText(item["deliverable"]);
    if (description === undefined) return [];
    return [{ id: scalarText(item["id"]), description, humanJudgment: readFlag(item["human_judgment"] ?? item["human-judgment"]), rationale: scalarText(item["rationale"]) }];
  });
}

/** Only a plain no is one: anything else leaves it to a person. */
function readFlag(value: unknown): boolean | undefined {
  const word = scalarText(value)?.toLowerCase();
  if (word === "false" || word === "no") return false;
  return word === "true" || word === "yes" ? true : undefined;
}
