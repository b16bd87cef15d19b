import type { CancelSignal } from "@dgs/core";
import { type MappedRepo, mapRepos } from "../codebase/map-repos.js";
import { lockJob } from "../job-lock.js";
import { loadProduct } from "../load-product.js";
import { refuseWork } from "../milestone/open-milestone.js";
import { openStepContext } from "../open-step-context.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { lockRunner, underLock } from "../run-lock.js";
import { createSpending } from "../spending/create-spending.js";
import type { StepContext } from "../steps/context.js";
import { sayPlanningCommit } from "../work/commit-planning-files.js";
import { isFailure } from "../work/context.js";
import { findRepos } from "../work/repos.js";
import type { MapCodebaseReport, MappedRepoReport } from "./map-codebase-reports.js";
import { progress } from "./progress.js";
import type { RunEvent } from "./reports.js";

/** What `dgs map-codebase` is told. */
export interface MapCodebaseInput {
  /** One repo by its name; absent: all. */
  readonly repo?: string;
  /** Also what has not changed since it was mapped. */
  readonly again: boolean;
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** Has the code base described, outside of a job: the same work as the step of a job. It needs no roadmap, so that a project can begin with it. */
export async function mapCodebase(ports: Ports, place: Place, input: MapCodebaseInput): Promise<MapCodebaseReport | Refusal> {
  // Looked at before the lock is taken, so that a refusal leaves nothing behind, and again once it is held.
  const before = openMap(ports, place, input);
  if (isRefusal(before)) return before;
  const objection = await objectionToRepo(ports, place, input.repo);
  if (objection !== undefined) return objection;
  const lock = before.version === "" ? lockRunner(ports, place, { name: "map-codebase", held: "the code base is being mapped by" }) : lockJob(ports, place, before.version);
  return underLock(ports, lock, async () => {
    const context = openMap(ports, place, input);
    if (isRefusal(context)) return context;
    const mapped = await mapRepos(context, { again: input.again, ...(input.repo === undefined ? {} : { repo: input.repo }) });
    if (isFailure(mapped)) return refuseWork(mapped, "codebase-not-mapped", "the map of the code base");
    const commit = sayPlanningCommit(mapped.commit);
    return {
      type: "codebase-mapped",
      repos: mapped.repos.map(reportOf),
      ...{ documents: mapped.documents, secrets: mapped.secrets },
      ...(commit === undefined ? {} : { planningCommit: commit }),
      ...(await nextOf(ports, place)),
    };
  });
}

/** Without an active milestone there is no version, and no worktree of one. */
function openMap(ports: Ports, place: Place, { signal, onEvent }: MapCodebaseInput): StepContext | Refusal {
  const loaded = loadProduct(ports.files, place);
  if (isRefusal(loaded)) return loaded;
  const { config, product: { milestone } } = loaded;
  if (milestone !== undefined) return openStepContext(ports, place, { loaded, milestone, step: "map-codebase", signal, onEvent, inJob: false });
  const runId = ports.newId();
  const spending = createSpending({ ports, place, config, name: "map-codebase", runId });
  return { ports, place, config, version: "", milestoneName: "", signal, onEvent, inJob: false, runId, spending, spentOn: { step: "/dgs:map-codebase" } };
}

/** What comes next in the project, as `dgs progress` says it. */
async function nextOf(ports: Ports, place: Place): Promise<Pick<MapCodebaseReport, "next">> {
  const now = await progress(ports, place);
  return isRefusal(now) || now.next === undefined ? {} : { next: now.next };
}

async function objectionToRepo(ports: Ports, place: Place, wanted: string | undefined): Promise<Refusal | undefined> {
  const repos = await findRepos(ports, place);
  if (isRefusal(repos)) return repos;
  if (repos.length === 0) return refuse("no-repository", "there is no git repository to map", "Run `git init` where the planning folder lies, or register repos in REPOS.md.");
  if (wanted === undefined || repos.some(({ name }) => name === wanted)) return undefined;
  return refuse("unknown-repo", `there is no repo ${JSON.stringify(wanted)}`, `Name one of ${repos.map(({ name }) => name).join(", ")}, or none for all.`, { at: "REPOS.md" });
}

function reportOf({ name, state, commit, dirty, documents, facts }: MappedRepo): MappedRepoReport {
  return {
    ...{ name, state, dirty, documents },
    ...(commit === undefined ? {} : { commit }),
    facts: {
      files: facts.files,
      bytes: facts.bytes,
      languages: facts.languages.items.slice(0, 5),
      manifests: facts.manifests.items.length + facts.manifests.more,
      unread: facts.manifests.items.flatMap(({ path, problem }) => (problem === undefined ? [] : [`${path}: ${problem}`])),
      entryPoints: facts.entryPoints.items.length + facts.entryPoints.more,
      tests: facts.tests.items.map(({ command, folder }) => (folder === "" ? command : `${command} (in ${folder})`)),
    },
  };
}
