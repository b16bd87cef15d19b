import type { StatusEntry } from "@dgs/core";
import type { Ports } from "../ports.js";

/** Remembers how a tree stands; the answer says what was changed there since, by path or as `HEAD`: an empty list when nothing was. */
export async function watchTree({ git }: Pick<Ports, "git">, tree: string): Promise<() => Promise<readonly string[]>> {
  const before = await snapshot(git, tree);
  return async () => difference(before, await snapshot(git, tree));
}

type Snapshot = ReadonlyMap<string, string>;

async function snapshot(git: Ports["git"], tree: string): Promise<Snapshot> {
  const [status, head] = [await git.status(tree), await git.head(tree)];
  const entries: readonly StatusEntry[] = "type" in status ? [] : status;
  return new Map([...entries.map((entry) => [entry.path, entry.code] as const), ["HEAD", typeof head === "string" ? head : head.code]]);
}

function difference(before: Snapshot, after: Snapshot): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path)).sort();
}
