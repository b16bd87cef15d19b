import { formatTestReport } from "./format-test-report.js";
import { type InfrastructureCause, shownCause } from "./infrastructure.js";
import { plainLines } from "./plain-lines.js";
import { reportOf } from "./read-test-report.js";
import { spokenOf } from "./script-banner.js";
import { reasonForSilence } from "./silent-programs.js";
import { failureLine, nothingRanLine } from "./telling-lines.js";
import type { TestReport } from "./test-report.js";
import type { TestRunSeen, TestVerdict } from "./test-verdict.js";

/** What is known of a run once its output was read. */
interface Reading {
  readonly command: string;
  readonly isCut: boolean;
  readonly lines: readonly string[];
  readonly report: TestReport | undefined;
}

/**
 * Says how a test command came out. (seed 000, "Phase Audit")
 *
 * The exit code is the evidence; what was printed can only speak against it. So nothing but an exit code of 0 is ever passed, and one that
 * the output contradicts is suspicious.
 */
export function classifyTestRun(seen: TestRunSeen): TestVerdict {
  const lines = plainLines(seen.output).slice(seen.isCut === true ? 1 : 0);
  const reading: Reading = { command: seen.command, isCut: seen.isCut === true, lines, report: reportOf(lines) };
  const { report } = reading;
  switch (seen.end.type) {
    case "exited":
      return seen.end.code === 0 ? judgeZero(reading) : judgeFailure(reading, `exit ${String(seen.end.code)}`, causeOfCode(seen.end.code));
    case "signalled":
      // Nobody but the system kills so: it had no memory left.
      return judgeFailure(reading, `ended by ${seen.end.signal}`, seen.end.signal === "SIGKILL" ? "out-of-memory" : undefined);
    case "timed-out":
      return { outcome: "timed-out", said: `not done after ${String(seen.end.seconds)} s${counted(reading)}`, report };
    case "not-started":
      return { outcome: "infrastructure", cause: /\bENOENT\b|not found|no such file/i.test(seen.end.message) ? "command-missing" : "not-started", said: `it could not be started: ${seen.end.message}`, report };
    case "not-allowed":
      return { outcome: "infrastructure", cause: "not-allowed", said: seen.end.message, report };
  }
}

const WHAT_IS_MISSING: Readonly<Record<InfrastructureCause, string>> = {
  "command-missing": "a command or module is missing",
  "not-allowed": "it may not run",
  "not-started": "it could not be started",
  "port-in-use": "a port is in use",
  "no-network": "something could not be reached over the network",
  "out-of-memory": "the memory did not suffice",
  "disk-full": "the disk is full",
};

/** 126 and 127 are how a shell says that it could not run a program; 137 is 128 and the number of SIGKILL. */
function causeOfCode(code: number): InfrastructureCause | undefined {
  return code === 126 || code === 127 ? "command-missing" : code === 137 ? "out-of-memory" : undefined;
}

function judgeFailure(reading: Reading, end: string, cause: InfrastructureCause | undefined): TestVerdict {
  const { lines, report } = reading;
  const said = `${end}${counted(reading)}`;
  // Tests ran and failed: whatever their own text says, that is the news.
  if (report !== undefined && report.failed > 0) return { outcome: "failed", said, report };
  const shown = shownCause(lines, { hasRun: report !== undefined && report.passed > 0 });
  const found = shown?.cause ?? cause;
  if (found === undefined) return { outcome: "failed", said: report !== undefined && report.total === 0 && report.errors === 0 ? `${end}; no test ran (${report.runners.join(", ")})` : said, report };
  return { outcome: "infrastructure", cause: found, said: `${said}: ${WHAT_IS_MISSING[found]}${shown === undefined ? "" : `: ${shown.line}`}`, report };
}

function judgeZero(reading: Reading): TestVerdict {
  return objectionOf(reading) ?? { outcome: "passed", said: `exit 0${counted(reading)}${reading.report === undefined ? silenceOf(reading) : ""}`, report: reading.report };
}

function objectionOf(reading: Reading): TestVerdict | undefined {
  const { lines, report } = reading;
  if (report !== undefined) {
    if (report.failed + report.errors > 0) return { outcome: "suspicious", suspicion: "says-failed", said: `exit 0, but the output tells of failures: ${formatTestReport(report)}`, report };
    return report.passed > 0 ? undefined : { outcome: "suspicious", suspicion: "no-test-ran", said: `exit 0, but no test ran: ${formatTestReport(report)}`, report };
  }
  const failure = failureLine(lines);
  if (failure !== undefined) return { outcome: "suspicious", suspicion: "says-failed", said: `exit 0, but the output tells of a failure: ${failure}`, report };
  const nothing = nothingRanLine(lines);
  if (nothing !== undefined) return { outcome: "suspicious", suspicion: "no-test-ran", said: `exit 0, but no test ran: ${nothing}`, report };
  return isSilent(reading) && silenceOf(reading) === "" ? { outcome: "suspicious", suspicion: "silent", said: "exit 0, but nothing was printed", report } : undefined;
}

function isSilent({ lines }: Reading): boolean {
  return spokenOf(lines).lines.length === 0;
}

/** Why it is right that nothing was printed; empty where something was, or where no reason is known. */
function silenceOf(reading: Reading): string {
  if (!isSilent(reading)) return "";
  const { scripts } = spokenOf(reading.lines);
  // A script that calls another one has a banner for each; the last is the one that ran programs.
  const reason = reasonForSilence(scripts.at(-1) ?? reading.command);
  return reason === undefined ? "" : `; ${reason}`;
}

function counted({ report, isCut }: Reading): string {
  return report === undefined ? "" : `; ${formatTestReport(report)}${isCut ? " in what was kept of its output" : ""}`;
}
