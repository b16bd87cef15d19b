import type { StepCommand, StepOutcome } from "@dgs/core";
import { collectCommands } from "./collect-commands.js";
import type { StepContext } from "./context.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { diagnose } from "./diagnose.js";
import { findPlannedPhase, type PhaseInFolder } from "./find-phase.js";
import { listPlans } from "./list-plans.js";
import { readPlans } from "./read-plans.js";
import { takeBackVerification } from "./reopen-verification.js";
import { planProgressChanges } from "./roadmap-changes.js";
import { type CommandOutcome, runCommand } from "../work/run-command.js";
import { openTrees } from "./trees.js";
import { recordedCommands, writeUat } from "./uat-file.js";
import { verificationGaps } from "./verification-gaps.js";
import { writeFiles } from "../work/write-files.js";

/**
 * Audits a phase: DGS runs the test commands itself and keeps what they printed; what fails, and what the verification
 * found missing, are gaps, and a plan that closes them is made. In this form layer 2 is the phase's verification.
 * (Seed 000, "Phase Audit")
 */
export async function auditPhase(context: StepContext, command: StepCommand): Promise<StepOutcome> {
  const found = findPlannedPhase(context, command.phase);
  if ("type" in found) return found;
  const unfinished = found.phase.plans.filter((plan) => !plan.done && !plan.superseded);
  const ordered = readPlans(context, found.phase.number, found.phase.plans, () => true);
  if ("type" in ordered) return ordered;
  // A plan that closes gaps and waits to be carried out is the sign of an audit that was cut off after its diagnosis.
  if (unfinished.some((plan) => !ordered.plans.some((each) => each.id === plan.id && each.plan.gapClosure))) {
    return failed("gaps", `phase ${found.label} has plans that are not done: ${unfinished.map((plan) => plan.id).join(", ")}`);
  }
  const all = collectCommands(context, found, ordered.plans.map((each) => each.plan));
  const outcomes = await runAll(context, found, command.flags.includes("--rerun-failed") ? notPassedYet(context, found, all) : all);
  if (isFailure(outcomes)) return outcomes;
  return conclude(context, found, { all, outcomes, unfinished: unfinished.length });
}

/** What failed before, also where nobody declares it any more, and what is new: a command that vanished must not count as mended. */
function notPassedYet(context: StepContext, found: PhaseInFolder, all: readonly string[]): readonly string[] {
  const before = recordedCommands(context, found);
  return [...new Set([...before.failed, ...all.filter((command) => !before.passed.includes(command))])];
}

async function runAll(context: StepContext, found: PhaseInFolder, commands: readonly string[]): Promise<readonly CommandOutcome[] | WorkFailure> {
  const trees = await openTrees(context, found.phase);
  if (isFailure(trees)) return trees;
  const [tree] = trees;
  const outcomes: CommandOutcome[] = [];
  for (const command of commands) {
    const outcome = await runCommand(context, command, tree?.path ?? context.place.base);
    if (outcome.outcome === "interrupted") return { type: "interrupted" };
    outcomes.push(outcome);
  }
  return outcomes;
}

interface Audited {
  /** Every test command of the phase. */
  readonly all: readonly string[];
  /** Those that were run now. */
  readonly outcomes: readonly CommandOutcome[];
  readonly unfinished: number;
}

async function conclude(context: StepContext, found: PhaseInFolder, audited: Audited): Promise<StepOutcome> {
  const failures = audited.outcomes.filter((each) => each.outcome !== "passed");
  const structural = verificationGaps(context, found);
  const gaps = failures.length + structural.length;
  const humanNeeded = audited.all.length === 0 ? [`phase ${found.label}: no test command is declared (VALIDATION.md, the plans' <automated>): nothing was tested`] : [];
  if (gaps > 0) return withGaps(context, found, { ...audited, failures, structural, humanNeeded });
  const refused = await writeUat(context, found, { status: humanNeeded.length > 0 ? "human_needed" : "passed", outcomes: audited.outcomes, structural });
  if (refused !== undefined) return refused;
  const ticked = await writeFiles(context, planProgressChanges(context, found.phase.number, humanNeeded.length === 0 && found.phase.status === "complete" ? true : undefined));
  return ticked ?? { type: "phase-audited", status: "passed", gaps: 0, humanNeeded };
}

interface WithGaps extends Audited {
  readonly failures: readonly CommandOutcome[];
  readonly structural: readonly string[];
  readonly humanNeeded: readonly string[];
}

async function withGaps(context: StepContext, found: PhaseInFolder, audited: WithGaps): Promise<StepOutcome> {
  const { outcomes, structural, humanNeeded } = audited;
  const gaps = audited.failures.length + structural.length;
  const refused = (await writeUat(context, found, { status: "gaps_found", outcomes, structural })) ?? (await takeBackVerification(context, found.folder.documents.VERIFICATION));
  if (refused !== undefined) return refused;
  if (audited.unfinished === 0) {
    const diagnosed = await diagnose(context, found, audited.failures, structural);
    // Interrupted, out of budget, in need of a person: the step's own failure. Only work that was not accepted leaves gaps.
    if (isFailure(diagnosed) && !(diagnosed.type === "failed" && diagnosed.reason === "failed")) return diagnosed;
    if (isFailure(diagnosed)) return { type: "phase-audited", status: "gaps_found", gaps, humanNeeded };
  }
  const written = (await listPlans(context, found.phase.number)) ?? (await writeUat(context, found, { status: "diagnosed", outcomes: [], structural }));
  return written ?? { type: "phase-audited", status: "diagnosed", gaps, humanNeeded };
}
