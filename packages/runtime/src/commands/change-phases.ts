import {
  addPhase as addToRoadmap,
  type FileChange,
  type Files,
  formatPhaseNumber,
  insertPhase,
  parsePhaseNumber,
  type PhaseAdded,
  type PhaseChangeInput,
  type PhaseNumber,
  type PhaseRefusal,
  type PhaseRemoved,
  type PlanningPath,
  placeOf,
  projectFile,
  removePhase as removeFromRoadmap,
  samePhase,
  sameVersion,
  textsForRemoval,
} from "@dgs/core";
import { lockJob } from "../job-lock.js";
import type { LoadedProduct } from "../load-product.js";
import { loadProduct } from "../load-product.js";
import { type OnMilestone, openMilestone } from "../milestone/open-milestone.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { fileRefusal, isFileRefusal, isRefusal, refuse, type Refusal } from "../refusal.js";
import { underLock } from "../run-lock.js";
import type { StepContext } from "../steps/context.js";
import { commitPlanningFiles, sayPlanningCommit } from "../work/commit-planning-files.js";
import { finishChanges, writeAsOne } from "../work/write-as-one.js";
import { isJobs, readJobs } from "./list-jobs.js";
import type { PhaseAddedReport, PhaseRemovalReport } from "./phase-change-reports.js";

/** What a new phase is told of itself. */
export interface AddPhaseInput extends Omit<OnMilestone, "version"> {
  readonly name: string;
  /** One sentence; the name where it is empty. */
  readonly goal?: string;
  /** Ids of requirements that the phase is to meet. */
  readonly requirements?: readonly string[];
  /** The phase that it is put behind; absent: at the end of the milestone. */
  readonly behind?: string;
}

/** Adds a phase to the active milestone, or inserts one behind another. Killed anywhere, it is brought to its end by the next such command. */
export async function addPhase(ports: Ports, place: Place, input: AddPhaseInput): Promise<PhaseAddedReport | Refusal> {
  return underMilestone(ports, place, input.behind === undefined ? "add-phase" : "insert-phase", input, async (context, finished) => {
    if (input.name.trim() === "") return refuse("name-missing", "a phase has a name", 'Write it behind the command: dgs add-phase "Search".');
    const known = readInput(ports.files, place);
    if (isRefusal(known)) return known;
    const added = change(known, input);
    if (added.type === "refused") return "exit" in added ? added : refusalOf(added);
    const purpose = input.behind === undefined ? `dgs add-phase ${JSON.stringify(input.name)}` : `dgs insert-phase ${input.behind} ${JSON.stringify(input.name)}`;
    const written = await writeAsOne(ports.files, place, { purpose, changes: added.changes });
    if (isRefusal(written)) return written;
    const paths = pathsOf(added.changes);
    const number = formatPhaseNumber(added.number);
    const commit = sayPlanningCommit(await commitPlanningFiles(context, () => ({ subject: `docs(roadmap): add phase ${number}`, paths })));
    return {
      ...{ type: "phase-added", version: context.version, number, name: input.name.trim(), paths },
      ...(input.behind === undefined ? {} : { behind: input.behind }),
      ...(finished === undefined ? {} : { finished }),
      ...(commit === undefined ? {} : { planningCommit: commit }),
      next: { command: `dgs create-milestone-job ${context.version}`, why: `its job plans phase ${number} and carries it out` },
    };
  });
}

function change(known: PhaseChangeInput, { name, goal = "", requirements = [], behind }: AddPhaseInput): PhaseAdded | PhaseRefusal | Refusal {
  const phase = { name: name.trim(), goal, requirements, criteria: [] };
  if (behind === undefined) return addToRoadmap(known, phase);
  const number = parsePhaseNumber(behind);
  return number === undefined ? unread(behind) : insertPhase(known, number, phase);
}

/** What `dgs remove-phase` is told. */
export interface RemovePhaseInput extends Omit<OnMilestone, "version"> {
  readonly phase: string;
}

/** Shows what becomes of the phases when one is removed; writes nothing. */
export function previewRemoval(ports: Pick<Ports, "files">, place: Place, { phase }: Pick<RemovePhaseInput, "phase">): PhaseRemovalReport | Refusal {
  const planned = planRemoval(ports.files, place, phase);
  return isRefusal(planned) ? planned : reportOf(planned, "phase-removal");
}

/** Removes a phase of the active milestone, and gives those behind it the numbers that follow on. Its folder goes to the archive as it is. */
export async function removePhase(ports: Ports, place: Place, input: RemovePhaseInput): Promise<PhaseRemovalReport | Refusal> {
  return underMilestone(ports, place, "remove-phase", input, async (context, finished) => {
    const planned = planRemoval(ports.files, place, input.phase);
    if (isRefusal(planned)) return planned;
    const written = await writeAsOne(ports.files, place, { purpose: `dgs remove-phase ${input.phase}`, changes: planned.removed.changes });
    if (isRefusal(written)) return written;
    const commit = sayPlanningCommit(await commitPlanningFiles(context, () => ({ subject: `docs(roadmap): remove phase ${formatPhaseNumber(planned.number)}`, paths: placesOf(planned.removed.changes) })));
    return { ...reportOf(planned, "phase-removed"), ...(finished === undefined ? {} : { finished }), ...(commit === undefined ? {} : { planningCommit: commit }), next: { command: "dgs progress", why: "it shows the phases with their numbers" } };
  });
}

interface PlannedRemoval {
  readonly number: PhaseNumber;
  readonly name: string;
  readonly version: string;
  readonly nameOf: (number: PhaseNumber) => string;
  readonly removed: PhaseRemoved;
}

function planRemoval(files: Files, place: Place, text: string): PlannedRemoval | Refusal {
  const number = parsePhaseNumber(text);
  if (number === undefined) return unread(text);
  const known = readInput(files, place);
  if (isRefusal(known)) return known;
  const job = openJob(files, place, known.product.milestone?.version);
  if (job !== undefined) return job;
  const removed = removeFromRoadmap(known, number);
  if (removed.type === "refused") return refusalOf(removed);
  const nameOf = (of: PhaseNumber): string => known.product.phases.find((each) => samePhase(each.number, of))?.name ?? "";
  return { number, name: nameOf(number), version: known.product.milestone?.version ?? "", nameOf, removed };
}

function reportOf({ number, name, version, nameOf, removed }: PlannedRemoval, type: PhaseRemovalReport["type"]): PhaseRemovalReport {
  return {
    ...{ type, version, number: formatPhaseNumber(number), name },
    renumbered: removed.renumbered.map(({ from, to }) => ({ from: formatPhaseNumber(from), to: formatPhaseNumber(to), name: nameOf(from) })),
    ...(removed.archived === undefined ? {} : { archived: removed.archived }),
    ...{ paths: pathsOf(removed.changes), mentions: removed.mentions },
  };
}

/** Its steps name phases by number. */
function openJob(files: Files, place: Place, version: string | undefined): Refusal | undefined {
  const jobs = readJobs(files, place);
  if (!isJobs(jobs)) return fileRefusal(jobs);
  const open = jobs.find((job) => version !== undefined && job.version !== undefined && sameVersion(job.version, version as NonNullable<typeof job.version>) && job.status !== "completed" && job.status !== "rolled_back");
  return open === undefined ? undefined : refuse("job-names-phases", `there is a job of ${version ?? ""}, and its steps name phases by number`, `Delete ${open.path}, or let it end; create it anew afterwards.`, { at: open.path });
}

async function underMilestone<Report>(ports: Ports, place: Place, command: string, input: Omit<OnMilestone, "version">, work: (context: StepContext, finished: string | undefined) => Promise<Report | Refusal>): Promise<Report | Refusal> {
  const before = openMilestone(ports, place, command, input);
  if (isRefusal(before)) return before;
  return underLock(ports, lockJob(ports, place, before.version), async () => {
    const finished = await finishChanges(ports.files, place);
    if (isRefusal(finished)) return finished;
    const context = openMilestone(ports, place, command, input);
    return isRefusal(context) ? context : work(context, finished);
  });
}

/** Everything that a change of the phases is made from, read as one. */
function readInput(files: Files, place: Place): PhaseChangeInput | Refusal {
  const loaded: LoadedProduct | Refusal = loadProduct(files, place);
  if (isRefusal(loaded)) return loaded;
  const { product, roadmap } = loaded;
  if (roadmap === undefined) return refuse("roadmap-missing", "there is no roadmap", "Make one with `dgs new-milestone`.", { at: projectFile(place.project, "ROADMAP") });
  const texts = new Map<PlanningPath, string>();
  for (const path of textsForRemoval({ project: place.project, product })) {
    const text = files.read(path);
    if (isFileRefusal(text)) return fileRefusal(text);
    if (text !== undefined) texts.set(path, text);
  }
  return { project: place.project, product, roadmap, texts };
}

function refusalOf({ code, message, remedy, path, at }: PhaseRefusal): Refusal {
  return refuse(code, message, remedy, { at: placeOf({ path, ...(at === undefined ? {} : { at }) }) });
}

function unread(text: string): Refusal {
  return refuse("phase-unread", `${JSON.stringify(text)} is no number of a phase`, "Write it like 3 or 2.1.");
}

function pathsOf(changes: readonly FileChange[]): readonly PlanningPath[] {
  return [...new Set(changes.map((change) => (change.type === "move" ? change.from : change.path)))];
}

/** For the commit: where files were, and where they are; of a folder that moved, the folder. */
function placesOf(changes: readonly FileChange[]): readonly PlanningPath[] {
  return [...new Set(changes.flatMap((each) => (each.type === "move" ? [each.from, each.to] : [each.path])))];
}
