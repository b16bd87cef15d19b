import type { FileChange, Files, Problem } from "@dgs/core";
import { collectProblems } from "../health/collect-problems.js";
import { findRepairs } from "../health/find-repairs.js";
import { lockJob } from "../job-lock.js";
import { sweepTemporaries } from "../planning-files.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { fileRefusal, type Refusal } from "../refusal.js";
import { underLock } from "../run-lock.js";
import type { NextReport } from "./execute-phase-reports.js";

/** `dgs health`: what is wrong in the planning files, and with `--repair` what was mended. */
export interface HealthReport {
  readonly type: "health";
  readonly root: string;
  readonly project?: string;
  /** What is wrong, or still is after the repair: errors first, then by file and place. */
  readonly problems: readonly Problem[];
  readonly counts: { readonly error: number; readonly warning: number; readonly info: number };
  /** What `--repair` mended; places are those from before. */
  readonly repaired: readonly Problem[];
  /** What `--repair` would mend. */
  readonly repairable: readonly Problem[];
  /** `gaps` where there is an error. */
  readonly exit: "ok" | "gaps";
  readonly next?: NextReport;
}

/** Finds every problem of a planning folder. Writes nothing. */
export function health(ports: Pick<Ports, "files" | "clock">, place: Place): Promise<HealthReport | Refusal> {
  return Promise.resolve(look(ports, place, []).report);
}

/** Mends what can be mended by edits without a question, then looks again. Refused while a job of the milestone is run: what it writes is nobody else's meanwhile. */
export async function repairHealth(ports: Pick<Ports, "files" | "clock" | "liveness" | "disk">, place: Place): Promise<HealthReport | Refusal> {
  const { version } = look(ports, place, []);
  if (version === undefined) return repair(ports, place);
  return underLock({}, lockJob(ports, place, version), () => repair(ports, place));
}

async function repair(ports: Pick<Ports, "files" | "clock" | "disk">, place: Place): Promise<HealthReport | Refusal> {
  const { report, changes } = look(ports, place, []);
  if (changes.length > 0) {
    const written = await ports.files.write(changes);
    if (written !== "written") return fileRefusal(written);
  }
  sweepTemporaries(place.root, [place.project], ports.disk);
  return look(ports, place, report.repairable).report;
}

interface Look {
  readonly report: HealthReport;
  readonly changes: readonly FileChange[];
  readonly version: string | undefined;
}

function look({ files, clock }: { readonly files: Files; readonly clock: Ports["clock"] }, place: Place, repaired: readonly Problem[]): Look {
  const findings = collectProblems(files, place);
  const { problems, loaded } = findings;
  const repairs = findRepairs(files, place, findings, clock.now().slice(0, 10));
  const count = (severity: Problem["severity"]): number => problems.filter((problem) => problem.severity === severity).length;
  const counts = { error: count("error"), warning: count("warning"), info: count("info") };
  const report: HealthReport = {
    ...{ type: "health", root: place.root, ...(place.project === "" ? {} : { project: place.project }), problems, counts, repaired, repairable: repairs.problems },
    exit: counts.error > 0 ? "gaps" : "ok",
    ...(repairs.problems.length === 0 ? {} : { next: { command: "dgs health --repair", why: repairs.problems.length === 1 ? "it mends one of them" : `it mends ${String(repairs.problems.length)} of them` } }),
  };
  return { report, changes: repairs.changes, version: loaded?.product.milestone?.version };
}
