import type { FileChange } from "./file-change.js";
import type { PlanningPath } from "./ids/planning-path.js";
import { applyEdits } from "./text/edit.js";

/** Thrown when changes do not fit the texts they are made to: the caller has other texts than the changes were made for. */
export class ChangeError extends Error {
  override readonly name = "ChangeError";
}

/** Makes changes to texts in memory, with the same refusals as on disk. */
export function applyChanges(texts: ReadonlyMap<PlanningPath, string>, changes: readonly FileChange[]): ReadonlyMap<PlanningPath, string> {
  const result = new Map(texts);
  for (const change of changes) applyChange(result, change);
  return result;
}

function applyChange(texts: Map<PlanningPath, string>, change: FileChange): void {
  switch (change.type) {
    case "edit":
      expect(texts.get(change.path) === change.before, `${change.path} is not the text that was edited`);
      texts.set(change.path, applyEdits(change.before, change.edits));
      return;
    case "create":
      expect(!texts.has(change.path), `${change.path} is there already`);
      texts.set(change.path, change.text);
      return;
    case "move":
      move(texts, change.from, change.to);
      return;
    case "delete":
      expect(texts.get(change.path) === change.before, `${change.path} is not the text that was to be deleted`);
      texts.delete(change.path);
  }
}

/** A file, or a folder with all that is in it. */
function move(texts: Map<PlanningPath, string>, from: PlanningPath, to: PlanningPath): void {
  const moved = [...texts].filter(([path]) => path === from || path.startsWith(`${from}/`));
  expect(moved.length > 0, `${from} is not there`);
  for (const [path, text] of moved) {
    const target = `${to}${path.slice(from.length)}` as PlanningPath;
    expect(!texts.has(target), `${target} is there already`);
    texts.delete(path);
    texts.set(target, text);
  }
}

function expect(holds: boolean, message: string): asserts holds {
  if (!holds) throw new ChangeError(message);
}
