import { formatPhaseNumber, formatStepCommand, type Job, jobStepLines, type RunTimes, type Span, type Step } from "@dgs/core";
import type { ReportedStep } from "../commands/milestone-report-reports.js";
import type { ReadFile, ReportSources } from "./sources.js";

/** Tells the steps of a job, each with every time that it ran. */
export function reportSteps({ job, runs, runner }: Pick<ReportSources, "job" | "runs" | "runner">): readonly ReportedStep[] {
  if (job === undefined) return [];
  const lines = jobStepLines(job.text);
  return job.state.steps.map((step, index) => {
    const command = formatStepCommand(step.command);
    const { status, reason, error, note, inserted, humanNeeded } = step;
    return {
      number: index + 1,
      command,
      ...(step.command.phase === undefined ? {} : { phase: formatPhaseNumber(step.command.phase) }),
      status,
      spans: spansOf({ step, command, number: index + 1 }, job, runs, runner !== undefined),
      ...(status === "failed" && reason !== undefined ? { reason } : {}),
      ...(error === undefined ? {} : { error }),
      ...(note === undefined ? {} : { note }),
      ...(inserted === undefined ? {} : { inserted }),
      humanNeeded,
      at: { type: "file", path: job.state.path, line: lines[index]?.line ?? 1 },
    };
  });
}

interface StepAsked {
  readonly step: Step;
  readonly command: string;
  readonly number: number;
}

/** What runs have told of a step, and last what the job file says: it alone counts for the last time. */
function spansOf({ step, command, number }: StepAsked, { state }: ReadFile<Job>, runs: readonly RunTimes[], isRunning: boolean): readonly Span[] {
  const { started, finished, status } = step;
  const since = Date.parse(state.created ?? "");
  const told = runs.flatMap(({ steps }) => steps.filter((each) => each.number === number && each.command === command && !(Date.parse(each.start) < since)));
  const earlier = told.filter(({ start }) => start !== started).map(({ start, end, cutOff }) => ({ start, ...(end === undefined ? {} : { end }), ...(cutOff === true ? { cutOff } : {}) }));
  if (started === undefined) return earlier;
  const same = told.find(({ start }) => start === started);
  if (finished !== undefined) return [...earlier, { start: started, end: finished }];
  if (status === "in-progress" && isRunning) return [...earlier, { start: started }];
  return [...earlier, { start: started, ...(same?.end === undefined ? {} : { end: same.end }), ...(same?.cutOff === true || status !== "failed" ? { cutOff: true } : {}) }];
}
