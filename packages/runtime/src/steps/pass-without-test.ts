import { formatPhaseNumber, type StepCommand, type StepOutcome, uatStanding } from "@dgs/core";
import { isRefusal } from "../refusal.js";
import { openUat } from "../uat/open-uat.js";
import { passUntested } from "../uat/pass-untested.js";
import { settleStatus } from "../uat/settle-status.js";
import { failed } from "../work/context.js";
import type { StepContext } from "./context.js";
import { findPlannedPhase, stepFailure } from "./find-phase.js";

/**
 * `verify-work N --auto` of a job: passes what no person has looked at, and says so in the UAT file and in what needs a
 * person. Job files of older tools have it in place of audit-phase. An issue that stands in the file is a gap. (design 3.9)
 */
export async function passWithoutTest(context: StepContext, command: StepCommand): Promise<StepOutcome> {
  const phase = command.argument ?? (command.phase === undefined ? "?" : formatPhaseNumber(command.phase));
  if (!command.flags.includes("--auto")) return failed("human-needed", `verify-work ${phase} asks a person: run it yourself, then tick this step`);
  const found = findPlannedPhase(context, command.phase);
  if ("type" in found) return found;
  const untested = `phase ${found.label} was passed without a test (verify-work --auto)`;
  const opened = openUat(context, found);
  // A phase whose summaries name nothing to look at has nothing to pass: older tools went on there, too.
  if (isRefusal(opened)) return opened.code === "nothing-to-test" && found.phase.planCount === found.phase.plansDone ? { type: "done", note: opened.message, humanNeeded: [untested] } : stepFailure(opened);
  const passed = await passUntested(context, found, `run ${context.runId} of the job of ${context.version}`);
  if (isRefusal(passed)) return stepFailure(passed);
  const uat = await settleStatus(context, opened.path);
  if (isRefusal(uat)) return stepFailure(uat);
  const { issues, gaps, open } = uatStanding(uat);
  if (issues.length > 0 || gaps.length > 0) return failed("gaps", `${opened.path} has ${String(Math.max(issues.length, gaps.length))} issues: they are no matter of passing without a test`);
  const blocked = open.map(({ number, name }) => `phase ${found.label}, test ${String(number)}: ${name}`);
  return { type: "done", note: `nothing was tested: ${String(passed.passed.length)} passed by verify-work --auto`, humanNeeded: [untested, ...blocked] };
}
