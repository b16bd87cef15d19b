import { type CancelSignal, type Config, formatStage, joinPath, type PlanningPath, type Quick, type QuickEffect, type QuickEvent, type QuickFiles, quickMachine, type QuickObservation, slugOfQuickPath, type StageOutcome } from "@dgs/core";
import type { QuickReport } from "./commands/quick-reports.js";
import type { RunEvent } from "./commands/reports.js";
import { drive } from "./drive.js";
import { quickIdOf } from "./find-quick-paths.js";
import { loadQuickTexts, summaryPathOfQuick } from "./load-quicks.js";
import { performNumbered } from "./perform-recorded.js";
import type { Place } from "./place.js";
import { sweepTemporaries } from "./planning-files.js";
import type { Ports } from "./ports.js";
import type { QuickContext } from "./quick/context.js";
import { performStage } from "./quick/perform-stage.js";
import { reportConflict } from "./quick/report-conflict.js";
import { fileRefusal, isFileRefusal, isRefusal, problemRefusal, type Refusal } from "./refusal.js";
import { exitOfQuick, reportQuick } from "./report-quick.js";
import { createSpending } from "./spending/create-spending.js";
import { findRepos } from "./work/repos.js";

/** What a drive of a quick is told. */
export interface DriveQuickInput {
  readonly path: PlanningPath;
  /** What the command saw: `run-opened`, `complete-asked` or `abandon-asked`; the time is added. */
  readonly opening: Extract<QuickObservation["type"], "run-opened" | "complete-asked" | "abandon-asked">;
  readonly config: Config;
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
  /** No agents are configured: a conflict goes straight to a person. */
  readonly withoutAgents?: boolean;
  /** The gate of each repo; absent: that of the configuration. */
  readonly gate?: QuickContext["gate"];
}

/** Carries a quick out from where its file says it is, until it is settled, halted or stopped. The caller holds its lock. */
export async function driveQuick(ports: Ports, place: Place, input: DriveQuickInput): Promise<QuickReport | Refusal> {
  const repos = await findRepos(ports, place);
  if (isRefusal(repos)) return repos;
  sweepTemporaries(place.root, foldersOf(ports, input.path), ports.disk);
  const [runId, id] = [ports.newId(), quickIdOf(input.path)];
  const spending = createSpending({ ports, place, config: input.config, name: `quick-${id}`, runId });
  const context: QuickContext = { ports, place, config: input.config, signal: input.signal, onEvent: input.onEvent, runId, repos, withoutAgents: input.withoutAgents ?? false, ...(input.gate === undefined ? {} : { gate: input.gate }), spending, spentOn: { step: `quick ${slugOfQuickPath(input.path)}`, plan: id } };
  const run = { ran: 0 };
  const end = await drive<QuickFiles, Quick, QuickEffect, QuickObservation, QuickEvent>({
    machine: quickMachine,
    files: ports.files,
    load: () => loadQuickTexts(ports.files, input.path),
    filesFor: (texts) => ({ texts, path: input.path }),
    opening: [{ type: input.opening, at: ports.clock.now() }],
    stopped: () => input.signal.aborted,
    perform: (effect, quick, record) => perform(context, run, effect, quick, record),
    restate,
  });
  if (end.type === "refused") return fileRefusal(end.refusal);
  const broken = problemRefusal(end.state.problems);
  if (broken !== undefined) return broken;
  const summary = summaryPathOfQuick(input.path);
  const summaryPath = typeof ports.files.head(summary) === "string" ? summary : undefined;
  const conflict = await reportConflict(context, end.state);
  return reportQuick(end.state, { exit: end.type === "stopped" ? "cancelled" : exitOfQuick(end.state), ran: run.ran, repos, summaryPath, conflict });
}

/** The folder of a quick, and those of its name that a run left which was killed before it had written the quick down: it had another id. */
function foldersOf({ files }: Pick<Ports, "files">, path: PlanningPath): string[] {
  const quicks = path.split("/").slice(0, -2).join("/");
  const names = files.list(joinPath(quicks));
  const folders = isFileRefusal(names) ? [] : (names ?? []).filter((name) => name.endsWith("/")).map((name) => `${quicks}/${name.slice(0, -1)}`);
  return folders.filter((folder) => slugOfQuickPath(joinPath(folder, "x")) === slugOfQuickPath(path));
}

async function perform(context: QuickContext, run: { ran: number }, effect: QuickEffect, quick: Quick, record: (seen: QuickObservation) => Promise<void>): Promise<void> {
  const { clock } = context.ports;
  if (effect.type === "settle-quick") return record({ type: "steps-used-up", at: clock.now() });
  const step = quick.steps[effect.step];
  const command = step === undefined ? effect.type : formatStage(step);
  return performNumbered<StageOutcome>({
    ...{ clock, onEvent: context.onEvent, record },
    ...{ step: effect.step, total: quick.steps.length, command },
    perform: () => {
      run.ran++;
      return performStage(context, effect, quick);
    },
  });
}

/** A person saved the file while a stage ran: the step is found again by its marker, its stage and its repo. */
function restate(seen: QuickObservation, before: Quick, now: Quick): QuickObservation | undefined {
  if (now.problems.some((problem) => problem.severity === "error")) return undefined;
  if (seen.type !== "step-opened" && seen.type !== "step-ended") return seen;
  const was = before.steps[seen.step];
  const matches = now.steps.flatMap((step, index) => (was !== undefined && isMarked(step.status, seen.type) && formatStage(step) === formatStage(was) ? [index] : []));
  const [step] = matches.includes(seen.step) ? [seen.step] : matches;
  return step === undefined ? undefined : { ...seen, step };
}

function isMarked(status: Quick["steps"][number]["status"], seen: "step-opened" | "step-ended"): boolean {
  return seen === "step-opened" ? status !== "completed" : status === "in-progress";
}
