import { type Files, type Job, jobMachine, parseVersion, type PhaseExecution, phaseFilePath, phaseMachine, type PlanningPath, type ProductPhase, type RunTimes, sameVersion, type UsageRecord } from "@dgs/core";
import { findJobPaths } from "../find-job-paths.js";
import { loadJobTexts } from "../load-jobs.js";
import type { LoadedProduct } from "../load-product.js";
import { loadExecutionTexts } from "../phase/load-execution.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isFileRefusal } from "../refusal.js";
import type { JobRunner } from "./find-runner.js";

/** What a report is read with. */
export type ReportPorts = Pick<Ports, "files" | "git" | "clock" | "liveness" | "disk" | "reap">;

/** A file of a machine: what it says, and the very text, for the lines of its steps. */
export interface ReadFile<State> {
  readonly state: State;
  readonly text: string;
}

/** A phase of the milestone with its execution. */
export interface PhaseSource {
  readonly phase: ProductPhase;
  /** As people write its number. */
  readonly label: string;
  readonly execution?: ReadFile<PhaseExecution>;
}

/** Everything that a report is made of, read once. */
export interface ReportSources {
  readonly ports: ReportPorts;
  readonly place: Place;
  readonly loaded: LoadedProduct;
  readonly version: string;
  /** Whether it is the milestone that is worked on. */
  readonly isActive: boolean;
  /** When the report is made, ISO 8601. */
  readonly now: string;
  readonly job?: ReadFile<Job>;
  /** Who works on it now. */
  readonly runner?: JobRunner;
  readonly phases: readonly PhaseSource[];
  /** The oldest first. */
  readonly runs: readonly RunTimes[];
  readonly usage: readonly UsageRecord[];
  /** Lines and records that could not be read. */
  readonly unread: number;
}

/** Reads the job of a version: the one in progress, else the pending one, else the last that was completed; `undefined` where there is none. */
export function readReportedJob(files: Files, place: Place, version: string): ReadFile<Job> | undefined {
  const paths = findJobPaths(files, place);
  if (isFileRefusal(paths)) return undefined;
  const jobs = paths.flatMap((path) => readJob(files, place, path)).filter(({ state }) => state.version !== undefined && isSameVersion(state.version, version));
  const [open] = jobs.filter(({ state }) => state.folder !== "completed");
  return open ?? jobs.sort((a, b) => (a.state.created ?? "").localeCompare(b.state.created ?? "") || a.state.path.length - b.state.path.length).at(-1);
}

/** Whether two texts name the same version; a person may leave the `v` out. */
export function isSameVersion(one: string, other: string): boolean {
  const [a, b] = [parseVersion(one), parseVersion(other)];
  return a !== undefined && b !== undefined && sameVersion(a, b);
}

function readJob(files: Files, place: Place, path: PlanningPath): readonly ReadFile<Job>[] {
  const texts = loadJobTexts(files, place, path);
  if (!(texts instanceof Map)) return [];
  const text = (texts as ReadonlyMap<PlanningPath, string>).get(path);
  return text === undefined ? [] : [{ state: jobMachine.read({ path, texts }), text }];
}

/** Reads the execution of a phase; `undefined` where it has none that can be read. */
export function readReportedExecution(files: Files, phase: ProductPhase): ReadFile<PhaseExecution> | undefined {
  if (phase.folder === undefined) return undefined;
  const path = phaseFilePath(phase.folder.path, phase.number, "EXECUTION");
  const texts = loadExecutionTexts(files, path);
  const text = isFileRefusal(texts) ? undefined : texts.get(path);
  return isFileRefusal(texts) || text === undefined ? undefined : { state: phaseMachine.read({ path, texts }), text };
}
