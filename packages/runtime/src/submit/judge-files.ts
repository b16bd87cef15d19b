import { checkPlans, correctWaves, findingOfProblem, type OutboxFile, type PlanFinding, type Problem, readContextDocument, readPhaseResearch, readPlanSet, type WaveCorrection } from "@dgs/core";
import { planFacts, readEarlier } from "../plan/plan-facts.js";
import type { StepContext } from "../steps/context.js";
import type { FoundPhase } from "../steps/find-phase.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import type { ScreenedFile } from "./screen-files.js";

/** What was handed in, with all that was found in it. */
export interface Judged {
  /** As they are to be written: waves are mended. By the name that they were handed in with. */
  readonly texts: ReadonlyMap<string, string>;
  readonly findings: readonly PlanFinding[];
  readonly corrections: readonly WaveCorrection[];
}

/** Holds what was handed in against the same formats and the same checks as what an agent leaves. (docs/decisions, 0048) */
export async function judgeFiles(context: StepContext, found: FoundPhase, screened: readonly ScreenedFile[], left: readonly OutboxFile[]): Promise<Judged | WorkFailure> {
  const texts = new Map(left.map(({ path, text }) => [path, text]));
  const documents = [...contextProblems(found, screened, left), ...researchProblems(context, found, screened, left)];
  const plans = screened.some(({ kind }) => kind === "PLAN" || kind === "VALIDATION") ? await judgePlans(context, found, screened, left) : { problems: [], corrections: [], texts: [] };
  if (isFailure(plans)) return plans;
  for (const [name, text] of plans.texts) texts.set(name, text);
  const findings = [...documents, ...plans.problems].map((problem): PlanFinding => ({ ...findingOfProblem(problem), severity: problem.severity === "error" ? "blocker" : "warning" }));
  return { texts, findings: [...findings.filter(({ severity }) => severity === "blocker"), ...findings.filter(({ severity }) => severity === "warning")], corrections: plans.corrections };
}

/** An agent marks that nobody was asked. What a person decided is not assumed. */
function contextProblems({ phase }: FoundPhase, screened: readonly ScreenedFile[], left: readonly OutboxFile[]): readonly Problem[] {
  if (!screened.some(({ kind }) => kind === "CONTEXT")) return [];
  return readContextDocument(left, phase.number).problems.filter(({ code }) => code !== "decision-not-assumed");
}

function researchProblems({ ports: { files } }: StepContext, { phase }: FoundPhase, screened: readonly ScreenedFile[], left: readonly OutboxFile[]): readonly Problem[] {
  if (!screened.some(({ kind }) => kind === "RESEARCH")) return [];
  const there = phase.folder?.documents.CONTEXT;
  const own = left.find(({ path }) => screened.some(({ name, kind }) => kind === "CONTEXT" && name === path))?.text;
  const decided = own ?? (there === undefined ? undefined : files.read(there));
  const decisions = typeof decided === "string" ? readContextDocument([{ path: "CONTEXT.md", text: decided }], phase.number).decisions : [];
  return readPhaseResearch(left, phase.number, decisions).problems;
}

interface JudgedPlans {
  readonly problems: readonly Problem[];
  readonly corrections: readonly WaveCorrection[];
  /** Names and mended texts. */
  readonly texts: readonly (readonly [string, string])[];
}

/**
 * The plans of a phase are checked as one set: those that are there, not carried out, and not handed in anew belong to it. Where some are carried out, what is handed in comes on top of them, and
 * need not meet the requirements again.
 */
async function judgePlans(context: StepContext, found: FoundPhase, screened: readonly ScreenedFile[], left: readonly OutboxFile[]): Promise<JudgedPlans | WorkFailure> {
  const { phase } = found;
  const handed = screened.flatMap((file) => (file.kind === "PLAN" ? [file.id.toUpperCase()] : []));
  const kept = phase.plans.filter(({ id, superseded }) => !superseded && !handed.includes(id.toUpperCase()));
  const done = kept.filter((plan) => plan.done);
  const facts = await planFacts(context, found, done.length > 0, readEarlier(context, done));
  if (isFailure(facts)) return facts;
  const set = readPlanSet([...left.map((file) => inPlace(file, screened)), ...keptFiles(context, found, screened)], phase.number, facts.earlier);
  if (set.plans.length === 0) return { problems: set.problems, corrections: [], texts: [] };
  const problems = [...set.problems, ...checkPlans({ ...set, phase: phase.number }, facts)];
  const corrected = correctWaves(set, facts.earlier);
  return { problems, ...handedIn(corrected, screened, handed) };
}

/** The plan reader goes by canonical names; what else is handed in is no plan to it. */
function inPlace(file: OutboxFile, screened: readonly ScreenedFile[]): OutboxFile {
  const own = screened.find(({ name }) => name === file.path);
  return own?.kind === "PLAN" ? { ...file, path: `${own.id}-PLAN.md` } : file;
}

/** Open plans that stay, and VALIDATION.md where none is handed in: the set would not be whole without them. */
function keptFiles({ ports: { files } }: StepContext, { phase }: FoundPhase, screened: readonly ScreenedFile[]): readonly OutboxFile[] {
  const ids = new Set(screened.flatMap((file) => (file.kind === "PLAN" ? [file.id.toUpperCase()] : [])));
  const open = phase.plans.filter(({ id, done, superseded }) => !done && !superseded && !ids.has(id.toUpperCase())).map(({ id, path }) => ({ path: `${id}-PLAN.md`, at: path }));
  const validation = phase.folder?.documents.VALIDATION;
  const own = validation === undefined || screened.some(({ kind }) => kind === "VALIDATION") ? [] : [{ path: `${phase.number}-VALIDATION.md`, at: validation }];
  return [...open, ...own].flatMap(({ path, at }) => {
    const text = files.read(at);
    return typeof text === "string" ? [{ path, text }] : [];
  });
}

/** What is there is not touched for a wave: only what is handed in is mended. */
function handedIn(corrected: ReturnType<typeof correctWaves>, screened: readonly ScreenedFile[], handed: readonly string[]): Omit<JudgedPlans, "problems"> {
  const texts = screened.flatMap((file): (readonly [string, string])[] => {
    const text = file.kind === "PLAN" ? corrected.plans.find(({ id }) => id === file.id)?.text : file.kind === "VALIDATION" ? corrected.validation?.text : undefined;
    return text === undefined ? [] : [[file.name, text]];
  });
  return { texts, corrections: corrected.corrections.filter(({ plan }) => handed.includes(plan.toUpperCase())) };
}

