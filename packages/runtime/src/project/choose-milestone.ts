import { fitsMilestone, type NewRequirement, type Requirement, requirementOf } from "@dgs/core";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import type { PlannedMilestone } from "./plan-milestone.js";

/** How a person is asked about a milestone; every question can be broken off: `undefined`. */
export interface AskMilestone {
  readonly name: (version: string, known: string) => Promise<string | undefined>;
  /** Which of the requirements that are not due are taken in, by id, as they were typed. `wrong`: what was no id of them. */
  readonly takeIn: (due: readonly Requirement[], offered: readonly Requirement[], wrong: readonly string[]) => Promise<string | undefined>;
  /** One more requirement; empty: no more. `added`: those so far. */
  readonly add: (added: readonly NewRequirement[]) => Promise<string | undefined>;
}

/** What is known of a milestone once everything is chosen. */
export interface ChosenMilestone {
  readonly name: string;
  /** The ids of all of its requirements. */
  readonly requirements: readonly string[];
  /** Those of them that are still to be written into REQUIREMENTS.md. */
  readonly added: readonly NewRequirement[];
}

/** What the command line says. */
export interface MilestoneGiven {
  readonly name?: string;
  /** Exactly these. */
  readonly requirements?: readonly string[];
}

/** Chooses name and requirements: what the command line says, else what a person says, else what is usual. */
export async function chooseMilestone(planned: PlannedMilestone, given: MilestoneGiven, ask: AskMilestone | undefined): Promise<ChosenMilestone | Refusal> {
  const name = given.name ?? (ask === undefined ? planned.name : await ask.name(planned.version, planned.name));
  if (name === undefined) return brokenOff();
  if (!fitsMilestone(planned.version, name)) return refuse("name-unfit", `${JSON.stringify(name)} would be read as a mark, or as phases, of another milestone`, "Choose a name without marks like ✅, words like (shipped), and ranges of phases.");
  const chosen = given.requirements === undefined ? await askRequirements(planned, ask) : named(planned, given.requirements);
  if (isRefusal(chosen)) return chosen;
  if (chosen.requirements.length > 0) return { name: name.trim() === "" ? planned.name : name.trim(), ...chosen };
  return refuse("requirements-missing", `no requirement is open for ${planned.version}`, "Write some into REQUIREMENTS.md, take later ones in with --requirements, or run the command in a terminal and type them.", { at: "REQUIREMENTS.md" });
}

type Chosen = Omit<ChosenMilestone, "name">;

function named({ due, offered, requirements }: PlannedMilestone, ids: readonly string[]): Chosen | Refusal {
  const open = [...due, ...offered];
  const found = ids.map((id) => ({ id, is: open.find((each) => each.id.toUpperCase() === id.toUpperCase()) }));
  const missing = found.find(({ is }) => is === undefined);
  if (missing === undefined) return { requirements: [...new Set(found.flatMap(({ is }) => is?.id ?? []))], added: [] };
  const isKnown = requirements.some(({ id }) => id.toUpperCase() === missing.id.toUpperCase());
  return refuse("requirement-not-open", isKnown ? `${missing.id} is met, out of scope, or belongs to a phase already` : `there is no requirement ${missing.id}`, `Open are: ${open.map(({ id }) => id).join(", ") || "none"}.`, { at: "REQUIREMENTS.md" });
}

async function askRequirements({ due, offered, requirements }: PlannedMilestone, ask: AskMilestone | undefined): Promise<Chosen | Refusal> {
  const ids = due.map(({ id }) => id);
  if (ask === undefined) return { requirements: ids, added: [] };
  const taken = offered.length === 0 ? [] : await askOffered(due, offered, ask);
  if (taken === undefined) return brokenOff();
  const added: NewRequirement[] = [];
  for (;;) {
    const typed = await ask.add(added);
    if (typed === undefined) return brokenOff();
    if (typed.trim() === "") return { requirements: [...ids, ...taken, ...added.map(({ id }) => id)], added };
    added.push(requirementOf(typed, [...requirements, ...added].map(({ id }) => id)));
  }
}

async function askOffered(due: readonly Requirement[], offered: readonly Requirement[], ask: AskMilestone): Promise<readonly string[] | undefined> {
  let wrong: readonly string[] = [];
  for (;;) {
    const typed = await ask.takeIn(due, offered, wrong);
    if (typed === undefined) return undefined;
    const words = typed.split(/[\s,]+/).filter((word) => word !== "");
    const found = words.map((word) => offered.find(({ id }) => id.toUpperCase() === word.toUpperCase())?.id);
    wrong = words.filter((_, index) => found[index] === undefined);
    if (wrong.length === 0) return [...new Set(found.flatMap((id) => id ?? []))];
  }
}

function brokenOff(): Refusal {
  return refuse("cancelled", "nothing was written: a question was broken off", "Run the command again.", { exit: "cancelled" });
}
