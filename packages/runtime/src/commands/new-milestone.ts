import { type FileChange, formatPhaseNumber, joinPath, type MilestoneVersion, parseVersion, type PhaseToAdd, type PlanningPath } from "@dgs/core";
import { loadProduct } from "../load-product.js";
import { lockJob } from "../job-lock.js";
import { type OnMilestone, refuseWork } from "../milestone/open-milestone.js";
import { openStepContext } from "../open-step-context.js";
import type { Place } from "../place.js";
import { sweepTemporaries } from "../planning-files.js";
import type { Ports } from "../ports.js";
import { type AskMilestone, type ChosenMilestone, chooseMilestone, type MilestoneGiven } from "../project/choose-milestone.js";
import { drawRoadmap, phasesOf } from "../project/draw-roadmap.js";
import { dropJsonNote, readJsonNote, writeJsonNote } from "../project/json-note.js";
import { milestoneChanges } from "../project/milestone-changes.js";
import { milestoneNotePath, planMilestone, type PlannedMilestone } from "../project/plan-milestone.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { underLock } from "../run-lock.js";
import type { StepContext } from "../steps/context.js";
import { isFailure } from "../work/context.js";
import { commitPlanningFiles, sayPlanningCommit } from "../work/commit-planning-files.js";
import { finishChanges, unfinishedPath, writeAsOne } from "../work/write-as-one.js";
import type { MilestonePreview, NewMilestoneReport } from "./new-milestone-reports.js";

/** What a person says to a roadmap: it is written down, it is not, or it is drawn anew as they want it. */
export type RoadmapAnswer = { readonly type: "yes" } | { readonly type: "no" } | { readonly type: "change"; readonly wish: string };

/** What `dgs new-milestone` is told. */
export interface NewMilestoneInput extends MilestoneGiven, Pick<OnMilestone, "signal" | "onEvent"> {
  /** `v1.1`; absent: the one that is next. */
  readonly version?: string;
  /** Absent: nobody is asked. */
  readonly ask?: AskMilestone;
  /** Shows a person the roadmap; absent: what was checked is written down. `undefined`: the question was broken off. */
  readonly approve?: (preview: MilestonePreview) => Promise<RoadmapAnswer | undefined>;
}

/** Roadmaps that a person has drawn in one run. */
const ROUNDS = 5;

/**
 * Begins a milestone: its requirements are divided into phases by an agent, held against the requirements by code, shown, and written down as edits of the roadmap, the
 * requirements and STATE.md. What was chosen and a roadmap that was accepted are kept until they are written, so that whoever was cut off goes on there.
 */
export async function newMilestone(ports: Ports, place: Place, input: NewMilestoneInput): Promise<NewMilestoneReport | Refusal> {
  const before = planMilestone(ports.files, place, input.version);
  const isCutOff = [unfinishedPath(place), milestoneNotePath(place)].some((path) => ports.files.read(path) !== undefined);
  if (isRefusal(before) && !isCutOff) return before;
  return underLock(ports, lockJob(ports, place, isRefusal(before) ? "new" : before.version), async () => {
    sweepTemporaries(place.root, [place.project], ports.disk);
    const finished = await finishChanges(ports.files, place);
    const note = isRefusal(finished) ? finished : readNote(ports, place);
    if (isRefusal(finished) || isRefusal(note)) return isRefusal(finished) ? finished : (note as Refusal);
    const planned = planMilestone(ports.files, place, input.version);
    // Written, and cut off before its commit. Where another one can begin by now, that was long ago.
    if (note?.written !== undefined && isRefusal(planned)) return conclude(ports, place, input, note.written, finished);
    if (isRefusal(planned)) return planned;
    const known = note !== undefined && note.written === undefined && goesOn(note, planned, input) ? note : undefined;
    const chosen = known ?? (await chooseMilestone(planned, input, input.ask));
    if (isRefusal(chosen)) return chosen;
    return draw(contextOf(ports, place, input, planned, chosen), planned, { ...chosen, version: planned.version }, input);
  });
}

/** What was written of a milestone, but for its commit. */
type Written = Omit<NewMilestoneReport, "finished" | "planningCommit">;

/** What is kept of a milestone until it is written down. */
interface MilestoneNote extends ChosenMilestone {
  readonly version: string;
  /** The roadmapper's roadmap, once it was accepted. */
  readonly text?: string;
  readonly written?: Written;
}

function readNote({ files }: Pick<Ports, "files">, place: Place): MilestoneNote | undefined | Refusal {
  return readJsonNote<MilestoneNote>(files, milestoneNotePath(place), ({ version, name, requirements, added }) => typeof version === "string" && typeof name === "string" && Array.isArray(requirements) && Array.isArray(added));
}

/** Whether a note is of the milestone that is asked for now, and its requirements are still open. */
function goesOn({ version, name, requirements, added }: MilestoneNote, planned: PlannedMilestone, given: NewMilestoneInput): boolean {
  const open = [...planned.due, ...planned.offered, ...added].map(({ id }) => id);
  const isSame = given.requirements === undefined || [...given.requirements].sort().join() === [...requirements].sort().join();
  return version === planned.version && isSame && (given.name === undefined || given.name === name) && requirements.every((id) => open.includes(id));
}

function contextOf(ports: Ports, place: Place, { signal, onEvent }: NewMilestoneInput, { loaded, version }: Pick<PlannedMilestone, "loaded" | "version">, { name }: Pick<ChosenMilestone, "name">): StepContext {
  return openStepContext(ports, place, { loaded, milestone: { version, name, implicit: false, from: "state", closed: false }, step: "new-milestone", signal, onEvent, inJob: false });
}

/** Has roadmaps drawn until a person takes one, and writes that. */
async function draw(context: StepContext, planned: PlannedMilestone, chosen: MilestoneNote, input: NewMilestoneInput): Promise<NewMilestoneReport | Refusal> {
  const { place, ports: { files } } = context;
  const requirements = chosen.requirements.map((id) => ({ id, text: [...planned.requirements, ...chosen.added].find((each) => each.id === id)?.text ?? "" }));
  let note = chosen;
  let changes: { readonly wish: string; readonly text: string } | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const text = note.text ?? (await drawRoadmap(context, { firstPhase: planned.firstPhase, requirements, round, ...(changes === undefined ? {} : { changes }) }));
    if (isFailure(text)) return refuseWork(text, "roadmap-not-made", "the roadmap");
    note = { ...note, text };
    const refused = await writeJsonNote(files, milestoneNotePath(place), note);
    if (refused !== undefined) return refused;
    const phases = phasesOf(text, { firstPhase: planned.firstPhase, requirements: note.requirements });
    const answer = input.approve === undefined ? ({ type: "yes" } as const) : context.signal.aborted ? undefined : await input.approve({ version: planned.version, name: note.name, phases: phases.map(phaseReport) });
    if (answer === undefined) return refuse("cancelled", "nothing was written; the roadmap is kept", "Run the command again: it is shown again.", { at: milestoneNotePath(place), exit: "cancelled" });
    if (answer.type === "yes") return write(context, planned, note, phases, input);
    const { text: shown, ...rest } = note;
    note = rest;
    const forgotten = await writeJsonNote(files, milestoneNotePath(place), note);
    if (forgotten !== undefined) return forgotten;
    if (answer.type === "no") return refuse("declined", "nothing was written: the roadmap was not taken", "Run the command again for another one.", { at: milestoneNotePath(place), exit: "cancelled" });
    changes = { wish: answer.wish, text: shown ?? "" };
  }
  return refuse("declined", `nothing was written: ${String(ROUNDS)} roadmaps were not taken`, "Write down in REQUIREMENTS.md or PROJECT.md what they miss, and run the command again.", { exit: "cancelled" });
}

function phaseReport({ number, name, goal, requirements, criteria }: PhaseToAdd): MilestonePreview["phases"][number] {
  return { number: formatPhaseNumber(number), name, goal, requirements, criteria };
}

async function write(context: StepContext, planned: PlannedMilestone, note: MilestoneNote, phases: readonly PhaseToAdd[], input: NewMilestoneInput): Promise<NewMilestoneReport | Refusal> {
  const { place, ports: { files, clock } } = context;
  const { version } = planned;
  const name = note.name === "" && version === FIRST ? "First release" : note.name;
  const changes = milestoneChanges(files, place, planned, { milestone: { version, name, phases }, added: note.added, date: clock.now().slice(0, 10) });
  if (isRefusal(changes)) return changes;
  const written: Written = {
    ...{ type: "milestone-created", version, name, phases: phases.map(phaseReport), added: note.added },
    paths: changes.map((change) => (change.type === "move" ? change.to : change.path)),
    next: { command: `dgs create-milestone-job ${version}`, why: "its job plans the phases and carries them out" },
  };
  const noted = noteChange(context, { ...note, written });
  if (isRefusal(noted)) return noted;
  const made = await writeAsOne(files, place, { purpose: `dgs new-milestone --milestone ${version}`, changes: [...changes, noted] });
  return made === "written" ? conclude(context.ports, place, input, written) : made;
}

const FIRST = parseVersion("v1.0");

/** The last of the changes: whoever finds the note like this has only the commit left to make. */
function noteChange({ place, ports: { files } }: StepContext, note: MilestoneNote): FileChange | Refusal {
  const path = milestoneNotePath(place);
  const before = files.read(path);
  if (typeof before !== "string") return refuse("note-unreadable", "the file that keeps the roadmap went away meanwhile", "Run the command again.", { at: path });
  return { type: "edit", path, before, edits: [{ start: 0, end: before.length, text: `${JSON.stringify(note)}\n` }] };
}

/** Commits what was written, and takes the note away. Where a lock of git is in the way the note stays, and the next run makes the commit. */
async function conclude(ports: Ports, place: Place, input: NewMilestoneInput, written: Written, finished?: string): Promise<NewMilestoneReport | Refusal> {
  const loaded = loadProduct(ports.files, place);
  if (isRefusal(loaded)) return loaded;
  const { version, name, phases } = written;
  const context = contextOf(ports, place, input, { loaded, version: version as MilestoneVersion }, { name });
  const paths = written.paths.map((path): PlanningPath => joinPath(path));
  const committed = await commitPlanningFiles(context, () => ({ subject: `docs(roadmap): plan ${`${version} ${name}`.replace(/\s+/g, " ").trim().slice(0, 60)} in ${String(phases.length)} ${phases.length === 1 ? "phase" : "phases"}`, paths }));
  const isLocked = committed.type === "refused" && committed.lock !== undefined;
  const dropped = isLocked ? undefined : await dropJsonNote(ports.files, milestoneNotePath(place));
  if (dropped !== undefined) return dropped;
  const commit = sayPlanningCommit(committed);
  return { ...written, ...(finished === undefined ? {} : { finished }), ...(commit === undefined ? {} : { planningCommit: commit }) };
}
