import { type CancelSignal, CONFIG_FILES, joinPath, parseVersion, type PlanningPath, type ProjectIdea, projectFile, type PromptInput, renderProject, renderRequirements, REPOS_FILE } from "@dgs/core";
import { basename } from "node:path";
import { loadProduct } from "../load-product.js";
import { refuseWork } from "../milestone/open-milestone.js";
import { openStepContext } from "../open-step-context.js";
import type { Place } from "../place.js";
import { sweepTemporaries } from "../planning-files.js";
import type { Ports } from "../ports.js";
import { describeProject, type IdeaDocument } from "../project/describe-project.js";
import { type DialogueEnd, type DialogueFacts, endOfDialogue, nextQuestion, type ProjectQuestion, takeAnswer } from "../project/dialogue.js";
import { isStarter, projectChanges, type ProjectToWrite } from "../project/project-changes.js";
import { dropJsonNote, writeJsonNote } from "../project/json-note.js";
import { notePath, type ProjectNote, readNote } from "../project/project-note.js";
import { type ProjectResearch, researchProject } from "../project/research-project.js";
import { fileRefusal, isFileRefusal, isRefusal, refuse, type Refusal } from "../refusal.js";
import { lockRunner, underLock } from "../run-lock.js";
import type { StepContext } from "../steps/context.js";
import { isFailure } from "../work/context.js";
import { commitPlanningFiles, sayPlanningCommit } from "../work/commit-planning-files.js";
import { finishChanges, writeAsOne } from "../work/write-as-one.js";
import type { NewProjectReport } from "./new-project-reports.js";
import type { RunEvent } from "./reports.js";

/** Asks a person one question; `undefined` when it was broken off. `kept`: how many answers an earlier run left, at the first question of a run. */
export type AskProject = (question: ProjectQuestion, kept: number) => Promise<string | undefined>;

/** What `dgs new-project` is told. */
export interface NewProjectInput {
  /** Absent: nobody is asked. */
  readonly ask?: AskProject;
  /** The document that it is read from; absent: a person is asked. */
  readonly document?: IdeaDocument;
  /** Absent: the person who is asked says, or else the configuration. */
  readonly research?: boolean;
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** What `dgs new-project` needs: agents only for a document and for research. */
export type NewProjectPorts = Omit<Ports, "agents"> & Partial<Pick<Ports, "agents">>;

/**
 * Writes a new project down, from what a person answers or from a document, and has it researched where that is wanted. Every answer and every document of the research
 * is kept as soon as it is there: stopped or killed anywhere, the next call goes on with what is missing.
 */
export async function newProject(ports: NewProjectPorts, place: Place, input: NewProjectInput): Promise<NewProjectReport | Refusal> {
  const before = refuseProject(ports, place, input);
  if (before !== undefined) return before;
  return underLock(ports, lockRunner(ports, place, { name: "new-project", held: "the new project is written down by" }), async () => {
    sweepTemporaries(place.root, [place.project], ports.disk);
    const finished = await finishChanges(ports.files, place);
    if (isRefusal(finished)) return finished;
    const note = readNote(ports.files, place);
    const no = isRefusal(note) ? note : refuseProject(ports, place, input);
    if (isRefusal(note) || no !== undefined) return no ?? refuse("note-unreadable", "the note cannot be read", "Delete it.");
    const known = await learn(ports, place, input, note);
    return isRefusal(known) ? known : carryOut(ports, place, input, known);
  });
}

/** A project that is being written down says so in its note: it is brought to its end. */
function refuseProject({ files, agents }: Pick<NewProjectPorts, "files" | "agents">, place: Place, { ask, document, research }: NewProjectInput): Refusal | undefined {
  const path = projectFile(place.project, "PROJECT");
  const [text, note] = [files.read(path), readNote(files, place)];
  if (isFileRefusal(text)) return fileRefusal(text);
  if (isRefusal(note)) return note;
  const isOwn = note.writtenOn !== undefined;
  if (text !== undefined && !isOwn && !isStarter(place, path, text)) return refuse("project-there", "there is a project here already", "Plan its next milestone: dgs new-milestone. For another project move PROJECT.md away first.", { at: path });
  if (agents === undefined && (document !== undefined || research === true)) return refuse("agents-not-configured", "no agents are configured", "Name some: --agent claude, or a program behind --.");
  if (ask !== undefined || document !== undefined || note.read !== undefined || nextQuestion(note.answers, factsOf(place, { agents: undefined, research })) === undefined) return undefined;
  return refuse("nobody-to-ask", "nobody can be asked what the project is", "Run it in a terminal, or give a document: dgs new-project --auto @idea.md.", { at: place.root });
}

function factsOf(place: Place, { agents, research }: { readonly agents: unknown; readonly research: boolean | undefined }): DialogueFacts {
  return { folder: basename(place.base), asksResearch: research === undefined && agents !== undefined };
}

interface Known extends Omit<DialogueEnd, "settings"> {
  readonly note: ProjectNote;
  readonly settings: Partial<DialogueEnd["settings"]>;
}

/** Asks for what is not known yet, or has it read out of the document. */
async function learn(ports: NewProjectPorts, place: Place, input: NewProjectInput, note: ProjectNote): Promise<Known | Refusal> {
  const { document } = input;
  // Without a document an earlier one is gone on with, unless somebody has begun to answer.
  const isSame = document === undefined ? note.answers.length === 0 : note.read?.document === document.text;
  if (isSame && note.read !== undefined) return { note, idea: note.read.idea, settings: {} };
  if (document === undefined) return askAll(ports, place, input, note);
  const context = openContext(ports, place, input, {});
  if (isRefusal(context)) return context;
  const idea = await describeProject(context, document);
  if (isFailure(idea)) return refuseWork(idea, "project-not-read", "reading the document");
  const read: ProjectNote = { ...note, read: { document: document.text, idea } };
  return (await writeJsonNote(ports.files, notePath(place), read)) ?? { note: read, idea, settings: {} };
}

async function askAll(ports: NewProjectPorts, place: Place, { ask, research, signal }: NewProjectInput, first: ProjectNote): Promise<Known | Refusal> {
  const facts = factsOf(place, { agents: ports.agents, research });
  let [note, kept, wrong] = [first, first.answers.length, [] as readonly string[]];
  for (let question = nextQuestion(note.answers, facts); question !== undefined; question = nextQuestion(note.answers, facts)) {
    const typed = signal.aborted || ask === undefined ? undefined : await ask({ ...question, lines: [...wrong, ...question.lines] }, kept);
    kept = 0;
    if (typed === undefined) return refuse("cancelled", `the dialogue was broken off; ${String(note.answers.length)} answers are kept`, "Run the command again: it goes on with the next question.", { at: notePath(place), exit: "cancelled" });
    const answers = takeAnswer(note.answers, question, typed);
    wrong = typeof answers === "string" ? [answers] : [];
    if (typeof answers === "string") continue;
    note = { ...note, answers };
    const refused = await writeJsonNote(ports.files, notePath(place), note);
    if (refused !== undefined) return refused;
  }
  return { note, ...endOfDialogue(note.answers, facts) };
}

function openContext(ports: NewProjectPorts, place: Place, { signal, onEvent }: NewProjectInput, settings: Known["settings"]): StepContext | Refusal {
  const loaded = loadProduct(ports.files, place);
  if (isRefusal(loaded)) return loaded;
  const version = parseVersion("v1.0");
  if (version === undefined) throw new RangeError("the first version is none");
  // The answers hold for the agents that are asked before they stand in the configuration.
  const config = { ...loaded.config, ...settings };
  const milestone = { version, name: "", implicit: true, from: "implicit", closed: false } as const;
  return openStepContext({ agents: NOBODY, ...ports }, place, { loaded: { ...loaded, config }, milestone, step: "new-project", signal, onEvent, inJob: false });
}

const NOBODY: Ports["agents"] = { run: () => Promise.reject(new Error("a command that was given no agents asked for one")) };

async function carryOut(ports: NewProjectPorts, place: Place, input: NewProjectInput, { note, idea, settings, research: answered }: Known): Promise<NewProjectReport | Refusal> {
  const context = openContext(ports, place, input, settings);
  if (isRefusal(context)) return context;
  const wanted = input.research ?? answered ?? (ports.agents !== undefined && context.config["workflow.research"]);
  const research = wanted ? await researchProject(context, inputsOf(place, idea)) : undefined;
  if (isFailure(research)) {
    const refusal = refuseWork(research, "project-not-researched", "the research");
    return { ...refusal, remedy: "Run the command again: it goes on with what is missing, or with --skip-research without." };
  }
  const date = note.writtenOn ?? ports.clock.now().slice(0, 10);
  const said = input.research ?? answered;
  const written = await write(context, note, { idea, settings: { ...settings, ...(said === undefined ? {} : { "workflow.research": said }) }, date });
  if (isRefusal(written)) return written;
  return report(context, place, idea, research, written);
}

function inputsOf(place: Place, idea: ProjectIdea): readonly PromptInput[] {
  return [{ title: "The project", path: projectFile(place.project, "PROJECT"), text: renderProject(idea) }, { title: "The requirements", path: projectFile(place.project, "REQUIREMENTS"), text: renderRequirements(idea) }];
}

/** All files of the project as one; the note says meanwhile that they are ours. */
async function write({ ports: { files }, place }: StepContext, note: ProjectNote, project: ProjectToWrite): Promise<readonly PlanningPath[] | Refusal> {
  const noted = note.writtenOn === undefined ? await writeJsonNote(files, notePath(place), { ...note, writtenOn: project.date }) : undefined;
  const changes = noted ?? projectChanges(files, place, project);
  if (isRefusal(changes)) return changes;
  const written = changes.length === 0 ? "written" : await writeAsOne(files, place, { purpose: "dgs new-project", changes });
  return written === "written" ? (["PROJECT", "REQUIREMENTS", "STATE"] as const).map((file) => projectFile(place.project, file)) : written;
}

async function report(context: StepContext, place: Place, idea: ProjectIdea, research: ProjectResearch | undefined, written: readonly PlanningPath[]): Promise<NewProjectReport | Refusal> {
  const shared = [...CONFIG_FILES, REPOS_FILE].map((name) => joinPath(name)).filter((path) => typeof context.ports.files.read(path) === "string");
  const paths = [...written, ...shared, ...(research?.paths ?? [])];
  const committed = await commitPlanningFiles(context, () => ({ subject: `docs: start ${idea.name.replace(/\s+/g, " ").slice(0, 60)}`, paths }));
  // Where a lock of git is in the way the note stays, and the next run makes the commit.
  const isLocked = committed.type === "refused" && committed.lock !== undefined;
  const dropped = isLocked ? undefined : await dropJsonNote(context.ports.files, notePath(place));
  if (dropped !== undefined) return dropped;
  const commit = sayPlanningCommit(committed);
  return {
    ...{ type: "project-created", name: idea.name, requirements: idea.requirements, later: idea.later, paths },
    ...(research === undefined ? {} : { research: { paths: research.paths, kept: research.kept } }),
    ...(commit === undefined ? {} : { planningCommit: commit }),
    next: { command: "dgs new-milestone", why: "it divides the requirements into phases" },
  };
}
