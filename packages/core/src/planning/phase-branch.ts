import type { PhaseNumber } from "../ids/phase-number.js";
import { slugify } from "../ids/slug.js";
import { branchSafe } from "./branch-name.js";

/** What the branch of a phase is made of, under the strategy `phase`. */
export interface PhaseBranchInput {
  /** `git.phase_branch_template`, with `{phase}`, `{slug}` and `{milestone}`. */
  readonly template: string | undefined;
  readonly number: PhaseNumber;
  /** The title in the roadmap. */
  readonly name: string;
  /** The last part of the phase's folder, such as `03-authentication`; it names the branch where it is there, as a title may be edited half-way. */
  readonly folder: string | undefined;
  /** What names the milestone in its repo: the version, after the project where there is one. */
  readonly label: string;
}

/**
 * The branch that a phase's code is changed on: `{phase}` is its padded number. A template without `{phase}` would give two phases one branch, so the
 * number is put behind it. (Seed 004, "handle_branching")
 */
export function phaseBranch({ template = "dgs/phase-{phase}-{slug}", number, name, folder, label }: PhaseBranchInput): string {
  const words = folder === undefined ? "" : folder.replace(/^[^-]*-?/, "");
  const slug = slugify(words === "" ? (name === "" ? number : name) : words);
  const whole = template.includes("{phase}") ? template : `${template}-{phase}`;
  // One pass: what is filled in is no template.
  const values: Readonly<Record<string, string>> = { "{phase}": number, "{slug}": slug, "{milestone}": label };
  return branchSafe(whole.replaceAll(/\{(?:phase|slug|milestone)\}/g, (key) => values[key] ?? key));
}
