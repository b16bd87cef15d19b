import { headerReader } from "../checklist/header-reader.js";
import { readStatus as readMarker, readTexts } from "../checklist/read-details.js";
import type { Report } from "../checklist/report.js";
import { formatPhaseNumber, parsePhaseNumber } from "../ids/phase-number.js";
import { parseVersion } from "../ids/version.js";
import type { Field } from "../markdown/field.js";
import type { Problem } from "../problem.js";
import { problemAt } from "../problem.js";
import { completedNames, folderOfJob, versionOfJobPath } from "./filing.js";
import { isCommandFault } from "./command-line.js";
import type { StepPlace } from "./place.js";
import { placeJob } from "./place.js";
import { parseRollback, type Rollback } from "./rollback.js";
import { summaryStateOf } from "./summary-state.js";
import type { JobStatus } from "./job-status.js";
import type { Job, JobFiles, Step } from "./types.js";
import { GAP_FIX_BUDGET } from "./types.js";

/** Reads a job file: what does not fit is among the job's problems, and an `error` there means that it must not be run. */
export function readJob(files: JobFiles): Job {
  const source = files.texts.get(files.path) ?? "";
  const problems: Problem[] = [];
  const report: Report = (offset, text) => problems.push(problemAt(files.path, source, offset, text));
  const places = placeJob(source);
  const header = readHeader(source, places.fields, report);
  const steps = places.steps.flatMap((place) => readStep(source, place, report));
  if (places.steps.length === 0) {
    report(0, { code: "job-without-steps", severity: "error", message: "the job has no step", remedy: "Add steps below `## Steps`, or delete the file and create the job again." });
  }
  const folder = folderOfJob(files.path);
  const job = {
    ...header,
    version: header.version ?? versionOfJobPath(files.path),
    path: files.path,
    folder,
    status: header.status ?? folder,
    steps,
    completedNames: completedNames(files),
    problems,
  };
  return { ...job, summary: summaryStateOf(job, files) };
}

function readStep(source: string, place: StepPlace, report: Report): Step[] {
  const status = readMarker(source, place, report);
  const { command } = place;
  if (isCommandFault(command)) {
    report(place.text.start, { code: command.code, severity: "error", message: `the step ${command.message}`, remedy: "Correct the line or remove it; steps look like `/dgs:execute-phase 3 --non-interactive`." });
    return [];
  }
  const humanNeeded = place.details.filter((each) => each.key === "human-needed").map((each) => source.slice(each.value.start, each.value.end));
  return [{ command, status, ...readTexts(source, place, TEXTS), humanNeeded }];
}

const TEXTS = { started: "started", finished: "finished", error: "error", reason: "reason", inserted: "inserted", note: "note", escalated: "escalated", evidence: "evidence" } as const;

type Header = Pick<Job, "check" | "gapFixCycle" | "phaseFixCycle" | "version"> &
  Partial<Pick<Job, "created" | "started" | "finished" | "halted" | "cancelled" | "rolledBack" | "rollback" | "startShas" | "status">>;

function readHeader(source: string, fields: readonly Field[], report: Report): Header {
  const { find, times } = headerReader(source, fields, report);
  const text = (name: string): string | undefined => (find(name).text === "" ? undefined : find(name).text);
  const at = (name: string): number => find(name).at;
  const cancelled = text("cancelled");
  const shas = readShas(text("startshas"), at("startshas"), report);
  const status = readStatus(text("status"), at("status"), report);
  const rolledBack = text("rolledback");
  const rollback = readRollback(text("rollback"), at("rollback"), report);
  return {
    version: parseVersion(text("version") ?? ""),
    check: readCheck(text("check"), at("check"), report),
    ...times(),
    ...(cancelled === undefined ? {} : { cancelled }),
    ...(rolledBack === undefined ? {} : { rolledBack }),
    ...(rollback === undefined ? {} : { rollback }),
    ...(shas === undefined ? {} : { startShas: shas }),
    ...(status === undefined ? {} : { status }),
    gapFixCycle: readCount(text("gapfixcycle"), at("gapfixcycle"), report),
    phaseFixCycle: readCounts(text("phasefixcycle"), at("phasefixcycle"), report),
  };
}

const STATUSES: readonly JobStatus[] = ["pending", "in-progress", "completed", "failed", "rolled_back"];

function readStatus(text: string | undefined, at: number, report: Report): JobStatus | undefined {
  if (text === undefined) return undefined;
  const word = text.toLowerCase().replaceAll(" ", "-");
  const status = STATUSES.find((each) => each === word || each === word.replaceAll("-", "_"));
  if (status === undefined) {
    report(at, { code: "unknown-job-status", severity: "error", message: `the job has the status ${JSON.stringify(text)}`, remedy: `Use one of ${STATUSES.join(", ")}.` });
  }
  return status;
}

function readCheck(text: string | undefined, at: number, report: Report): boolean {
  if (text === undefined || /^(yes|true|on)$/i.test(text)) return true;
  if (/^(no|false|off)$/i.test(text)) return false;
  report(at, { code: "bad-field", severity: "error", message: `Check is ${JSON.stringify(text)}`, remedy: "Write `yes` or `no`." });
  return true;
}

function readCount(text: string | undefined, at: number, report: Report): number {
  if (text === undefined) return 0;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  report(at, { code: "bad-field", severity: "error", message: `GapFixCycle is ${JSON.stringify(text)}`, remedy: `Write a number from 0 to ${String(GAP_FIX_BUDGET)}.` });
  return GAP_FIX_BUDGET;
}

function readCounts(text: string | undefined, at: number, report: Report): Readonly<Record<string, number>> {
  const value = text === undefined ? {} : parseJson(text);
  const counts: Record<string, number> = {};
  for (const [key, count] of Object.entries(value ?? { "": undefined })) {
    const phase = parsePhaseNumber(key);
    if (phase === undefined || typeof count !== "number" || !Number.isInteger(count) || count < 0) {
      report(at, { code: "bad-field", severity: "error", message: `PhaseFixCycle is ${JSON.stringify(text)}`, remedy: 'Write JSON such as `{"3":1}`.' });
      continue;
    }
    counts[formatPhaseNumber(phase)] = count;
  }
  return counts;
}

function readShas(text: string | undefined, at: number, report: Report): Readonly<Record<string, string>> | undefined {
  if (text === undefined) return undefined;
  const value = parseJson(text);
  if (value !== undefined && Object.values(value).every((sha) => typeof sha === "string" && /^[0-9a-f]{40,64}$/.test(sha))) return value as Record<string, string>;
  report(at, { code: "bad-field", severity: "error", message: "StartShas is not a JSON object of repo names and commits", remedy: "Restore the line from git, or remove it: then the job cannot be rolled back." });
  return undefined;
}

function readRollback(text: string | undefined, at: number, report: Report): Rollback | undefined {
  if (text === undefined) return undefined;
  const rollback = parseRollback(parseJson(text));
  if (rollback !== undefined) return rollback === "undone" ? undefined : rollback;
  report(at, { code: "bad-field", severity: "error", message: "Rollback is not what DGS writes there", remedy: "Restore the line from git; `dgs recover` lists what was kept." });
  return undefined;
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^`+|`+$/g, ""));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
