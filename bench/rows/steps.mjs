// A job whose steps do nothing: what is left is the machine and its durable writes.

import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { core, runtime } from "../built.mjs";
import { median } from "../measure.mjs";

/** Bar for one step, in milliseconds. */
const BAR_MS = 10;
/** How far the time per step may differ between the shortest and the longest job before it counts as growing. */
const NOISE = 1.25;
const SIZES = [100, 1000, 2000];

export async function measureSteps({ folder, rounds, inMemory }) {
  const perStep = new Map(SIZES.map((steps) => [steps, { driven: [], bare: [], cpu: [] }]));
  for (let round = 0; round < rounds; round++) {
    for (const steps of round % 2 === 0 ? SIZES : [...SIZES].reverse()) {
      const { driven, cpu, writes } = await driveJob(path.join(folder, `job-${round}-${steps}`), steps);
      const { bare } = writeBare(path.join(folder, `bare-${round}-${steps}`), writes);
      perStep.get(steps).driven.push(driven / steps);
      perStep.get(steps).bare.push(bare / steps);
      perStep.get(steps).cpu.push(cpu / steps);
    }
  }
  return [stepRow(perStep, inMemory), growthRow(perStep)];
}

function stepRow(perStep, inMemory) {
  const { driven, bare } = perStep.get(1000);
  const took = median(driven);
  return {
    what: "1,000 no-op steps of a job, every write durable (two a step)",
    result: `${took.toFixed(2)} ms a step`,
    bar: `≤ ${BAR_MS} ms`,
    met: took <= BAR_MS,
    beside: `${(took / median(bare)).toFixed(2)} × the bare writes (write, fsync, rename, fsync of the folder; the same sizes): ${median(bare).toFixed(2)} ms`,
    notes: inMemory ? ["The temporary folder lies in memory, where forcing a write costs nothing: set TMPDIR to a folder on a disk."] : [],
  };
}

function growthRow(perStep) {
  const [least, , most] = SIZES;
  const of = (steps, key) => median(perStep.get(steps)[key]);
  const growth = of(most, "driven") / of(least, "driven");
  const bareGrowth = of(most, "bare") / of(least, "bare");
  return {
    what: `time per step of a job with ${most} steps against one with ${least}`,
    result: `${growth.toFixed(2)} ×`,
    bar: `does not grow (≤ ${NOISE} × counts as noise)`,
    met: growth <= NOISE,
    beside: `${SIZES.map((steps) => `${steps}: ${of(steps, "driven").toFixed(2)} ms (bare ${of(steps, "bare").toFixed(2)}, processor ${of(steps, "cpu").toFixed(2)})`).join(", ")}; the bare writes of the same growing file: ${bareGrowth.toFixed(2)} ×`,
    notes: ["A job file grows with its steps and is written anew, whole, at every write: so do the bytes that are forced to the disk, read back for comparison and encoded. Nothing in the loop reads the whole structure of the file any more."],
  };
}

/** Drives a job of so many steps from its first write to its summary; returns milliseconds, those of the processor, and the size of every write. */
async function driveJob(root, steps) {
  const target = core.joinPath("jobs", "pending", "milestone-v1.0.md");
  mkdirSync(path.join(root, "jobs", "pending"), { recursive: true });
  const writes = [];
  const disk = watched(runtime.createDisk(), writes);
  const files = runtime.createPlanningFiles({ root, disk });
  await files.write([{ type: "create", path: target, text: jobText(steps) }]);
  writes.length = 0;
  let tick = 0;
  const now = () => new Date(Date.UTC(2026, 0, 1) + 1000 * tick++).toISOString();
  const [start, used] = [performance.now(), process.cpuUsage()];
  const end = await runtime.drive({
    machine: core.jobMachine,
    files,
    load: (job) => readTexts(files, job?.path ?? target),
    filesFor: (texts, job) => ({ texts, path: job?.path ?? target }),
    opening: [{ type: "run-opened", at: now() }],
    stopped: () => false,
    restate: () => undefined,
    perform: (effect, _job, record) => perform(effect, record, now),
  });
  const driven = performance.now() - start;
  const { user, system } = process.cpuUsage(used);
  checkEnd(end, root, steps);
  rmSync(root, { recursive: true });
  return { driven, cpu: (user + system) / 1000, writes };
}

function readTexts(files, target) {
  return new Map([[target, files.read(target)]]);
}

async function perform(effect, record, now) {
  switch (effect.type) {
    case "start-job":
      return record({ type: "heads-read", at: now(), shas: {} });
    case "run-step":
      await record({ type: "step-opened", at: now(), step: effect.step });
      return record({ type: "step-ended", at: now(), step: effect.step, outcome: { type: "done" } });
    case "finish-job":
      return record({ type: "steps-used-up", at: now() });
    case "file-job":
      return record({ type: "filing-due", to: effect.to });
    case "write-summary":
      return record({ type: "summary-due" });
    default:
      throw new Error(`a job asks for something new: ${effect.type}`);
  }
}

function checkEnd(end, root, steps) {
  const done = end.state?.steps.filter(({ status }) => status === "completed").length;
  if (end.type !== "settled" || end.state.status !== "completed" || done !== steps) throw new Error(`the job did not come to its end: ${JSON.stringify({ ...end, state: undefined })}`);
  if (!readFileSync(path.join(root, end.state.path), "utf8").includes("**Status:** completed")) throw new Error("the job file does not say that the job is completed");
}

function jobText(steps) {
  const lines = Array.from({ length: steps }, (_, index) => `- [ ] \`/dgs:execute-phase ${index + 1} --non-interactive\``);
  return `# Milestone job v1.0\n\n- **Version:** v1.0\n- **Status:** pending\n- **Check:** no\n- **Created:** 2026-01-01T00:00:00.000Z\n- **GapFixCycle:** 0\n- **PhaseFixCycle:** {}\n\n## Steps\n\n${lines.join("\n")}\n`;
}

function watched(disk, writes) {
  return {
    ...disk,
    writeNew(file, bytes, mode) {
      writes.push(bytes.length);
      disk.writeNew(file, bytes, mode);
    },
  };
}

/** What a durable replacement of a file costs without anything around it, once for each of the sizes. */
function writeBare(folder, sizes) {
  mkdirSync(folder, { recursive: true });
  const bytes = new Uint8Array(Math.max(...sizes)).fill(65);
  const target = path.join(folder, "file");
  const start = performance.now();
  for (const size of sizes) {
    const file = openSync(`${target}.tmp`, "wx", 0o644);
    writeSync(file, bytes, 0, size);
    fsyncSync(file);
    closeSync(file);
    renameSync(`${target}.tmp`, target);
    const parent = openSync(folder, "r");
    fsyncSync(parent);
    closeSync(parent);
  }
  const bare = performance.now() - start;
  rmSync(folder, { recursive: true });
  return { bare };
}
