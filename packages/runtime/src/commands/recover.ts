import { type Job, type JobEffect, type JobEvent, type JobFiles, jobMachine, type JobObservation, type KeptWork } from "@dgs/core";
import { drive } from "../drive.js";
import { loadJobTexts } from "../load-jobs.js";
import { loadConfig } from "../load-config.js";
import { openJob, readWantedJob } from "../open-job.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { fileRefusal, isRefusal, refuse, type Refusal } from "../refusal.js";
import { rollbackContext, type RollbackContext, type RollbackPorts } from "../rollback/context.js";
import { undoFiles, type UndoneFiles } from "../rollback/undo-rollback.js";
import { findRepos, type CodeRepo } from "../work/repos.js";
import { isJobs, readJobs } from "./list-jobs.js";
import type { DroppedReport, DropPreview, KeptListReport, KeptReport, RestoredReport, UndoneReport, UndoPreview } from "./rollback-reports.js";

const DAY_MS = 86_400_000;

/** Lists what is kept in every repo of the product, the newest first, and the rollbacks that can be undone. (design 3.12) */
export async function listKept(ports: Pick<Ports, "files" | "git" | "clock">, place: Place): Promise<KeptListReport | Refusal> {
  const found = await keptInRepos(ports, place);
  if (isRefusal(found)) return found;
  const jobs = readJobs(ports.files, place);
  if (!isJobs(jobs)) return fileRefusal(jobs);
  const rollbacks = jobs.flatMap(({ rollback, version, path }) => (rollback === undefined ? [] : [{ version: version ?? path, path, asked: rollback.asked }]));
  return { type: "kept", keepDays: found.keepDays, kept: found.kept.map(({ report }) => report), rollbacks };
}

/** What is to come back: its number in the list, its ref, or the end of its ref's name; the repo where several have a ref of that name. */
export interface RestoreInput {
  readonly what: string;
  readonly repo?: string;
  /** A new branch; `recovered/…` unless told. */
  readonly branch?: string;
  /** Where a new worktree is to stand, absolute; absent: a branch only. */
  readonly worktree?: string;
}

/** Brings something that is kept back on a new branch, and in a new worktree where one is wanted; what is kept stays kept. */
export async function restoreKept(ports: Pick<Ports, "files" | "git" | "clock">, place: Place, input: RestoreInput): Promise<RestoredReport | Refusal> {
  const one = await findKept(ports, place, input, "numbers");
  if (isRefusal(one)) return one;
  const { repo, kept } = one;
  const branch = input.branch ?? `recovered/${kept.ref.replace(KEEP_ROOT, "")}`;
  const restored = await ports.git.restoreKept({ repo: repo.path, ref: kept.ref, branch, ...(input.worktree === undefined ? {} : { path: input.worktree }) });
  if (restored.type === "refused") {
    const remedy = restored.code === "branch-exists" ? "Choose another name with --branch." : restored.code === "path-exists" ? "Choose another folder with --worktree." : "Put that right and run the command again; what is kept stays kept.";
    return refuse(`git-${restored.code}`, `${repo.name}: ${restored.message}`, remedy, { at: repo.path });
  }
  return { type: "restored", repo: repo.name, ref: kept.ref, branch: restored.branch, at: restored.at, ...(restored.path === undefined ? {} : { path: restored.path }) };
}

/** Says what {@link dropKept} would drop; refuses what it refuses, and writes nothing. */
export async function previewDrop(ports: Pick<Ports, "files" | "git" | "clock">, place: Place, input: Pick<RestoreInput, "what" | "repo">): Promise<DropPreview | Refusal> {
  const one = await findKept(ports, place, input, "refs");
  return isRefusal(one) ? one : { type: "drop-preview", repo: one.report.repo, ref: one.report.ref, sha: one.report.sha, reason: one.report.reason, keptAt: one.report.keptAt };
}

/** Drops one thing that is kept, by its ref alone: numbers change with every new entry. Whoever calls this has asked the person. */
export async function dropKept(ports: Pick<Ports, "files" | "git" | "clock">, place: Place, input: Pick<RestoreInput, "what" | "repo">): Promise<DroppedReport | Refusal> {
  const one = await findKept(ports, place, input, "refs");
  if (isRefusal(one)) return one;
  const { repo, kept } = one;
  const done = await ports.git.dropKept({ tree: repo.path, ref: kept.ref, expected: kept.sha });
  return done === "dropped" ? { type: "dropped", dropped: [{ repo: repo.name, ref: kept.ref, sha: kept.sha }] } : refuse(`git-${done.code}`, `${repo.name}: ${done.message}`, "Run `dgs recover` again and look at the list.", { at: repo.path });
}

/** Drops what was kept longer ago than the configuration says (`recover.keep_days`, 30 at least). Whoever calls this has asked the person. */
export async function expireKept(ports: Pick<Ports, "files" | "git" | "clock">, place: Place): Promise<DroppedReport | Refusal> {
  const loaded = loadConfig(ports.files, place);
  if (isRefusal(loaded)) return loaded;
  const repos = await findRepos(ports, place);
  if (isRefusal(repos)) return repos;
  const dropped: { repo: string; ref: string }[] = [];
  for (const repo of repos) {
    const refs = await ports.git.expireKept({ tree: repo.path, olderThanDays: loaded.config["recover.keep_days"], now: Date.parse(ports.clock.now()) });
    if ("type" in refs) return refuse(`git-${refs.code}`, `${repo.name}: ${refs.message}`, "Put that right and run the command again.", { at: repo.path });
    dropped.push(...refs.map((ref) => ({ repo: repo.name, ref })));
  }
  return { type: "dropped", dropped };
}

/** Says which rollback {@link undoRollback} would take back; refuses a job that is not rolled back, and writes nothing. */
export function previewUndo(ports: Pick<Ports, "files">, place: Place, input: { readonly version: string }): UndoPreview | Refusal {
  const job = readWantedJob(ports, place, { version: input.version, objection: (found) => notRolledBack(found, input.version) });
  return isRefusal(job) ? job : { type: "undo-preview", version: job.version ?? input.version, path: job.path, ...(job.rollback === undefined ? {} : { asked: job.rollback.asked }) };
}

/** Puts the branches, the uncommitted work and the summaries back to before a rollback, and the job to the status it had. Whoever calls this has asked. */
export function undoRollback(ports: RollbackPorts, place: Place, input: { readonly version: string }): Promise<UndoneReport | Refusal> {
  return openJob(ports, place, { version: input.version, objection: (job) => notRolledBack(job, input.version), reap: ports.reap }, async (job) => {
    const context = rollbackContext(ports, place, job);
    if (isRefusal(context)) return context;
    const files = await undoFiles(context, job);
    return isRefusal(files) ? files : recordUndo(context, job, files);
  });
}

function notRolledBack(job: Job, version: string): Refusal | undefined {
  if (job.rollback !== undefined) return undefined;
  const isNew = job.folder !== "completed";
  return refuse("job-not-rolled-back", `the job of ${version} is ${job.status}, not rolled back`, isNew ? "Where a new job of the version was created since, delete or finish it first; what was kept can be restored to a branch all the same." : "`dgs recover` lists what is kept.", { at: job.path });
}

async function recordUndo(context: RollbackContext, job: Job, files: UndoneFiles): Promise<UndoneReport | Refusal> {
  const { ports, place } = context;
  let isFiled = false;
  const end = await drive<JobFiles, Job, JobEffect, JobObservation, JobEvent>({
    machine: jobMachine,
    files: ports.files,
    load: (state) => loadJobTexts(ports.files, place, state?.path ?? job.path),
    filesFor: (texts, state) => ({ texts, path: state?.path ?? job.path }),
    opening: [{ type: "undo-asked", at: ports.clock.now() }],
    stopped: () => isFiled,
    perform: async (effect, _state, record) => {
      if (effect.type === "file-job") await record({ type: "filing-due", to: effect.to });
      else if (effect.type === "write-summary") await record({ type: "summary-due" });
      // What a run would do next is for a run.
      else isFiled = true;
    },
    restate: (seen) => seen,
  });
  if (end.type === "refused") return fileRefusal(end.refusal);
  return { type: "rollback-undone", version: context.version, path: end.state.path, status: end.state.status, ...files };
}

const KEEP_ROOT = "refs/dgs/keep/";

interface KeptInRepo {
  readonly repo: CodeRepo;
  readonly kept: KeptWork;
  readonly report: KeptReport;
}

async function keptInRepos(ports: Pick<Ports, "files" | "git" | "clock">, place: Place): Promise<{ readonly keepDays: number; readonly kept: readonly KeptInRepo[] } | Refusal> {
  const loaded = loadConfig(ports.files, place);
  if (isRefusal(loaded)) return loaded;
  const repos = await findRepos(ports, place);
  if (isRefusal(repos)) return repos;
  const keepDays = loaded.config["recover.keep_days"];
  const found: Omit<KeptInRepo, "report">[] = [];
  for (const repo of repos) {
    const listed = await ports.git.listKept(repo.path);
    if ("type" in listed) return refuse(`git-${listed.code}`, `${repo.name}: ${listed.message}`, "Put that right and run the command again.", { at: repo.path });
    found.push(...listed.map((kept) => ({ repo, kept })));
  }
  // The sort is stable: what was kept in the same second stays in git's order.
  found.sort((a, b) => Date.parse(b.kept.keptAt) - Date.parse(a.kept.keptAt));
  const before = Date.parse(ports.clock.now()) - keepDays * DAY_MS;
  return { keepDays, kept: found.map(({ repo, kept }, at) => ({ repo, kept, report: { number: at + 1, repo: repo.name, ...kept, expired: Date.parse(kept.keptAt) < before } })) };
}

async function findKept(ports: Pick<Ports, "files" | "git" | "clock">, place: Place, { what, repo }: Pick<RestoreInput, "what" | "repo">, by: "refs" | "numbers"): Promise<KeptInRepo | Refusal> {
  const found = await keptInRepos(ports, place);
  if (isRefusal(found)) return found;
  const fits = ({ kept, report }: KeptInRepo): boolean => kept.ref === what || kept.ref === `${KEEP_ROOT}${what}` || (by === "numbers" && String(report.number) === what);
  const matches = found.kept.filter((each) => (repo === undefined || each.repo.name === repo) && fits(each));
  const [one, other] = matches;
  if (one === undefined) return refuse("not-kept", `nothing is kept as ${JSON.stringify(what)}`, by === "refs" ? "Give the ref as `dgs recover` lists it; a number does not do here, as numbers change." : "Give a number or a ref as `dgs recover` lists them.");
  return other === undefined ? one : refuse("kept-twice", `several repos have a ref ${what}: ${matches.map((each) => each.repo.name).join(", ")}`, "Say which is meant with --repo.");
}
