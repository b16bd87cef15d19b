import { type CancelSignal, completeRefusal, type Quick } from "@dgs/core";
import { driveQuick } from "../drive-quick.js";
import { loadConfig } from "../load-config.js";
import { quickIdOf } from "../find-quick-paths.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { lockQuick } from "../quick-lock.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { underLock } from "../run-lock.js";
import { chooseQuick, type QuickChoice } from "./abandon-quick.js";
import type { QuickReport } from "./quick-reports.js";
import type { RunEvent } from "./reports.js";

/** What `dgs complete-quick` is told. */
export interface CompleteQuickInput extends QuickChoice {
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** Ports with or without agents: without, a conflict goes straight to a person. */
export type CompleteQuickPorts = Omit<Ports, "agents"> & Partial<Pick<Ports, "agents">>;

/**
 * Merges a product-level quick into its base branch, pushes, and cleans up; or goes on with that where an earlier run has left it. (Seed
 * 000, "dgs:complete-quick"; design 4)
 */
export async function completeQuick(ports: CompleteQuickPorts, place: Place, input: CompleteQuickInput): Promise<QuickReport | Refusal> {
  // Looked at before the lock is taken, so that a refusal leaves nothing behind, and again once it is held.
  const first = chooseCompletable(ports, place, input);
  if (isRefusal(first)) return first;
  return underLock(ports, lockQuick(ports, place, first.kind, undefined), async () => {
    const quick = chooseCompletable(ports, place, { quick: quickIdOf(first.path) });
    if (isRefusal(quick)) return quick;
    const loaded = loadConfig(ports.files, place);
    if (isRefusal(loaded)) return loaded;
    const { agents } = ports;
    return driveQuick({ ...ports, agents: agents ?? NO_AGENTS }, place, {
      path: quick.path, opening: "complete-asked", config: loaded.config, signal: input.signal, onEvent: input.onEvent, withoutAgents: agents === undefined,
    });
  });
}

/** Never asked: a conflict without agents goes to a person. */
const NO_AGENTS: Ports["agents"] = { run: () => Promise.reject(new Error("a run without agents asked for one")) };

function chooseCompletable(ports: Pick<Ports, "files">, place: Place, choice: QuickChoice): Quick | Refusal {
  const quick = chooseQuick(ports, place, choice);
  if (isRefusal(quick)) return quick;
  const refusal = completeRefusal(quick);
  return refusal === undefined ? quick : refuse(refusal.code, refusal.message.replace(/\.$/, ""), refusal.remedy, { at: quick.path, problems: quick.problems });
}
