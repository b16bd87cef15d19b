import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { joinPath, jobsFolder } from "@dgs/core";
import { createFilePorts } from "@dgs/host";
import { createDisk, type ExitKind, type Holder, ignoreOwnFiles, isRefusal, listFolder, lockHolder, ownFolder, type Place, readBytes, type Refusal } from "@dgs/runtime";
import { z } from "zod";

/** What is kept of a run: enough to go on with it, from any server. */
export interface RunRecord {
  /** `run-job-1f0c9a3e`: a plain file name, and what a client asks with. */
  readonly id: string;
  /** The name of the operation. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** ISO 8601; of the first attempt. */
  readonly started: string;
  /** How often a process was started for it; more than one where one was killed. */
  readonly attempts: number;
}

/** How a run ended. */
export interface RunEnd {
  /** ISO 8601. */
  readonly ended: string;
  readonly exit: ExitKind;
  /** What the operation reported; absent where it refused. */
  readonly report?: object;
  /** Why it refused, as every failure is told. */
  readonly error?: object;
  /** The report or the refusal as text. */
  readonly text: string;
}

const RECORD = z.object({ id: z.string(), operation: z.string(), input: z.looseObject({}), started: z.string(), attempts: z.number() });
const END = z.object({ ended: z.string(), exit: z.string(), report: z.looseObject({}).optional(), error: z.looseObject({}).optional(), text: z.string() });

const ID = /^[a-z][a-z-]*-[0-9a-f]{8}$/;

/** Whether a text can be the id of a run: it becomes the name of a folder. */
export function isRunId(text: string): boolean {
  return text.length <= 80 && ID.test(text);
}

/** The folder that runs of a product are kept in, absolute. */
export function runsFolder(place: Place): string {
  return join(place.root, dirname(jobsFolder(place.project, "pending")), ".runs");
}

/** The folder of one run, absolute. */
export function runFolder(place: Place, id: string): string {
  return join(runsFolder(place), id);
}

/** Why runs are not to be kept or looked for here: a symbolic link leads out of the planning root; `undefined` where they may be. */
export function refuseRunsOutside(place: Place): Refusal | undefined {
  const folder = ownFolder(place.root, joinPath(dirname(jobsFolder(place.project, "pending")), ".runs"));
  return isRefusal(folder) ? folder : undefined;
}

/** Makes the folder of a run, in one that git leaves alone. */
export function makeRunFolder(place: Place, id: string): string {
  const all = runsFolder(place);
  mkdirSync(all, { recursive: true });
  ignoreOwnFiles(all, createDisk());
  mkdirSync(runFolder(place, id), { recursive: true });
  return runFolder(place, id);
}

/** Reads what is kept of a run; `undefined` where there is none, or where it cannot be read. */
export function readRecord(folder: string): RunRecord | undefined {
  return readJson(join(folder, "run.json"), RECORD);
}

/** Writes what is kept of a run, whole or not at all. */
export function writeRecord(folder: string, record: RunRecord): void {
  writeJson(join(folder, "run.json"), record);
}

/** Reads how a run ended; `undefined` while it has not. */
export function readEnd(folder: string): RunEnd | undefined {
  return readJson(join(folder, "end.json"), END) as RunEnd | undefined;
}

/** Writes how a run ended, whole or not at all. */
export function writeEnd(folder: string, end: RunEnd): void {
  writeJson(join(folder, "end.json"), end);
}

/** Forgets how an attempt ended, where another one goes on. */
export function clearEnd(folder: string): void {
  rmSync(join(folder, "end.json"), { force: true });
}

/** Every run that is kept, the newest first. */
export function listRuns(place: Place): readonly RunRecord[] {
  if (refuseRunsOutside(place) !== undefined) return [];
  const names = (listFolder(runsFolder(place)) ?? []).flatMap((name) => (name.endsWith("/") ? [name.slice(0, -1)] : []));
  return names
    .filter(isRunId)
    .flatMap((id) => readRecord(runFolder(place, id)) ?? [])
    .sort((a, b) => b.started.localeCompare(a.started));
}

/** The lock that the process of a run holds while it lives. */
export function runLock(place: Place, id: string): { readonly folder: string; readonly name: string } {
  return { folder: join(runsFolder(place), ".locks"), name: id };
}

/** The process of a run; `undefined` where none lives. */
export function runHolder(place: Place, id: string): Holder | undefined {
  return lockHolder({ ...runLock(place, id), liveness: createFilePorts(place).liveness });
}

/** How a run stands: `interrupted` where its process is gone and it has not ended. */
export type RunStatus = "running" | "ended" | "interrupted";

/** Tells how a run stands. */
export function statusOf(place: Place, id: string): RunStatus {
  const folder = runFolder(place, id);
  if (readEnd(folder) !== undefined) return "ended";
  if (runHolder(place, id) !== undefined) return "running";
  // It may have ended between the two looks.
  return readEnd(folder) === undefined ? "interrupted" : "ended";
}

function readJson<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> | undefined {
  const bytes = readBytes(file);
  if (bytes === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
  } catch {
    return undefined;
  }
}

function writeJson(file: string, value: object): void {
  const temporary = `${file}.${String(process.pid)}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(value)}\n`);
  renameSync(temporary, file);
}
