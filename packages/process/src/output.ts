import type { Readable } from "node:stream";
import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type { ProcessSpec } from "@dgs/core";
import { bufferOf } from "./buffer-of.js";
import { createCharacterGate } from "./characters.js";
import { createLineSplitter } from "./lines.js";
import { openLog, type OutputLog } from "./log.js";
import { createRedactor, type RedactedStream } from "./secrets/create-redactor.js";
import { createTail } from "./tail.js";

/** What a program has printed. */
export interface OutputFacts {
  readonly tail: string;
  readonly stdoutTail: string;
  readonly outputBytes: number;
  readonly logFailure: string | undefined;
  readonly logLeftOut: number;
}

/** The collecting of a program's output. */
export interface Output {
  /** Waits, for a bounded time, until all has been read and logged; called after the program has ended. */
  readonly drain: () => Promise<void>;
  readonly facts: () => OutputFacts;
}

const tickMs = 50;
const quietTicks = 10;
const mostTicks = 200;

/** Collects what a program prints in tails, log and lines. `onFault` gets what `onLine` throws; that stream is then no longer read. */
export function collectOutput(child: ChildProcess, spec: ProcessSpec, onFault: (error: unknown) => void): Output {
  const log = openLog(spec.logPath, spec.logBytes);
  const tail = createTail(spec.tailBytes ?? 65_536);
  const stdoutTail = createTail(spec.tailBytes ?? 65_536);
  const lines = spec.onLine === undefined ? undefined : createLineSplitter(spec.onLine);
  // A log is never without it, as it stays; nor are the tails of a run that has one, as they are quoted.
  const redactor = spec.logPath === undefined && spec.hideSecrets !== true ? undefined : createRedactor(process.env, spec.env);
  let outputBytes = 0;

  const keep = async (chunk: Buffer): Promise<void> => {
    tail.write(chunk);
    await log.write(chunk);
  };
  const keepStdout = async (chunk: Buffer): Promise<void> => {
    await keep(chunk);
    stdoutTail.write(chunk);
  };
  const count = (chunk: Buffer): void => { outputBytes += chunk.length; };
  const pumps = [
    pump(child.stdout, { count, keep: keepStdout, hidden: redactor?.stream(), pass: (chunk) => lines?.write(chunk), end: () => lines?.end() }, onFault),
    pump(child.stderr, { count, keep, hidden: redactor?.stream(), pass: () => undefined, end: () => undefined }, onFault),
  ];
  const all = Promise.all(pumps).then(() => log.close(() => tail.text()));
  return {
    drain: () => drain(child, all, log, () => outputBytes),
    facts: () => ({ tail: tail.text(), stdoutTail: stdoutTail.text(), outputBytes, logFailure: log.failure(), logLeftOut: log.leftOut() }),
  };
}

interface Sink {
  readonly count: (chunk: Buffer) => void;
  /** Gets whole characters, without secrets where they are hidden. */
  readonly keep: (chunk: Buffer) => Promise<void>;
  readonly hidden: RedactedStream | undefined;
  /** Gets every chunk as it came. */
  readonly pass: (chunk: Buffer) => void;
  readonly end: () => void;
}

/** Reads a stream to its end. The next chunk is asked for when the last one is logged, so no more than one waits in memory. */
async function pump(stream: Readable | null, sink: Sink, onFault: (error: unknown) => void): Promise<void> {
  const gate = createCharacterGate();
  try {
    for await (const chunk of untilCutOff(stream)) {
      sink.count(chunk);
      await sink.keep(gate.write(sink.hidden === undefined ? chunk : bufferOf(sink.hidden.write(chunk))));
      sink.pass(chunk);
    }
    if (sink.hidden !== undefined) await sink.keep(gate.write(bufferOf(sink.hidden.end())));
    await sink.keep(gate.end());
    sink.end();
  } catch (error) {
    onFault(error);
  }
}

/** A stream that drain has destroyed, or that broke, has ended: what came is kept. */
async function* untilCutOff(stream: Readable | null): AsyncGenerator<Buffer> {
  try {
    if (stream !== null) yield* stream as AsyncIterable<Buffer>;
  } catch {
    return;
  }
}

/**
 * Whoever still holds a pipe after the leftovers have ended cannot be found. So the wait ends after half a second in
 * which nothing came. It is counted in turns of the event loop and not by the clock: after a blocked turn bytes may lie there unread.
 */
async function drain(child: ChildProcess, all: Promise<void>, log: OutputLog, readBytes: () => number): Promise<void> {
  let quiet = 0;
  for (let tick = 0; tick < mostTicks && quiet < quietTicks; tick += 1) {
    const before = readBytes();
    if (await isSettledWithin(all, tickMs)) return;
    quiet = readBytes() === before && !log.isBusy() ? quiet + 1 : 0;
  }
  if (log.isBusy()) log.abandon();
  for (const stream of child.stdio) stream?.destroy();
  await isSettledWithin(all, tickMs * quietTicks);
}

async function isSettledWithin(promise: Promise<void>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(ms, false, { signal: timer.signal }).catch(() => false);
  const settled = await Promise.race([promise.then(() => true), late]);
  timer.abort();
  return settled;
}
