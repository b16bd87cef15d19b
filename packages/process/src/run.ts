import { performance } from "node:perf_hooks";
import type { ProcessResult, ProcessSpec } from "@dgs/core";
import { watchLimits, type Stop } from "./deadline.js";
import { startGroup, type Exit, type Group } from "./group.js";
import { findLeftovers, type Root } from "./leftovers.js";
import { createMarker, withMarker } from "./marker.js";
import { collectOutput } from "./output.js";
import { endWithParent } from "./parent.js";
import { awaitKilled, endProcesses, killNow, type Reaped } from "./reap.js";
import { factsOf, noFacts, resultOf } from "./result.js";

/** What holds for all runs of one supervisor. */
export interface Supervision {
  /** This process as written in the marker of its programs. */
  readonly supervisor: () => string;
  readonly leftovers: "end" | "leave";
  readonly leftoverGraceMs: number;
}

/** Runs one program from start to result: the whole life of a run, one line for each stage. */
export async function runProcess(spec: ProcessSpec, supervision: Supervision): Promise<ProcessResult> {
  if (spec.signal?.aborted === true) return { type: "cancelled", forced: false, ...noFacts };
  const marker = supervision.leftovers === "end" ? createMarker(supervision.supervisor()) : undefined;
  const startedAt = performance.now();

  const group = await startGroup(spec, withMarker(spec.env, marker, process.env));
  if (group.type === "not-started") return { ...group, ...noFacts };
  const root = marker && { pid: group.pid, startTime: group.startTime, run: marker.run };
  const release = endWithParent(() => { killAll(group, root); });

  const watch = watchLimits(group, { deadlineMs: spec.deadlineMs, graceMs: spec.graceMs ?? 5_000, signal: spec.signal });
  const faults: unknown[] = [];
  const output = collectOutput(group.child, spec, (fault) => {
    faults.push(fault);
    watch.cancel();
  });
  try {
    feed(group, spec);
  } catch (fault) {
    faults.push(fault);
    watch.cancel();
  }

  const exit = await Promise.race([group.exited, watch.gaveUp]);
  const durationMs = performance.now() - startedAt;
  watch.release();
  const leftovers = await endLeftovers(group, exit, watch.stop(), root, supervision);
  await output.drain();
  release();

  if (faults.length > 0) throw faults[0];
  return resultOf(factsOf(durationMs, output.facts(), leftovers), exit, watch.stop());
}

/** A program need not read what it is given: that its end of the pipe is closed is no error. */
function feed({ child }: Group, { stdin, onStart }: ProcessSpec): void {
  const input = child.stdin;
  input?.on("error", () => undefined);
  if (onStart === undefined) input?.end(stdin);
  else onStart({ write: (text) => { if (input?.writable === true) input.write(text); }, end: () => { input?.end(); } });
}

async function endLeftovers(
  group: Group,
  exit: Exit | undefined,
  stop: Stop | undefined,
  root: Root | undefined,
  { leftoverGraceMs }: Supervision,
): Promise<Reaped> {
  // Given up: it must not keep this process from ending.
  if (exit === undefined) group.child.unref();
  const given = exit === undefined ? [group.pid] : [];
  if (root === undefined) return { ended: 0, survivors: given };
  // The group of a forced program was killed with it: who is still on the way out has not outlived it.
  if (stop?.forced === true) await awaitKilled((table) => findLeftovers(table, root).filter((entry) => entry.group === root.pid));
  const { ended, survivors } = await endProcesses((table) => findLeftovers(table, root), leftoverGraceMs);
  return { ended, survivors: [...given, ...survivors] };
}

function killAll(group: Group, root: Root | undefined): void {
  group.force();
  if (root !== undefined) killNow((table) => findLeftovers(table, root));
}
