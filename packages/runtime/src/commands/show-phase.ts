import { type Files, formatPhaseNumber, type PhaseExecution, type PhaseNumber, type Problem, readPhaseDetails, samePhase } from "@dgs/core";
import { activeMilestoneOf, type LoadedProduct, loadProduct } from "../load-product.js";
import { readExecutionOf, waitingOf } from "../phase/waiting.js";
import { lastAuditOf, lastAuditReport } from "../phase-report/last-audit.js";
import { hasOpenJob } from "../phase-report/has-open-job.js";
import { nextOfPhase } from "../phase-report/next-of-phase.js";
import { verificationReport } from "../phase-report/verification-report.js";
import { wavesAtRest } from "../phase-report/waves-at-rest.js";
import type { Place } from "../place.js";
import { fileRefusal, isFileRefusal, isRefusal, refuse, type Refusal } from "../refusal.js";
import type { FoundPhase } from "../steps/find-phase.js";
import { versionInUse } from "../version-in-use.js";
import { wantedPhase } from "../wanted-phase.js";
import type { ShowPhaseReport } from "./show-phase-reports.js";

/** What `dgs show-phase` is told. */
export interface ShowPhaseInput {
  /** `3`, `03`, `2.1`. */
  readonly phase: string;
}

/** Tells how a phase of the active milestone stands: its plans by wave, what waits for a person, what was verified, the gaps of its last audit. Takes no lock and writes nothing, also beside a run. */
export function showPhase(ports: { readonly files: Files }, place: Place, { phase }: ShowPhaseInput): Promise<ShowPhaseReport | Refusal> {
  return Promise.resolve(showNow(ports.files, place, phase));
}

function showNow(files: Files, place: Place, wanted: string): ShowPhaseReport | Refusal {
  const loaded = loadProduct(files, place);
  if (isRefusal(loaded)) return loaded;
  const milestone = activeMilestoneOf(loaded);
  if (isRefusal(milestone)) return milestone;
  const number = wantedPhase(loaded, wanted);
  if (isRefusal(number)) return number;
  const phase = loaded.product.phases.find((each) => samePhase(each.number, number));
  if (phase === undefined) return missing(loaded, number);
  const execution = readExecutionOf(files, phase);
  if (isFileRefusal(execution)) return fileRefusal(execution);
  const version = versionInUse(files, place, milestone.version);
  return report(files, { loaded, phase, label: formatPhaseNumber(phase.number) }, execution, { version, hasJob: hasOpenJob(files, place, version) });
}

/** The phase of another milestone is not shown as one of this: a number may begin again. */
function missing({ product }: LoadedProduct, number: PhaseNumber): Refusal {
  const label = formatPhaseNumber(number);
  const other = product.others.find((each) => samePhase(each.number, number));
  const known = product.phases.map((each) => formatPhaseNumber(each.number)).join(", ");
  if (other === undefined) return refuse("phase-missing", `the active milestone has no phase ${label}: its phases are ${known === "" ? "none" : known}`, "`dgs progress` lists the phases of the active milestone.");
  const of = other.milestone === undefined ? "another milestone" : `milestone ${other.milestone}`;
  const files = other.folder === undefined ? "it has no folder" : `its files are in ${other.folder.path}`;
  return refuse("phase-missing", `phase ${label} belongs to ${of}, which is not the active one; ${files}`, `Read its files there. The phases of the active milestone are ${known === "" ? "none" : known}.`, other.folder === undefined ? {} : { at: other.folder.path });
}

function report(files: Files, found: FoundPhase, execution: PhaseExecution | undefined, { version, hasJob }: { readonly version: string; readonly hasJob: boolean }): ShowPhaseReport {
  const { loaded, phase, label } = found;
  const { folder } = phase;
  const { section } = phase.roadmap;
  const goal = loaded.roadmap === undefined || section === undefined ? undefined : readPhaseDetails(loaded.roadmap.source, loaded.roadmap.outline, section).goal;
  const { waves, problems } = wavesAtRest(files, found, execution);
  const verification = verificationReport(files, folder?.documents.VERIFICATION);
  const audit = folder === undefined ? undefined : lastAuditOf(files, { ...found, folder });
  const next = nextOfPhase({ files, loaded, found, version, hasJob, execution, audit });
  return {
    ...{ type: "show-phase", phase: label, name: phase.name, ...(goal === undefined ? {} : { goal }), ...(folder === undefined ? {} : { folder: folder.path }), version, status: phase.status },
    plans: { done: phase.plansDone, total: phase.planCount },
    waves,
    superseded: phase.plans.filter((plan) => plan.superseded).map(({ id }) => id),
    waiting: execution === undefined || phase.status === "complete" ? [] : waitingOf(execution).map(({ plan, kind }) => ({ what: plan === undefined ? "approval" : "checkpoint", ...(plan === undefined ? {} : { plan }), ...(kind === undefined ? {} : { kind }) })),
    ...(verification === undefined ? {} : { verification }),
    ...(audit === undefined || folder === undefined ? {} : { audit: lastAuditReport(audit, { ...found, folder }) }),
    ...(next === undefined ? {} : { next }),
    problems: [...ofFolder(loaded.problems, folder?.path), ...(execution?.problems ?? []), ...(audit?.problems ?? []), ...problems],
  };
}

function ofFolder(problems: readonly Problem[], folder: string | undefined): readonly Problem[] {
  return folder === undefined ? [] : problems.filter(({ path }) => path === folder || path.startsWith(`${folder}/`));
}
