/** What one agent does in a run: a real process writes and deletes files, types commands, and leaves files in its outbox. */
export interface Act {
  /** By path in its folder; `null` deletes. */
  readonly changes?: Readonly<Record<string, string | null>>;
  /** Typed into `/bin/sh` behind the changes. `$PRODUCT` is the checkout that holds the planning folder, `$PLAN` the plan. */
  readonly shell?: string;
  /** By name; what an honest agent leaves of that name is replaced. `NN` stands for the number of the plan. */
  readonly outbox?: Readonly<Record<string, string>>;
}

/** Who cheats, by the first words of what DGS asks for. */
export type Purpose = "execute-plan 01-01" | "execute-plan" | "verify-phase" | "verify-structure" | "diagnose" | "plan-fixes" | "check-fixes";

/** How the audit behind a trick may come out; `none`: the job halted before there was one. */
export type Ending = "passed" | "human_needed" | "gaps_found" | "diagnosed" | "none";

/** A way to have the audit say `passed` without the work, or an honest one. */
export interface Trick {
  readonly name: string;
  /** `fix` (as if unsaid): gaps were found and are to be closed. `phase`: the phase is carried out for the first time. */
  readonly at?: "fix" | "phase";
  readonly acts: Partial<Readonly<Record<Purpose, Act>>>;
  /** What the fix plan names besides `src/format.js`. */
  readonly names?: readonly string[];
  /** Instead of the command of the fix plan. */
  readonly verify?: string;
  /** Files of the product that are there from the start. */
  readonly product?: Readonly<Record<string, string>>;
  /** In which of these it has to end. */
  readonly ends: readonly Ending[];
  /** Where it ends in `human_needed`: what the item has to name. */
  readonly told?: RegExp;
}
