import { formatPhaseNumber, parseVersion, type ProductPhase } from "@dgs/core";
import { usageOfMilestone } from "../commands/cost.js";
import { activeMilestoneOf, type LoadedProduct, loadProduct } from "../load-product.js";
import type { Place } from "../place.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { readAllUsage } from "../spending/usage-files.js";
import { findRunner } from "./find-runner.js";
import { readRuns } from "./read-runs.js";
import { isSameVersion, readReportedExecution, readReportedJob, type ReportPorts, type ReportSources } from "./sources.js";

/** Reads everything that the report of a milestone is made of. Takes no lock and writes nothing, also beside a run. */
export function readSources(ports: ReportPorts, place: Place, wanted: string | undefined): ReportSources | Refusal {
  const loaded = loadProduct(ports.files, place);
  if (isRefusal(loaded)) return loaded;
  const asked = wanted ?? versionOf(loaded);
  if (isRefusal(asked)) return asked;
  if (parseVersion(asked) === undefined) return refuse("bad-version", `${JSON.stringify(asked)} is not a version`, "Write it like v1.1; `dgs list-jobs` shows the versions of your jobs.");
  const job = readReportedJob(ports.files, place, asked);
  const { milestone } = loaded.product;
  const isActive = milestone !== undefined && isSameVersion(milestone.version, asked);
  const phases = phasesOf(loaded, asked, isActive);
  if (job === undefined && phases.length === 0) return unknown(loaded, asked);
  const version = job?.state.version ?? (isActive ? milestone.version : (phases[0]?.milestone ?? asked));
  const runner = findRunner(ports, place, version);
  const { runs, unread } = readRuns(place, version, runner);
  const { records, unread: unreadRecords } = readAllUsage(place);
  return {
    ...{ ports, place, loaded, version, isActive, now: ports.clock.now(), runs, usage: usageOfMilestone(records, version), unread: unread + unreadRecords },
    ...(job === undefined ? {} : { job }),
    ...(runner === undefined ? {} : { runner }),
    phases: phases.map((phase) => {
      const execution = readReportedExecution(ports.files, phase);
      return { phase, label: formatPhaseNumber(phase.number), ...(execution === undefined ? {} : { execution }) };
    }),
  };
}

function versionOf(loaded: LoadedProduct): string | Refusal {
  const milestone = activeMilestoneOf(loaded);
  return isRefusal(milestone) ? milestone : milestone.version;
}

/** The phases of a milestone; of one that is over those that the roadmap or the archive gives it. */
function phasesOf({ product }: LoadedProduct, version: string, isActive: boolean): readonly ProductPhase[] {
  if (isActive && product.phases.length > 0) return product.phases.filter(({ counted }) => counted);
  return product.others.filter(({ milestone }) => milestone !== undefined && isSameVersion(milestone, version));
}

function unknown({ product }: LoadedProduct, version: string): Refusal {
  const known = [...new Set([product.milestone?.version, ...(product.roadmap?.milestones ?? []).map((milestone) => milestone.version)].flatMap((each) => each ?? []))];
  return refuse("no-such-milestone", `there is neither a job nor a phase of ${version}`, known.length === 0 ? "`dgs progress` shows what there is." : `Name one of ${known.join(", ")}; \`dgs list-jobs\` shows the versions of your jobs.`);
}
