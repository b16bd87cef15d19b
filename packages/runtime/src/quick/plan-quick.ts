import { createRefusal, type Guidance, type PlanningPath, type Quick, quickBranch, quickId, quickKind, type QuickKind, quickMachine, quickPath, quickWorktree, renderQuick } from "@dgs/core";
import { nextForPerson } from "../commands/quick-entry.js";
import { activeMilestoneOf, loadProduct, type LoadedProduct } from "../load-product.js";
import { findQuickPaths, quickIdOf } from "../find-quick-paths.js";
import { readOpenQuicks } from "../load-quicks.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { fileRefusal, isFileRefusal, isRefusal, problemRefusal, refuse, type Refusal } from "../refusal.js";
import { versionInUse } from "../version-in-use.js";
import { type CodeRepo, findRepos } from "../work/repos.js";
import { baseBranchOf } from "./base-branch.js";
import { milestoneWorktree } from "./milestone-worktree.js";
import { milestonePlace, refuseCutOff } from "./milestone-place.js";
import { refuseTaken } from "./refuse-taken.js";

/** What a new quick is asked to be. */
export interface QuickWish {
  /** Absent: go on with the quick that is unfinished. */
  readonly title?: string;
  /** Product-level even where a milestone is active. */
  readonly main: boolean;
  readonly guidance: readonly Guidance[];
}

/** The quick that a command is about: one that is there, or one that is to be written. */
export interface PlannedQuick {
  readonly type: "planned";
  readonly path: PlanningPath;
  readonly kind: QuickKind;
  /** The milestone of a milestone-context quick. */
  readonly version: string | undefined;
  /** The text of a new quick's file; absent: the file is there. */
  readonly text?: string;
  readonly loaded: LoadedProduct;
}

/** Tells which quick is meant and what a new one would be; writes nothing. (Seed 000, "Quick Workflows") */
export async function planQuick(ports: Pick<Ports, "files" | "git" | "clock">, place: Place, wish: QuickWish): Promise<PlannedQuick | Refusal> {
  const loaded = loadProduct(ports.files, place);
  if (isRefusal(loaded)) return loaded;
  const open = readOpenQuicks(ports.files, place);
  if (isFileRefusal(open)) return fileRefusal(open);
  const unfinished = open.filter((quick) => nextForPerson(quick)?.command === "dgs quick");
  const going = wish.title === undefined ? chooseUnfinished(open, unfinished) : unfinished.find((quick) => isNamed(quick, wish.title ?? ""));
  if (going !== undefined) return isRefusal(going) ? going : resume(ports, loaded, place, going);
  return create(ports, place, loaded, open, { ...wish, title: wish.title ?? "" });
}

function isNamed(quick: Quick, wanted: string): boolean {
  return quick.title === wanted.replace(/[\p{Cc}\s]+/gu, " ").trim() || quickIdOf(quick.path) === wanted;
}

function chooseUnfinished(open: readonly Quick[], unfinished: readonly Quick[]): Quick | Refusal {
  const [only] = unfinished;
  if (only === undefined) {
    const [other] = open;
    const next = other === undefined ? undefined : nextForPerson(other);
    return refuse("no-unfinished-quick", "there is no quick to go on with", next === undefined ? "Start one with `dgs quick \"title\"`." : `${JSON.stringify(other?.title)} is ${other?.status ?? ""}: run \`${next.command}\`.`);
  }
  if (unfinished.length === 1) return only;
  return refuse("several-quicks", `${String(unfinished.length)} quicks are unfinished: ${unfinished.map((quick) => `${quickIdOf(quick.path)} ${JSON.stringify(quick.title)}`).join(", ")}`, `Name one, such as \`dgs quick ${quickIdOf(only.path)}\`.`);
}

async function resume(ports: Pick<Ports, "files" | "git">, loaded: LoadedProduct, place: Place, quick: Quick): Promise<PlannedQuick | Refusal> {
  const broken = problemRefusal(quick.problems);
  if (broken !== undefined) return broken;
  const planned = { type: "planned", path: quick.path, kind: quick.kind, loaded } as const;
  if (quick.kind === "product-level") return { ...planned, version: undefined };
  const milestone = activeMilestoneOf(loaded);
  if (isRefusal(milestone)) return milestone;
  const version = versionInUse(ports.files, place, milestone.version);
  if (milestoneWorktree(place, version) === quick.worktree) {
    const repos = await findRepos(ports, place);
    if (isRefusal(repos)) return repos;
    // A quick that was cut off has kept plans from starting; behind one that failed the job may have gone on.
    const cutOff = quick.status === "in-progress" ? undefined : await refuseCutOff(ports, place, loaded, version, repos);
    return cutOff ?? { ...planned, version };
  }
  return refuse("quick-of-another-milestone", `the quick ${JSON.stringify(quick.title)} belongs to another milestone than ${milestone.version}`, `Name its milestone in the front matter of STATE.md first, or run \`dgs abandon-quick ${quickIdOf(quick.path)}\` if you do not want it any more; its work is on ${quick.branch}.`, { at: quick.path });
}

async function create(ports: Pick<Ports, "files" | "git" | "clock">, place: Place, loaded: LoadedProduct, open: readonly Quick[], wish: QuickWish & { readonly title: string }): Promise<PlannedQuick | Refusal> {
  if (!/[^\p{Cc}\p{Cf}\s]/u.test(wish.title)) return refuse("title-empty", "the title of the quick says nothing", "Say in a few words what is to be done: `dgs quick \"fix auth token validation\"`.");
  const kind = kindOf(loaded, wish.main);
  if (typeof kind === "object") return kind;
  const taken = createRefusal(kind, open);
  if (taken !== undefined) return refuse(taken.code, sentence(taken.message), taken.remedy);
  const repos = await findRepos(ports, place);
  if (isRefusal(repos)) return repos;
  if (repos.length === 0) return refuse("no-repository", "there is no git repository to change", "Run `git init` where the planning folder lies, or register repos in REPOS.md.", { at: place.base });
  const id = freeId(ports, place);
  if (typeof id === "object") return id;
  const path = quickPath(place.project, id, wish.title);
  const where = kind === "product-level" ? await ownPlace(ports, loaded, repos, wish.title, id) : await milestonePlace(ports, place, loaded, repos);
  if (isRefusal(where)) return where;
  const { version, ...names } = where;
  const text = renderQuick({ title: wish.title, kind, ...names, guidance: wish.guidance, created: ports.clock.now(), repos: repos.map((repo) => repo.name) });
  // What cannot be read again is not written: a repo's name may not be fit for a step's line.
  const unfit = problemRefusal(quickMachine.read({ path, texts: new Map([[path, text]]) }).problems);
  if (unfit !== undefined) return refuse("quick-unfit", `the quick cannot be written down: ${unfit.message}`, "Choose another title; give repos and branches plain names (REPOS.md, git.base_branch).", { at: path });
  return { type: "planned", path, kind, version, text, loaded };
}

/** A milestone that is being planned or built is active; one that the roadmap marks as finished is not, and neither is a roadmap without phases. */
function kindOf(loaded: LoadedProduct, main: boolean): QuickKind | Refusal {
  const { product } = loaded;
  const { milestone } = product;
  if (main) return "product-level";
  // With several milestones and no sign which one is meant, a guess would put the work on the wrong branch.
  const unknown = product.problems.find((problem) => problem.code === "active-milestone-unknown");
  if (milestone === undefined && unknown !== undefined) return refuse(unknown.code, unknown.message, `${unknown.remedy} Or use --main for a quick of its own.`, { at: unknown.path });
  const active = milestone !== undefined && !milestone.closed && (!milestone.implicit || product.phases.some((phase) => phase.counted));
  return quickKind({ main, milestoneActive: active });
}

interface QuickPlaceNames {
  readonly branch: string;
  readonly base: string;
  readonly worktree: string;
  readonly version: string | undefined;
}

async function ownPlace(ports: Pick<Ports, "files" | "git">, loaded: LoadedProduct, repos: readonly CodeRepo[], title: string, id: string): Promise<QuickPlaceNames | Refusal> {
  const base = await baseBranchOf(ports, loaded.config, repos);
  if (isRefusal(base)) return base;
  const names = { branch: quickBranch(id, title, loaded.config["git.quick_branch_template"]), base: base.branch, worktree: quickWorktree(title) };
  return (await refuseTaken(ports, repos, names)) ?? { ...names, version: undefined };
}

/** Ids are slots of two seconds: a second quick within one takes the next. */
function freeId(ports: Pick<Ports, "files" | "clock">, place: Place): string | Refusal {
  const paths = findQuickPaths(ports.files, place);
  if (isFileRefusal(paths)) return fileRefusal(paths);
  const used = new Set(paths.map(quickIdOf));
  for (let at = Date.parse(ports.clock.now()); ; at += 2000) {
    const id = quickId(new Date(at).toISOString());
    if (!used.has(id)) return id;
  }
}

function sentence(text: string): string {
  return text.replace(/\.$/, "");
}
