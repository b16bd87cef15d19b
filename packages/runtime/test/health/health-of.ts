import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Problem } from "@dgs/core";
import { createPlanningFiles, health, isRefusal } from "../../src/index.js";
import { SOUND } from "./sound-product.js";

/** What becomes of planning files: a whole text or bytes, parts of a text that are replaced, or `undefined` for a file or folder that is taken away. */
export type Changes = Readonly<Record<string, string | Uint8Array | readonly (readonly [from: string, to: string])[] | undefined>>;

/** A code with the changes of {@link SOUND} that it has to tell of, and with the nearest ones at which nothing at all may be told. */
export type CodePair = readonly [code: string, wrong: Changes, right: Changes];

/** What `health` finds in {@link SOUND} after some changes, on a real disk. */
export async function healthOf(changes: Changes): Promise<readonly Problem[]> {
  const base = mkdtempSync(path.join(os.tmpdir(), "dgs-health-"));
  try {
    const root = path.join(base, ".planning");
    for (const [name, content] of changed(changes)) {
      mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
      writeFileSync(path.join(root, name), content);
    }
    const report = await health({ files: createPlanningFiles({ root }), clock: { now: () => "2026-02-01T00:00:00.000Z" } }, { base, root, project: "" });
    if (isRefusal(report)) throw new Error(report.message);
    return report.problems;
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

function changed(changes: Changes): ReadonlyMap<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>(Object.entries(SOUND));
  for (const [name, change] of Object.entries(changes)) {
    if (change === undefined) {
      for (const key of [...files.keys()]) if (key === name || key.startsWith(`${name}/`)) files.delete(key);
    } else files.set(name, typeof change === "string" || change instanceof Uint8Array ? change : replaced(name, SOUND[name] ?? "", change));
  }
  return files;
}

function replaced(name: string, text: string, parts: readonly (readonly [string, string])[]): string {
  return parts.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`${name} has no ${JSON.stringify(from)}`);
    return before.replace(from, () => to);
  }, text);
}
