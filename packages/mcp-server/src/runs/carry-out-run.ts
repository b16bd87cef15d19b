import { basename } from "node:path";
import { NOTIFYING_COMMANDS } from "@dgs/core";
import { createFilePorts, createNotifier, type Environment } from "@dgs/host";
import { forwardSignals } from "@dgs/process";
import { failureReport, plainPaint, renderFailure } from "@dgs/render";
import { type ExitKind, isRefusal, type Refusal, runEndOf, tryLock } from "@dgs/runtime";
import { findOperation } from "../operations/operations.js";
import { reportAndText } from "../operations/report-and-text.js";
import { productAt } from "../product.js";
import { createEventLog } from "./run-events.js";
import { placeOfRun } from "./place-of-run.js";
import { readRecord, type RunEnd, runLock, writeEnd } from "./run-record.js";

/**
 * What the process of a run does: carries its operation out and writes down what goes on and how it ends. Signals stop it in order. Returns what it is to exit with:
 * 0 where it wrote down an end, whatever that is.
 */
export async function carryOutRun(folder: string, env: Environment): Promise<number> {
  const record = readRecord(folder);
  const place = placeOfRun(folder);
  if (record === undefined || isRefusal(place) || basename(folder) !== record.id) {
    process.stderr.write(`there is no run in ${folder}\n`);
    return 2;
  }
  const { clock, liveness } = createFilePorts(place);
  // Before the lock: whoever sees that it is held may ask the run to stop, which would kill it before it can stop in order.
  const signals = forwardSignals();
  const held = tryLock({ ...runLock(place, record.id), now: clock.now(), liveness });
  if (held.type === "refused") {
    signals.release();
    process.stderr.write(`process ${String(held.holder.pid)} on ${held.holder.host} carries ${record.id} out\n`);
    return 8;
  }
  let tell: (() => Promise<void>) | undefined;
  try {
    const log = createEventLog(folder);
    if (record.attempts > 1) log({ type: "note", text: "The process of this run was killed: it goes on where it was." });
    const product = productAt(place, env);
    // Before it begins: what is written meanwhile tells nobody anything.
    const notifier = NOTIFYING_COMMANDS.includes(record.operation) ? createNotifier({ place, env, say: (line) => process.stderr.write(`${line}\n`) }) : undefined;
    const answer = await perform(record, { ...product, signal: signals.signal as AbortSignal, onEvent: log });
    writeEnd(folder, endOf(answer, clock.now(), place.base, place.root));
    const report = isRefusal(answer) ? answer : answer.report;
    tell = () => notifier?.ended(runEndOf(record.operation, report, place, nextCommandOf(report))) ?? Promise.resolve();
  } finally {
    signals.release();
    held.lock.release();
  }
  // The run has ended and is free for the next one: telling of it may take some seconds.
  await tell();
  return 0;
}

/** A report with its text, or a refusal. */
type Answer = { readonly report: object; readonly text: string } | Refusal;

async function perform(record: { readonly operation: string; readonly input: object }, performing: Parameters<NonNullable<ReturnType<typeof findOperation>>["perform"]>[0]): Promise<Answer> {
  const operation = findOperation(record.operation);
  const input = operation?.input.safeParse(record.input);
  if (operation === undefined || input?.success !== true) {
    return { type: "refused", code: "run-unreadable", message: `this version of DGS does not know how to carry out ${record.operation} with what the run was given`, remedy: "Start it anew.", exit: "usage" };
  }
  try {
    const report = await operation.perform(performing, input.data);
    return isRefusal(report) ? report : reportAndText(operation, report, performing.view);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    const message = error instanceof Error ? error.message : String(error);
    return { type: "refused", code: "internal", message: `something went wrong that DGS did not expect: ${message}`, at: "inside dgs", remedy: "Start it again; that is safe. The output.log of the run says where it happened.", exit: "internal" };
  }
}

function endOf(answer: Answer, ended: string, base: string, root: string): RunEnd {
  if (isRefusal(answer)) {
    const refused = { type: "refused" as const, refusal: answer, root };
    return { ended, exit: answer.exit, ...failureReport(refused, base), text: renderFailure(refused, base, plainPaint) };
  }
  return { ended, exit: exitOf(answer.report), report: answer.report, text: answer.text };
}

function nextCommandOf(report: object): string | undefined {
  return "next" in report ? (report.next as { readonly command?: string } | undefined)?.command : undefined;
}

function exitOf(report: object): ExitKind {
  return "exit" in report ? (report.exit as ExitKind) : "ok";
}

