import { blobOf, type Inventory, type TreeInventory } from "./inventory.js";

/** What a call of the port was allowed to change. */
export interface Allowance {
  /** The tree that it works in; absent: none. */
  readonly tree?: string;
  /** Refs that it may make, move or delete, besides making those that keep. */
  readonly refs: readonly string[];
  /** Refs under which something was kept, and which it may drop with all that they hold. */
  readonly dropped: readonly string[];
  /** Whether it takes the tree away; ignored files go with it. */
  readonly removes: boolean;
  /** Whether it said no: then nothing may have changed, except that more may be kept. */
  readonly refused: boolean;
}

const KEEP = "refs/dgs/keep/";

/** Returns what was lost or moved between two moments, a line each; nothing when all is well. */
export function findLosses(before: Inventory, after: Inventory, allowed: Allowance): readonly string[] {
  return [
    ...lostCommits(before, after, allowed),
    ...movedRefs(before, after, allowed),
    ...[...before.trees].flatMap(([tree, inventory]) => treeLosses(tree, inventory, after, allowed)),
    ...[...before.remote].filter((sha) => !after.remote.has(sha)).map((sha) => `the remote lost the commit ${sha}`),
  ];
}

function lostCommits(before: Inventory, after: Inventory, { dropped }: Allowance): readonly string[] {
  if (dropped.length > 0) return [];
  const renewed = new Set([...before.refs].filter(([ref]) => isRenewed(ref, before, after)).map(([, sha]) => sha));
  return [...before.known].flatMap((sha) => {
    if (renewed.has(sha)) return [];
    if (before.held.has(sha) && !after.held.has(sha)) return [`the commit ${sha} is held by no ref any more`];
    return after.held.has(sha) || after.known.has(sha) ? [] : [`the commit ${sha} is in no reflog any more`];
  });
}

/** Whether what is kept was dated anew: another commit with the same tree and parents. */
function isRenewed(ref: string, before: Inventory, after: Inventory): boolean {
  return ref.startsWith(KEEP) && before.contents.get(ref) === after.contents.get(ref);
}

function movedRefs(before: Inventory, after: Inventory, allowed: Allowance): readonly string[] {
  const names = new Set([...before.refs.keys(), ...after.refs.keys()]);
  return [...names].flatMap((ref) => {
    const [old, now] = [before.refs.get(ref), after.refs.get(ref)];
    if (old === now || allowed.dropped.includes(ref)) return [];
    if (ref.startsWith(KEEP)) return old === undefined || isRenewed(ref, before, after) ? [] : [`${ref} no longer holds ${old}`];
    return !allowed.refused && allowed.refs.includes(ref) ? [] : [`${ref} moved from ${String(old)} to ${String(now)}`];
  });
}

function treeLosses(tree: string, before: TreeInventory, after: Inventory, allowed: Allowance): readonly string[] {
  const now = after.trees.get(tree);
  if (allowed.refused || tree !== allowed.tree) return now === undefined ? [`the work tree ${tree} is gone`] : differences(tree, before, now);
  const shaLength = 40;
  const idLength = [...after.held][0]?.length ?? shaLength;
  const isHeld = (told: string) => after.held.has(blobOf(told, idLength));
  return [
    ...lostStaged(tree, before, after, allowed),
    ...[...before.files].flatMap(([name, told]) => {
      if (now?.files.get(name) === told) return [];
      if (before.ignored.has(name)) return allowed.removes ? [] : [`the ignored file ${show(name)} in ${tree} is not what it was`];
      if (before.inner.has(name)) return [`the file ${show(name)} of a repository inside ${tree} is not what it was`];
      return before.clean.has(name) || isHeld(told) || allowed.dropped.length > 0 ? [] : [`the content of ${show(name)} in ${tree} is nowhere: ${show(told)}`];
    }),
    ...before.pending.flatMap((sha) => (after.held.has(sha) || now?.pending.includes(sha) === true ? [] : [`the commit ${sha}, which was being merged, is held by nothing`])),
  ];
}

function lostStaged(tree: string, before: TreeInventory, after: Inventory, allowed: Allowance): readonly string[] {
  if (allowed.dropped.length > 0) return [];
  return before.staged.split("\0").flatMap((entry) => {
    const [, mode, id] = /^. ([0-7]{6}) ([0-9a-f]+) /.exec(entry) ?? [];
    return id === undefined || mode === "160000" || after.held.has(id) ? [] : [`what was staged in ${tree} is nowhere: ${show(entry)}`];
  });
}

/** Lines for what differs in a tree that was not to be touched. */
function differences(tree: string, before: TreeInventory, now: TreeInventory): readonly string[] {
  const names = [...new Set([...before.files.keys(), ...now.files.keys()])].filter((name) => before.files.get(name) !== now.files.get(name));
  return [
    ...(before.head === now.head ? [] : [`HEAD of ${tree} was ${before.head.trim()} and is ${now.head.trim()}`]),
    ...(before.staged === now.staged ? [] : [`the index of ${tree} has changed:\n${show(before.staged)}\n${show(now.staged)}`]),
    ...names.map((name) => `${show(name)} in ${tree} was ${show(before.files.get(name) ?? "absent")} and is ${show(now.files.get(name) ?? "absent")}`),
  ];
}

function show(text: string): string {
  return JSON.stringify(text.slice(0, 2_000));
}
