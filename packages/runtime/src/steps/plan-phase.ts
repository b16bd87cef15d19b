import { type FileChange, frontMatterEdit, joinPath, type OutboxFile, phaseFilePath, planPath, planPhasePrompt, type PlanSet, projectFile, readPlanSet, type StepCommand, type StepOutcome } from "@dgs/core";
import { judge } from "../work/findings.js";
import { promptInputs } from "../work/prompt-inputs.js";
import { askReader } from "./ask-reader.js";
import type { StepContext } from "./context.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { findPhase, type FoundPhase } from "./find-phase.js";
import { folderOfPhase } from "./folder-of-phase.js";
import { listPlans } from "./list-plans.js";
import { putFile } from "../work/put-file.js";
import { writeFiles } from "../work/write-files.js";

/** Has a phase planned. Plans that are there already are taken as they are, unless writing them was cut off. */
export async function planPhase(context: StepContext, command: StepCommand): Promise<StepOutcome> {
  const found = findPhase(context, command.phase);
  if ("type" in found) return found;
  const folder = folderOfPhase(context, found.phase);
  // While plans are written one after the other a marker says that they are not all there yet.
  const marker = joinPath(folder, ".planning-in-progress");
  const cutOff = context.ports.files.read(marker) !== undefined;
  if (found.phase.planCount > 0 && !cutOff) return (await listPlans(context, found.phase.number)) ?? { type: "done", note: `${String(found.phase.planCount)} plans are there already` };
  const accepted = await askReader<PlanSet>(context, {
    role: "planner",
    purpose: `plan-phase ${found.label}`,
    prompt: (findings) => planPhasePrompt(found.phase.number, planInputs(context, found), findings),
    accept: (files) => {
      const set = readPlanSet(files, found.phase.number);
      return judge(set.problems, set);
    },
  });
  if (isFailure(accepted)) return accepted;
  const refused = (await writePlans(context, found, accepted, marker)) ?? (await listPlans(context, found.phase.number));
  return refused ?? { type: "done", note: `${String(accepted.plans.length)} plans` };
}

function planInputs(context: StepContext, found: FoundPhase): ReturnType<typeof promptInputs> {
  const { project } = context.place;
  const documents = found.phase.folder?.documents;
  return promptInputs(context.ports.files, [
    ["The project", projectFile(project, "PROJECT")],
    ["The roadmap", projectFile(project, "ROADMAP")],
    ["The requirements", joinPath(project, "REQUIREMENTS.md")],
    ["Decisions about the phase", documents?.CONTEXT],
    ["Research for the phase", documents?.RESEARCH],
    ...["STACK", "ARCHITECTURE", "STRUCTURE", "CONVENTIONS", "TESTING"].map((name) => [`Code base: ${name.toLowerCase()}`, joinPath(project, "codebase", `${name}.md`)] as const),
    ["Code base: how the repos work together", joinPath(project, "codebase", "CROSS-REPO.md")],
  ]);
}

async function writePlans(context: StepContext, found: FoundPhase, accepted: PlanSet, marker: ReturnType<typeof joinPath>): Promise<WorkFailure | undefined> {
  const folder = folderOfPhase(context, found.phase);
  const ids = new Set<string>(accepted.plans.map((plan) => plan.id));
  const text = "Plans are being written into this folder; the next run writes them anew.\n";
  const leftover = found.phase.plans.filter((plan) => !plan.done && !plan.superseded && !ids.has(plan.id));
  const validation: OutboxFile[] = accepted.validation === undefined ? [] : [accepted.validation];
  return writeFiles(context, [
    ...putFile(context, marker, text),
    ...accepted.plans.flatMap((plan) => putFile(context, planPath(folder, plan.id), plan.text)),
    ...validation.flatMap((file) => putFile(context, phaseFilePath(folder, found.phase.number, "VALIDATION"), file.text)),
    ...leftover.flatMap((plan) => supersede(context, plan.path)),
    { type: "delete", path: marker, before: text },
  ]);
}

/** A plan that an interrupted run wrote and that the new set does not have leaves the counts; the file stays. */
function supersede(context: StepContext, path: ReturnType<typeof joinPath>): FileChange[] {
  const before = context.ports.files.read(path);
  return typeof before === "string" ? [{ type: "edit", path, before, edits: frontMatterEdit(before, "status", "superseded") }] : [];
}
