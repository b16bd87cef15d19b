import { type PhaseExecution, phaseFilePath, planPath, type PlanningPath, type Problem } from "@dgs/core";
import { pathFrom } from "../inside-root.js";
import { readExecutionOf } from "../phase/waiting.js";
import { isFileRefusal } from "../refusal.js";
import type { StepContext } from "../steps/context.js";
import type { FoundPhase } from "../steps/find-phase.js";
import { folderOfPhase } from "../steps/folder-of-phase.js";
import { failed, type WorkFailure } from "../work/context.js";
import { isGitRefusal } from "../work/git-refusal.js";
import type { ScreenedFile } from "./screen-files.js";

/** A file with its place, and what writing it there would be. */
export interface PlacedFile {
  readonly file: ScreenedFile;
  readonly path: PlanningPath;
  readonly text: string;
  readonly change: "create" | "replace" | "same";
}

/** Where files go, and what speaks against writing them there. */
export interface Placed {
  readonly files: readonly PlacedFile[];
  readonly problems: readonly Problem[];
}

/**
 * Finds the place of each file. What is there is replaced only where that was said, nothing was carried out with it, and its old text is committed: nothing is lost.
 * @param texts As they would be written, by name.
 */
export async function placeFiles(context: StepContext, found: FoundPhase, screened: readonly ScreenedFile[], { texts, replace }: { readonly texts: ReadonlyMap<string, string>; readonly replace: boolean }): Promise<Placed | WorkFailure> {
  const execution = readExecutionOf(context.ports.files, found.phase);
  if (isFileRefusal(execution)) return failed("usage", `${execution.path}: ${execution.message}. ${execution.remedy}`);
  const files: PlacedFile[] = [];
  const problems: Problem[] = [];
  for (const file of screened) {
    const path = pathOf(context, found, file);
    const before = context.ports.files.read(path);
    if (isFileRefusal(before)) return failed("usage", `${before.path}: ${before.message}. ${before.remedy}`);
    const text = texts.get(file.name) ?? file.text;
    const change = before === undefined ? "create" : before === text || before === file.text ? "same" : "replace";
    files.push({ file, path, text: change === "same" ? (before ?? text) : text, change });
    if (change !== "replace") continue;
    const used = usedBy(found, file, execution);
    if (used !== undefined) problems.push(against(path, "submitted-used", `${used}: it may not be replaced any more.`, file.kind === "PLAN" ? "Hand the change in as a new plan, with the next number." : "Leave it as it is, or write what changed into a new plan."));
    else if (!replace) problems.push(against(path, "submitted-there", `${file.name} is there already and says something else.`, "Look at what is there; to replace it, submit with `--replace` (over MCP: `replace`)."));
    else problems.push(...(await uncommitted(context, path)));
  }
  return { files, problems };
}

function pathOf(context: StepContext, { phase }: FoundPhase, file: ScreenedFile): PlanningPath {
  const folder = folderOfPhase(context, phase);
  if (file.kind === "PLAN") return phase.plans.find(({ id }) => id.toUpperCase() === file.id.toUpperCase())?.path ?? planPath(folder, file.id);
  return phase.folder?.documents[file.kind] ?? phaseFilePath(folder, phase.number, file.kind);
}

/** Says what was carried out with a file; `undefined` where nothing was. */
function usedBy({ phase, label }: FoundPhase, file: ScreenedFile, execution: PhaseExecution | undefined): string | undefined {
  if (file.kind !== "PLAN") return execution !== undefined || phase.plans.some(({ summary }) => summary !== undefined) ? `Plans of phase ${label} were carried out with it` : undefined;
  const plan = phase.plans.find(({ id }) => id.toUpperCase() === file.id.toUpperCase());
  if (plan?.summary !== undefined) return `Plan ${file.id} was carried out`;
  return execution?.steps.some((step) => step.plan === file.id) === true ? `Plan ${file.id} is being carried out` : undefined;
}

/** The old text stays in git. Where git does not have it, it would be gone. */
async function uncommitted({ ports: { git }, place }: StepContext, path: PlanningPath): Promise<readonly Problem[]> {
  const no = (why: string): readonly Problem[] => [against(path, "submitted-uncommitted", `Its old text would be lost: ${why}.`, "Commit the file, or move it away, and submit again.")];
  const tree = await git.topLevel(place.root);
  if (tree === undefined) return no("the planning folder is in no git repository");
  if (isGitRefusal(tree)) return no(tree.message);
  const [head, status] = [await git.head(tree), await git.status(tree)];
  if (isGitRefusal(head)) return no(head.message);
  if (isGitRefusal(status)) return no(status.message);
  const inside = pathFrom(tree, place.root);
  const own = inside === "" ? path : `${inside}/${path}`;
  const committed = await git.listFiles(tree, head);
  if (isGitRefusal(committed)) return no(committed.message);
  if (!committed.some((file) => file.path === own)) return no("it is in no commit");
  return status.some((entry) => entry.path === own || (entry.path.endsWith("/") && own.startsWith(entry.path))) ? no("it differs from the last commit") : [];
}

function against(path: PlanningPath, code: string, message: string, remedy: string): Problem {
  return { code, severity: "error", message, remedy, path };
}
