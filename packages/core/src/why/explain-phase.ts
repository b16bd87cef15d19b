import { planStates } from "../phase/plan-state.js";
import { countPlans } from "../planning/status.js";
import { formatPhaseNumber } from "../ids/phase-number.js";
import { auditReasons } from "./audit-reasons.js";
import type { Evidence } from "./evidence.js";
import { blockers, explainPlan } from "./explain-plan.js";
import type { PhaseFacts } from "./phase-facts.js";
import { becauseOf, count, explained, noRunnerReason, reason, runnerReason, stageName } from "./reason.js";
import { evidenceAt, evidenceOfStep } from "./seen.js";
import type { Explanation, Reason, WhyVerdict } from "./types.js";
import { verificationReason } from "./verification-reasons.js";

/** Says how a phase stands and why: by its one status, which every command goes by. (docs/decisions/0003-phase-status.md) */
export function explainPhase(facts: PhaseFacts): Explanation {
  const { phase, audit, runner } = facts;
  if (!phase.counted) return explained("given-up", reason("given-up", phase.roadmap.retired ? "the roadmap says that it is retired" : "it is in the backlog: it is never counted and never run", roadmapPlace(facts)));
  const { verdict, reasons } = byStatus(facts);
  const audited = auditReasons(audit, runner);
  // What an audit found while its gaps are closed is told by the plans that close them, too.
  return { verdict: verdict === "done" || audited.length === 0 ? verdict : auditVerdict(facts, verdict), reasons: [...reasons, ...audited] };
}

function byStatus(facts: PhaseFacts): Explanation {
  switch (facts.phase.status) {
    case "complete":
      return explained("done", ...doneReasons(facts));
    case "unplanned":
      return explainUnplanned(facts);
    case "planned":
    case "partial":
      return explainPlans(facts);
    case "executed":
      return explainExecuted(facts);
  }
}

/** Plans that are all done and an audit that stopped, or says no. */
function auditVerdict({ audit, runner, phase }: PhaseFacts, verdict: WhyVerdict): WhyVerdict {
  if (audit === undefined || phase.status !== "executed" || verdict !== "ready") return verdict;
  if (audit.state.verdict === undefined) return audit.state.steps.some((step) => step.status === "failed") ? "failed" : runner === undefined ? "cut-off" : "running";
  return audit.state.verdict === "human_needed" ? "waiting" : "failed";
}

function doneReasons(facts: PhaseFacts): readonly Reason[] {
  const { phase, verification, verifier } = facts;
  const plans = phase.plans.filter((plan) => plan.done);
  const [first] = plans;
  const done = first === undefined ? [] : [reason("plan", `${plans.length === 1 ? "its one plan is" : `all of its ${String(plans.length)} plans are`} done`, fileOf(phase.folder?.path ?? first.path), plans.map(({ id, summary, path }) => reason("summary", `its summary completes ${id}`, fileOf(summary ?? path))))];
  const verified = verification !== undefined && phase.verification === "passed" ? [verificationReason(verification)] : [];
  const off = verified.length === 0 && !verifier && phase.verification !== "passed" && first !== undefined ? [reason("verification", "phases are not verified (workflow.verifier is off)", roadmapPlace(facts))] : [];
  const ticked = phase.ticked === true && (verified.length === 0 || first === undefined) ? [reason("tick", first === undefined ? "the roadmap ticks it, and it has no plans: it is from before DGS" : "the roadmap ticks it: somebody has approved it", roadmapPlace(facts))] : [];
  const all = [...done, ...verified, ...off, ...ticked];
  return all.length === 0 ? [reason("tick", "the roadmap ticks it", roadmapPlace(facts))] : all;
}

function explainUnplanned(facts: PhaseFacts): Explanation {
  const { phase, discussion, halfPlanned, runner } = facts;
  const { documents } = phase.folder ?? {};
  if (halfPlanned !== undefined && runner !== undefined) return explained("running", reason("document", "its plans are being written", halfPlanned, [runnerReason(runner)]));
  if (halfPlanned !== undefined) return explained("cut-off", reason("document", "its plans were being written when the run was cut off: it is planned anew", halfPlanned, [noRunnerReason()]));
  if (discussion !== undefined) return explained("waiting", reason("discussion", "a person has begun to decide what it leaves open, and has not ended", discussion));
  const given = phase.plans.filter((plan) => plan.superseded);
  const lacks = reason("no-plans", given.length === 0 ? "it has no plan" : `it has no plan that counts: ${count(given.length, "plan")} were given up`, roadmapPlace(facts));
  if (documents?.CHECK !== undefined) return explained("failed", lacks, reason("document", "its plans were refused; what was found stands in its check", fileOf(documents.CHECK)));
  const read = [documents?.CONTEXT === undefined ? [] : [reason("document", "what it leaves open was decided", fileOf(documents.CONTEXT))], documents?.RESEARCH === undefined ? [] : [reason("document", "it was researched", fileOf(documents.RESEARCH))]].flat();
  const open = phase.ticked === true ? [reason("tick", "the roadmap ticks it, but not the plans that it lists for it", roadmapPlace(facts))] : [];
  return explained("ready", lacks, ...read, ...open);
}

/** The first of these that a plan has is how the phase stands: what goes on is said before what waits. */
const WORST_FIRST: readonly WhyVerdict[] = ["running", "failed", "blocked", "cut-off", "waiting", "ready"];

function explainPlans(facts: PhaseFacts): Explanation {
  const { phase, verification } = facts;
  const open = phase.plans.filter(({ done, superseded }) => !done && !superseded).map((plan) => ({ plan, why: explainPlan(facts, plan.id) }));
  const { done, total } = countPlans(phase.plans);
  const verdicts = new Set(open.map(({ why }) => why.verdict));
  // A plan that waits for another one of the phase is no reason to say that the phase waits: that one is told.
  const own = [...verdicts].filter((verdict) => verdict !== "waiting" || open.some(({ why }) => why.verdict === "waiting" && why.reasons.some(({ what }) => what === "checkpoint" || what === "approval")));
  const verdict = WORST_FIRST.find((each) => own.includes(each)) ?? WORST_FIRST.find((each) => verdicts.has(each)) ?? "ready";
  const broken = verdicts.has("blocked") ? blockers(facts) : [];
  const each = open.map(({ plan, why }) => reason("plan", `${plan.id} ${WORDS[why.verdict]}`, planPlace(facts, plan.id, plan.path), why.reasons.filter(({ what, says }) => !broken.some((other) => other.what === what && other.says === says))));
  const counted = done === 0 ? [] : [reason("plan", `${String(done)} of ${count(total, "plan")} are done`, fileOf(phase.folder?.path ?? phase.plans[0]?.path ?? ""))];
  const found = verification !== undefined && phase.verification === "gaps_found" ? [verificationReason(verification)] : [];
  const ticked = phase.ticked === true ? [reason("tick", "the roadmap ticks it, and plans of it are not done: the tick does not count", roadmapPlace(facts))] : [];
  return { verdict, reasons: [...broken, ...each, ...counted, ...found, ...ticked] };
}

const WORDS: Readonly<Record<WhyVerdict, string>> = { done: "is done", skipped: "is done", ready: "is not carried out yet", running: "is being carried out", waiting: "waits", "cut-off": "was cut off", failed: "failed", blocked: "cannot be carried out", "given-up": "was given up" };

function explainExecuted(facts: PhaseFacts): Explanation {
  const { phase, verification, errors } = facts;
  const plans = phase.plans.filter((plan) => plan.done);
  const done = reason("plan", `${plans.length === 1 ? "its one plan is" : `all of its ${String(plans.length)} plans are`} done`, fileOf(phase.folder?.path ?? plans[0]?.path ?? ""));
  const said = verification === undefined || phase.verification === "missing" ? [reason("verification", "it was not verified yet, and the roadmap does not tick it", roadmapPlace(facts))] : [verificationReason(verification)];
  const ticked = phase.ticked === true ? [reason("tick", "the roadmap ticks it, against its verification: the tick does not count", roadmapPlace(facts))] : [];
  const stage = endStage(facts);
  if (stage !== undefined && stage.verdict !== "ready") return { ...stage, reasons: [...stage.reasons, done, ...said, ...ticked] };
  if (errors.length > 0 && ["missing", "unknown"].includes(phase.verification)) return explained("blocked", ...blockers(facts), done, ...said, ...ticked);
  const verdict: WhyVerdict = phase.verification === "gaps_found" ? "failed" : phase.verification === "human_needed" ? "waiting" : "ready";
  return explained(verdict, ...said, ...(stage?.reasons ?? []), done, ...ticked);
}

/** How far the steps of the phase itself are, once all plans are in: verify, approve, record. */
function endStage(facts: PhaseFacts): Explanation | undefined {
  const { execution, runner } = facts;
  if (execution === undefined || planStates(execution.state).some(({ state }) => state !== "landed")) return undefined;
  const index = execution.state.steps.findIndex((step) => step.plan === undefined && step.status !== "completed");
  const step = execution.state.steps[index];
  if (step === undefined) return undefined;
  const stage = stageName(step);
  const at = (...keys: readonly string[]): Evidence => evidenceOfStep(execution, index, ...keys);
  if (step.status === "failed") return explained("failed", reason("stage", `${stage} failed${becauseOf(step)}: ${step.error ?? "nothing was said"}`, at("error"), step.reason === "budget" || step.reason === "timed-out" ? facts.spending : []));
  if (step.stage === "approve" && step.status === "pending" && step.waiting !== undefined) return explained("waiting", reason("approval", `it waits for a person's approval since ${step.waiting}`, at("waiting")));
  if (step.status === "in-progress") return explained(runner === undefined ? "cut-off" : "running", reason("stage", `${stage} ${runner === undefined ? "was begun and did not end" : "is under way"}`, at("started"), [runner === undefined ? noRunnerReason() : runnerReason(runner)]));
  if (step.cutOff !== undefined && runner === undefined) return explained("cut-off", reason("stage", `${stage} was cut off at ${step.cutOff}`, at("cut-off")));
  return explained(runner === undefined ? "ready" : "waiting", reason("stage", `${stage} comes next`, at(), runner === undefined ? [] : [runnerReason(runner)]));
}

/** The phase's line in the checklist of the roadmap, else the heading of its section. */
export function roadmapPlace({ phase, roadmap }: Pick<PhaseFacts, "phase" | "roadmap">): Evidence {
  const { entry, section } = phase.roadmap;
  const offset = entry?.item.bullet.start ?? section?.range.start;
  return roadmap === undefined ? fileOf(phase.folder?.path ?? formatPhaseNumber(phase.number)) : offset === undefined ? fileOf(roadmap.path) : evidenceAt(roadmap, offset);
}

/** The plan's line in the roadmap, else its file. */
function planPlace({ phase, roadmap }: PhaseFacts, id: string, path: string): Evidence {
  const listed = phase.roadmap.section?.plans.find((plan) => plan.id.toUpperCase() === id.toUpperCase());
  return roadmap === undefined || listed === undefined ? fileOf(path) : evidenceAt(roadmap, listed.item.bullet.start);
}

function fileOf(path: string): Evidence {
  return { type: "file", path };
}
