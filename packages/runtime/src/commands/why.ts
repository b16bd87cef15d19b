import { currentStep, explainJob, explainMilestone, explainPhase, explainPlan, explainStep, type Explanation, formatPhaseNumber, formatStepCommand, type Job, isRollingBack, jobReasons, type PhaseFacts, phaseKey, parseVersion, type PlanProgress, type ProductPhase, projectFile, type Reason, samePhase, sameVersion, type Seen, type WhyVerdict, withJob } from "@dgs/core";
import { loadProduct, type LoadedProduct } from "../load-product.js";
import { hasOpenJob } from "../phase-report/has-open-job.js";
import { nextOfPhase } from "../phase-report/next-of-phase.js";
import { outcomeInFile } from "../phase-report/plan-results.js";
import { planName } from "../phase-report/plan-name.js";
import type { Place } from "../place.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { versionInUse } from "../version-in-use.js";
import { type FindNear, findSubject, type FoundSubject } from "../why/find-subject.js";
import { wayOn } from "../why/way-on.js";
import { jobFactsOf, openWorld, phaseFactsOf, type WhyPorts, type World } from "../why/world.js";
import { nextOfProject } from "./progress.js";
import type { NextCommand } from "./quick-entry.js";
import type { WayOn, WhyReport, WhySubjectReport } from "./why-reports.js";

/** What `dgs why` is told. */
export interface WhyInput {
  /** `3`, `03-01`, `v1.0`, `v1.0 4`, `step 4`; absent: the job that is open, else the phase that is next. */
  readonly subject?: string;
  /** Finds the name that a misspelt word was meant to be. */
  readonly near?: FindNear;
}

/** Says how a phase, a plan, a step or a job stands, why, and what is the shortest way on. Takes no lock and writes nothing, also beside a run. */
export async function why(ports: WhyPorts, place: Place, { subject, near = () => undefined }: WhyInput): Promise<WhyReport | Refusal> {
  const loaded = loadProduct(ports.files, place);
  if (isRefusal(loaded)) return loaded;
  const found = findSubject({ files: ports.files, place, loaded, near }, subject);
  if (isRefusal(found)) return found;
  const version = versionOf(ports, place, loaded, found);
  const world = openWorld(ports, place, loaded, version);
  if (isRefusal(world)) return world;
  switch (found.type) {
    case "phase":
      return whyPhase(world, found.phase, subject === undefined || subject.trim() === "");
    case "plan":
      return whyPlan(world, found.phase, found.plan);
    case "job":
      return world.job === undefined ? whyMilestone(world, version) : whyJob(world, world.job);
    case "step":
      return whyStep(world, found.step);
    case "milestone":
      return whyMilestone(world, undefined);
  }
}

/** A job's own version where one is asked about, else that of the active milestone; empty where nobody can tell. */
function versionOf({ files }: WhyPorts, place: Place, { product }: LoadedProduct, found: FoundSubject): string {
  const { milestone } = product;
  if (found.type === "job" || found.type === "step") {
    const version = parseVersion(found.version);
    return version === undefined ? found.version : versionInUse(files, place, version);
  }
  return milestone === undefined ? "" : versionInUse(files, place, milestone.version);
}

/** `isNext`: nobody has asked for this phase; then the way on is the project's. */
async function whyPhase(world: World, phase: ProductPhase, isNext: boolean): Promise<WhyReport> {
  const facts = await phaseFactsOf(world, phase);
  const inJob = await inJobOf(world, phase);
  const explanation = withJob(withLimits(explainPhase(facts), facts.spending), inJob);
  const ofProject = isNext ? wayOfNext(nextOfProject(world.ports.files, world.place, world.loaded)) : undefined;
  return report(world, { type: "phase", id: formatPhaseNumber(phase.number), name: phase.name }, phase.status, explanation, wayOfPhase(world, facts, { explanation, inJob, ...(ofProject === undefined ? {} : { ofProject }) }));
}

async function whyPlan(world: World, phase: ProductPhase, plan: PlanProgress): Promise<WhyReport> {
  const facts = await phaseFactsOf(world, phase, plan.id);
  const inJob = plan.done ? undefined : await inJobOf(world, phase);
  const explanation = withJob(withLimits(explainPlan(facts, plan.id), facts.spending), inJob);
  const name = planName(world.loaded.roadmap?.source ?? "", phase, plan.id);
  const standing = plan.superseded ? "superseded" : plan.done ? "complete" : facts.execution === undefined ? "open" : standingOf(facts, plan, explanation);
  // What it waits for may be the plan of another phase: that one is carried out first.
  const [other] = facts.dependencies.waiting.get(plan.id) ?? [];
  const owner = other === undefined ? undefined : world.loaded.product.phases.find((each) => each.plans.some(({ id }) => id === other));
  const way = owner === undefined || plan.done ? wayOfPhase(world, facts, { explanation, inJob }) : wayOfPhase(world, await phaseFactsOf(world, owner), { explanation, inJob: undefined });
  // Of a plan that is done the rest of its phase is nearer than the project.
  const rest = plan.done && phase.status !== "complete" ? (await whyPhase(world, phase, false)).next : undefined;
  return report(world, { type: "plan", id: plan.id, ...(name === undefined ? {} : { name }) }, standing, explanation, way, rest);
}

function standingOf({ execution }: PhaseFacts, { id }: PlanProgress, { verdict }: Explanation): string {
  const { standing } = outcomeInFile(execution?.state ?? { steps: [] }, id);
  // Its summary counts, as everywhere: one that is in and has none any more is open again.
  if (standing !== "complete") return standing;
  return verdict === "ready" ? "open" : "under-way";
}

async function whyJob(world: World, job: Seen<Job>): Promise<WhyReport> {
  const facts = await jobFactsOf(world, job);
  const explanation = withLimits(explainJob(facts), job.state.status === "completed" ? [] : facts.spending);
  return report(world, { type: "job", id: job.state.version ?? world.version }, job.state.status, explanation, wayOfJob(world, job, explanation, facts.phases));
}

async function whyStep(world: World, number: number): Promise<WhyReport | Refusal> {
  const { job, version } = world;
  if (job === undefined) return refuse("no-such-job", `there is no job for ${version}`, "`dgs list-jobs` shows the jobs.");
  const { steps } = job.state;
  const step = steps[number - 1];
  if (step === undefined) return refuse("no-such-step", `the job of ${version} has no step ${String(number)}`, steps.length === 0 ? "It has no steps." : `It has the steps 1 to ${String(steps.length)}: \`dgs run-job ${version} --dry-run\` shows them.`, { at: job.path });
  const facts = await jobFactsOf(world, job, number - 1);
  const explanation = explainStep(facts, number - 1);
  return report(world, { type: "step", id: `${job.state.version ?? version} ${String(number)}`, name: formatStepCommand(step.command) }, step.status, explanation, wayOfJob(world, job, explanation, facts.phases));
}

function whyMilestone(world: World, wanted: string | undefined): WhyReport | Refusal {
  const { loaded, place, version } = world;
  const { product } = loaded;
  const { milestone } = product;
  if (wanted !== undefined && (milestone === undefined || parseVersion(wanted) === undefined || !sameVersion(milestone.version, parseVersion(wanted) ?? milestone.version))) {
    return refuse("no-such-job", `there is no job for ${wanted}, and it is not the active milestone${milestone === undefined ? "" : `, which is ${milestone.version}`}`, "`dgs list-jobs` shows the jobs.");
  }
  const roadmap = loaded.roadmap === undefined ? undefined : { path: projectFile(place.project, "ROADMAP"), source: loaded.roadmap.source };
  const explanation = explainMilestone(product, roadmap);
  const status = milestone?.closed === true ? "closed" : product.finished ? "finished" : "open";
  const next = nextOfProject(world.ports.files, place, loaded);
  const way = wayOn({ explanation: { ...explanation, verdict: explanation.verdict === "done" ? "ready" : explanation.verdict }, runner: world.runner, isTold: world.isTold, version, ofPhase: undefined, job: undefined, ofProject: wayOfNext(next) });
  return report(world, { type: "milestone", id: version, ...(milestone === undefined || milestone.name === "" ? {} : { name: milestone.name }) }, status, explanation, way);
}

/** What the open job has of a phase. */
async function inJobOf(world: World, phase: ProductPhase): Promise<Explanation | undefined> {
  const { job } = world;
  if (job === undefined || phase.status === "complete") return undefined;
  const facts = await jobFactsOf({ ...world, loaded: { ...world.loaded, product: { ...world.loaded.product, phases: world.loaded.product.phases.filter((each) => !samePhase(each.number, phase.number)) } } }, job);
  return jobReasons(facts, phase.number);
}

/** A usage limit or a used up budget is told of all that is not done, where no reason tells of it. */
function withLimits(explanation: Explanation, spending: readonly Reason[]): Explanation {
  const { verdict, reasons } = explanation;
  if (verdict === "done" || verdict === "skipped" || verdict === "given-up") return explanation;
  const told = (list: readonly Reason[]): readonly string[] => list.flatMap(({ says, because }) => [says, ...told(because)]);
  const known = new Set(told(reasons));
  return { verdict, reasons: [...reasons, ...spending.filter(({ says }) => !known.has(says))] };
}

interface PhaseWay {
  readonly explanation: Explanation;
  readonly inJob: Explanation | undefined;
  readonly ofProject?: WayOn;
}

function wayOfPhase(world: World, facts: PhaseFacts, { explanation, inJob, ofProject }: PhaseWay): readonly WayOn[] {
  const { runner, isTold, version, job } = world;
  const isOpen = inJob !== undefined && job !== undefined;
  return wayOn({
    ...{ explanation, runner, isTold, version, ofProject: undefined },
    ofPhase: ofProject ?? phaseCommand(world, facts),
    job: isOpen ? { version: job.state.version ?? version, isBegun: job.state.started !== undefined, isBlocked: inJob.verdict === "blocked" && currentPhase(job.state) === formatPhaseNumber(facts.phase.number) } : undefined,
  });
}

function wayOfJob(world: World, job: Seen<Job>, explanation: Explanation, phases: ReadonlyMap<string, PhaseFacts>): readonly WayOn[] {
  const { runner, isTold, version, loaded, place, ports } = world;
  const { state } = job;
  const own = state.version ?? version;
  const rollback = { command: `dgs rollback-job ${own}`, says: "it ends the rollback that was begun" };
  const isLeft = state.status === "pending" || state.status === "in-progress" || state.status === "failed";
  const isOpen = isLeft && !isRollingBack(state);
  const phase = state.steps[currentStep(state)]?.command.phase;
  const facts = phase === undefined ? undefined : phases.get(phaseKey(phase));
  return wayOn({
    ...{ explanation, runner, isTold, version: own, ofProject: isRollingBack(state) ? rollback : wayOfNext(nextOfProject(ports.files, place, loaded)) },
    ofPhase: facts === undefined || !isOpen ? undefined : phaseCommand(world, facts),
    job: isOpen ? { version: own, isBegun: state.started !== undefined, isBlocked: explanation.verdict === "blocked" } : undefined,
  });
}

function phaseCommand({ ports, place, loaded, version }: World, { phase, execution, audit }: PhaseFacts): WayOn | undefined {
  const next = nextOfPhase({ files: ports.files, loaded, found: { loaded, phase, label: formatPhaseNumber(phase.number) }, version, hasJob: hasOpenJob(ports.files, place, version), execution: execution?.state, audit: audit?.state });
  return wayOfNext(next);
}

function wayOfNext(next: { readonly command: string; readonly why: string } | undefined): WayOn | undefined {
  return next === undefined ? undefined : { command: next.command, says: next.why };
}

function currentPhase(job: Job): string | undefined {
  const phase = job.steps[currentStep(job)]?.command.phase;
  return phase === undefined ? undefined : formatPhaseNumber(phase);
}

/** `after`: what comes next where nothing is left to do of the subject, and something is nearer than the project. */
function report(world: World, subject: WhySubjectReport, status: string, explanation: Explanation, way: readonly WayOn[], after?: NextCommand): WhyReport {
  const { place, version } = world;
  const { verdict, reasons } = explanation;
  const next = firstCommand(way) ?? after ?? afterDone(world, verdict);
  return { type: "why", subject, ...(place.project === "" ? {} : { project: place.project }), version, verdict, status, reasons, way, ...(next === undefined ? {} : { next }) };
}

function firstCommand(way: readonly WayOn[]): NextCommand | undefined {
  const index = way.findIndex(({ command }) => command !== undefined);
  const { command, says = "" } = way[index] ?? {};
  if (command === undefined) return undefined;
  return { command, why: index === 0 ? says : "once what is named before it is put right" };
}

/** What comes next behind something that is done: to watch who goes on with the milestone, else what the project asks for. */
function afterDone({ ports, place, loaded, version, runner, isTold }: World, verdict: WhyVerdict): NextCommand | undefined {
  if (verdict !== "done" && verdict !== "skipped") return undefined;
  if (runner !== undefined) return isTold ? { command: `dgs watch ${version}`, why: `process ${String(runner.pid)} on ${runner.host} goes on with the milestone` } : undefined;
  return nextOfProject(ports.files, place, loaded);
}
