import type { PlanId, Sha } from "@dgs/core";
import type { StepContext } from "../steps/context.js";
import type { PhaseInFolder } from "../steps/find-phase.js";
import type { WorkTree } from "../work/work-tree.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { foreignFailure, isWrong, recordPlaces, type RepoPlaces, tellForeignMoves, type ToldMove } from "../work/foreign-places.js";
import { type AgentTraces, isMarkOf, marksIn } from "../work/who-moved.js";
import { attemptAt, isApart, type OpenPlan, type PlanTree, planTreeOf } from "./plan-tree.js";
import type { InTurn } from "./turns.js";

type Watched = StepContext & { readonly found: PhaseInFolder; readonly trees: readonly WorkTree[] };

/** A plan whose agent runs, and what its agent is known by. */
export interface WatchedPlan {
  readonly plan: PlanId;
  readonly trees: readonly PlanTree[];
  /** Of its agent, or the words that it begins with: they are part of the mark in git's reflogs. */
  readonly purpose: string;
}

/**
 * Watches what lies outside of the worktrees while agents run side by side: branches, checkouts, and files in checkouts that nobody has committed.
 *
 * All running plans share one record, and whichever agent ends first has it looked at. What has moved is held against the plan whose agent's mark git's
 * reflogs have, or in whose tree a commit was made that is there now; it fails when its own agent ends. What cannot be told apart fails a plan that ran
 * alone. Of several that ran it fails none, as it would be the wrong one, and stays among what a person has to look at. (docs/decisions)
 */
export interface PlaceWatch {
  /** Begins to watch for a plan. */
  readonly begin: (context: Watched, watched: WatchedPlan) => Promise<WorkFailure | undefined>;
  /** Looks whether something has moved that must not, and tells what is held against this plan. */
  readonly look: (context: Watched, watched: WatchedPlan) => Promise<WorkFailure | undefined>;
  readonly end: (plan: PlanId) => void;
  /** Commits in the trees of a plan, above their bases, that agents of other plans have made there; each as a finding. */
  readonly strangers: (context: Watched, watched: Pick<WatchedPlan, "plan">, opened: Pick<OpenPlan, "trees" | "bases">) => Promise<readonly string[]>;
  /** What has moved that no plan was failed for, and no person is known to have done. */
  readonly unsettled: () => readonly string[];
}

interface Seen {
  readonly places: readonly RepoPlaces[];
  /** Paths that are changed in each checkout, by its folder. */
  readonly changed: ReadonlyMap<string, ReadonlySet<string>>;
}

interface RunningPlan extends WatchedPlan {
  /** Where each of its trees was when its agent began. */
  readonly traces: AgentTraces["trees"];
}

/** Makes a watch; looks wait for each other, so that a move is told once. */
export function createPlaceWatch(inTurn: InTurn): PlaceWatch {
  const running = new Map<PlanId, RunningPlan>();
  const held = new Map<PlanId, string[]>();
  const unsettled: string[] = [];
  const begun: WatchedPlan[] = [];
  const toldStrangers = new Set<string>();
  let seen: Seen | undefined;
  return {
    begin: (context, watched) =>
      inTurn(async () => {
        const now = running.size > 0 && seen !== undefined ? seen : await see(context);
        if (isFailure(now)) return now;
        seen = now;
        begun.push(watched);
        running.set(watched.plan, { ...watched, traces: await tracesOf(context, watched.trees) });
        return undefined;
      }),
    look: (context, watched) =>
      inTurn(async () => {
        const { plan, trees } = watched;
        if (seen === undefined) return undefined;
        const before = seen;
        const label = labelOf(plan, running);
        const moved = await tellForeignMoves(context, before.places, { ...ownOf(context, trees), label, name: attemptAt(context, plan).name, traces: [...running.values()].flatMap(({ traces }) => traces) });
        const now = await see(context);
        if (isFailure(moved) || isFailure(now)) return isFailure(moved) ? moved : isFailure(now) ? now : undefined;
        tellChanges(context, label, before, now);
        seen = now;
        for (const move of moved.filter(isWrong)) hold(context, move, running, held, unsettled);
        for (const { by, told } of await strangersIn(context, [...running.values()])) {
          if (toldStrangers.has(told)) continue;
          toldStrangers.add(told);
          held.set(by, [...(held.get(by) ?? []), told]);
        }
        const wrong = held.get(plan) ?? [];
        held.delete(plan);
        return foreignFailure(label, wrong);
      }),
    end: (plan) => {
      running.delete(plan);
      unsettled.push(...(held.get(plan) ?? []).map((told) => `while plan ${plan} ran: ${told}`));
      held.delete(plan);
    },
    strangers: (context, { plan }, opened) => strangersAt(context, begun.filter((each) => each.plan !== plan), opened),
    unsettled: () => unsettled,
  };
}

function labelOf(plan: PlanId, running: ReadonlyMap<PlanId, RunningPlan>): string {
  const others = [...running.keys()].filter((each) => each !== plan);
  return `plan ${plan}${others.length === 0 ? "" : ` (beside ${others.join(", ")})`}`;
}

async function tracesOf({ ports: { git } }: Watched, trees: readonly PlanTree[]): Promise<AgentTraces["trees"]> {
  const traces: AgentTraces["trees"][number][] = [];
  for (const { path } of trees) {
    const was = await git.head(path);
    if (typeof was === "string") traces.push({ path, was });
  }
  return traces;
}

/** Holds a move against the plans whose agents did it; where it cannot be told which of several, against none. */
function hold(context: Watched, { told, verdict: { marks, trees } }: ToldMove, running: ReadonlyMap<PlanId, RunningPlan>, held: Map<PlanId, string[]>, unsettled: string[]): void {
  const all = [...running.values()];
  const named = all.filter(({ purpose, traces }) => marks.some((mark) => isMarkOf(mark, context.runId, purpose)) || traces.some(({ path }) => trees.includes(path)));
  const culprits = named.length === 0 && marks.length === 0 && all.length === 1 ? all : named;
  for (const { plan } of culprits) held.set(plan, [...(held.get(plan) ?? []), told]);
  if (culprits.length > 0) return;
  const why = marks.length > 0 ? "the agent that did it is none of those that run now" : `it cannot be told which of the plans did it, or whether you did`;
  unsettled.push(`while ${all.map(({ plan }) => `plan ${plan}`).join(", ")} ran: ${told}`);
  context.onEvent({ type: "note", text: `${told}. No plan fails for it, as ${why}: look at it yourself` });
}

async function strangersAt(context: Watched, others: readonly WatchedPlan[], { trees, bases }: Pick<OpenPlan, "trees" | "bases">): Promise<readonly string[]> {
  const { git } = context.ports;
  const findings = new Map<Sha, string>();
  for (const [index, { path }] of trees.entries()) {
    const [moves, head, base] = [await git.listHeadMoves(path), await git.head(path), bases[index]];
    if ("type" in moves || typeof head !== "string" || base === undefined) continue;
    for (const move of moves) {
      const [mark] = marksIn([move], context.runId);
      const other = mark === undefined ? undefined : others.find(({ purpose }) => isMarkOf(mark, context.runId, purpose));
      if (other === undefined || (await git.isReachable(path, move.to, [base])) !== false || (await git.isReachable(path, move.to, [head])) !== true) continue;
      findings.set(move.to, `commit ${move.to.slice(0, 10)} on this branch was made by the agent of plan ${other.plan}, not for this plan: take it out (\`git rebase --onto ${move.to.slice(0, 10)}~1 ${move.to.slice(0, 10)}\`)`);
    }
  }
  return [...findings.values()];
}

/** What agents of running plans have moved in the worktrees of others. */
async function strangersIn(context: Watched, running: readonly RunningPlan[]): Promise<readonly { readonly by: PlanId; readonly told: string }[]> {
  const found: { readonly by: PlanId; readonly told: string }[] = [];
  for (const { plan, trees } of running.length > 1 ? running : []) {
    for (const { path } of trees.filter(isApart)) {
      const moves = await context.ports.git.listHeadMoves(path);
      for (const move of "type" in moves ? [] : moves) {
        const [mark] = marksIn([move], context.runId);
        const culprit = mark === undefined ? undefined : running.find((each) => each.plan !== plan && isMarkOf(mark, context.runId, each.purpose));
        if (culprit !== undefined) found.push({ by: culprit.plan, told: `the worktree ${path} of plan ${plan} was put at ${move.to}: the agent did it, as its reflog there has the agent's mark` });
      }
    }
  }
  return found;
}

/** Branches of all plans are DGS's own, and so are the milestone's, but those only DGS moves. */
function ownOf(context: Watched, trees: readonly PlanTree[]): { readonly own: readonly { readonly path: string; readonly branch: string | undefined }[]; readonly watched: readonly string[] } {
  const plans = context.trees.flatMap((home) => context.found.phase.plans.map(({ id }) => planTreeOf(context, home, id))).filter(isApart);
  return { own: [...plans, ...trees], watched: trees.filter(isApart).flatMap(({ home }) => home.branch ?? []) };
}

async function see(context: Watched): Promise<Seen | WorkFailure> {
  const places = await recordPlaces(context);
  if (isFailure(places)) return places;
  const changed = new Map<string, ReadonlySet<string>>();
  for (const folder of new Set(context.config["git.worktrees"] ? context.trees.flatMap(({ path, repo }) => [path, repo.path]) : [])) {
    const entries = await context.ports.git.status(folder);
    if ("type" in entries) return failed("conflict", `${folder} cannot be read: ${entries.message}`);
    changed.set(folder, new Set(entries.map(({ path }) => path).filter((path) => !`${folder}/${path}/`.startsWith(`${context.place.root}/`))));
  }
  return { places, changed };
}

/** Nobody can tell whether it was the agent or a person who works there: it is told, and harms nothing that lands. */
function tellChanges(context: Watched, label: string, before: Seen, now: Seen): void {
  for (const [folder, paths] of now.changed) {
    const fresh = [...paths].filter((path) => before.changed.get(folder)?.has(path) !== true);
    if (fresh.length === 0) continue;
    context.onEvent({ type: "note", text: `while ${label} ran, files outside of its worktree were changed, in ${folder}: ${fresh.slice(0, 5).join(", ")}${fresh.length > 5 ? ", …" : ""}. Look whether it was the agent or you: they are in no commit, and stay there` });
  }
}
