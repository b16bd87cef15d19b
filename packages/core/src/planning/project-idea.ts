import { oneLine } from "../markdown/escape-line.js";

/** A requirement that is to be written down. */
export interface NewRequirement {
  /** `AUTH-01` */
  readonly id: string;
  /** The heading that it stands below. */
  readonly category: string;
  /** What must be true, as one sentence. */
  readonly text: string;
}

/** What a project is to be, from the answers of a person or from a document. */
export interface ProjectIdea {
  readonly name: string;
  /** What it is and for whom; may have paragraphs. */
  readonly what: string;
  /** The one thing that must work. */
  readonly coreValue: string;
  /** What the first version must do. */
  readonly requirements: readonly NewRequirement[];
  /** What is wanted, and not in the first version. */
  readonly later: readonly NewRequirement[];
  readonly outOfScope: readonly { readonly what: string; readonly why: string }[];
  readonly constraints: readonly string[];
  /** What else whoever builds it has to know; may be empty, and may have paragraphs. */
  readonly context: string;
  readonly decisions: readonly { readonly decision: string; readonly why: string }[];
}

/** The form of a requirement's id. */
export const REQUIREMENT_ID = /^[A-Z][A-Z0-9]*-\d+$/;

/** The category of what nobody put into one. */
const PLAIN_CATEGORY = { prefix: "CORE", category: "Core" } as const;

/**
 * Gives what a person typed as a requirement its id: `AUTH: users can log in` goes into the category AUTH, everything else into CORE; numbers go on from
 * those that are taken.
 */
export function requirementOf(typed: string, taken: readonly string[]): NewRequirement {
  const line = oneLine(typed);
  const [, named, rest = ""] = /^([A-Z][A-Z0-9]{1,11})\s*:\s*(.+)$/.exec(line) ?? [];
  const { prefix, category } = named === undefined ? PLAIN_CATEGORY : { prefix: named, category: named === PLAIN_CATEGORY.prefix ? PLAIN_CATEGORY.category : named };
  return { id: freeRequirementId(prefix, taken), category, text: named === undefined ? line : rest };
}

/** Returns the id behind the highest of a prefix that is taken: `AUTH-03` behind `AUTH-02`. */
function freeRequirementId(prefix: string, taken: readonly string[]): string {
  const numbers = taken.flatMap((id) => {
    const match = /^(.*)-(\d+)[a-z]?$/i.exec(id);
    return match?.[1]?.toUpperCase() === prefix ? [Number(match[2])] : [];
  });
  return `${prefix}-${String(Math.max(0, ...numbers) + 1).padStart(2, "0")}`;
}
