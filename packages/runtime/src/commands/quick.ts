import type { CancelSignal } from "@dgs/core";
import { driveQuick } from "../drive-quick.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { planQuick, type PlannedQuick, type QuickWish } from "../quick/plan-quick.js";
import { lockQuick } from "../quick-lock.js";
import { fileRefusal, isRefusal, refuse, type Refusal } from "../refusal.js";
import { underLock } from "../run-lock.js";
import type { QuickReport } from "./quick-reports.js";
import type { RunEvent } from "./reports.js";

/** What `dgs quick` is told. Without a title it goes on with the quick that is unfinished. */
export interface QuickInput extends QuickWish {
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** Starts a quick and carries out its work, or goes on with one that was cut off or has failed. (Seed 000, "dgs:quick") */
export async function quick(ports: Ports, place: Place, input: QuickInput): Promise<QuickReport | Refusal> {
  // Looked at before the lock is taken, so that a refusal leaves nothing behind, and again once it is held.
  const planned = await planQuick(ports, place, input);
  if (isRefusal(planned)) return planned;
  return underLock(ports, lockQuick(ports, place, planned.kind, planned.version), () => quickLocked(ports, place, input, planned));
}

async function quickLocked(ports: Ports, place: Place, input: QuickInput, before: PlannedQuick): Promise<QuickReport | Refusal> {
  const planned = await planQuick(ports, place, input);
  if (isRefusal(planned)) return planned;
  if (planned.kind !== before.kind || planned.version !== before.version) return refuse("changed-meanwhile", "the milestone changed while the quick was started", "Run the command again.", { exit: "conflict" });
  if (planned.text !== undefined) {
    const written = await ports.files.write([{ type: "create", path: planned.path, text: planned.text }]);
    if (written !== "written") return fileRefusal(written);
  }
  return driveQuick(ports, place, { path: planned.path, opening: "run-opened", config: planned.loaded.config, signal: input.signal, onEvent: input.onEvent });
}
