import type { TreeInventory } from "./inventory.js";

/** Throws when a work tree that came back is not what was kept: its index, and each file that was changed, untracked or in conflict. */
export function expectRestored(before: TreeInventory, after: TreeInventory | undefined): void {
  if (after === undefined) throw new Error("nothing came back");
  const wrong = [...changedNames(before)].filter((name) => before.files.get(name) !== after.files.get(name));
  const hidden = new Set(entriesOf(before).filter((entry) => !entry.startsWith("H ")).map(nameOf));
  const extra = [...after.files.keys()].filter((name) => !before.files.has(name) && !hidden.has(name));
  const [old, now] = [indexOf(before), indexOf(after)];
  const lines = [
    ...wrong.map((name) => `${JSON.stringify(name)} was ${JSON.stringify(before.files.get(name))} and came back as ${JSON.stringify(after.files.get(name))}`),
    ...extra.map((name) => `${JSON.stringify(name)} was not there and came back`),
    ...(old === now ? [] : [`the index came back as another one:\n${JSON.stringify(old)}\n${JSON.stringify(now)}`]),
  ];
  if (lines.length > 0) throw new Error(`what was kept came back otherwise:\n${lines.join("\n")}`);
}

function changedNames({ files, clean, ignored, inner }: TreeInventory): ReadonlySet<string> {
  return new Set([...files.keys()].filter((name) => !clean.has(name) && !ignored.has(name) && !inner.has(name)));
}

/** The index without the marks that tell git to look away, and without files that were only announced: a tree holds neither. */
function indexOf(inventory: TreeInventory): string {
  return entriesOf(inventory).map((entry) => entry.slice(2)).filter((entry) => !/^[0-7]{6} (?:e69de29bb2d1d6434b8b29ae775ad8c2e48c5391|473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813) /.test(entry)).join("\n");
}

function entriesOf({ staged }: TreeInventory): readonly string[] {
  return staged.split("\0").filter((entry) => entry !== "");
}

function nameOf(entry: string): string {
  return entry.slice(entry.indexOf("\t") + 1);
}
