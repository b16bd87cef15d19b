import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CRASH_TAPE, makeCrashProduct } from "../crash-product.js";
import type { EndState } from "../crash/end-of-product.js";
import type { Command, Scenario } from "../crash/scenario.js";
import { startedStages } from "./execute-phase.js";

const PHASE = ".planning/phases/01-build";

const EXECUTE: Command = { name: "executePhase", input: { phase: "1", gapsOnly: false, auto: false } };
const AUDIT: Command = { name: "auditPhase", input: { phase: "1", rerunFailed: false } };
const FIX: Command = { name: "executePhase", input: { phase: "1", gapsOnly: true, auto: false } };

/** The stages that the file of an audit says are completed: what a run had finished may not be done again. */
function completedStages(folder: string, file: string): string[] {
  const path = join(folder, "app", PHASE, file);
  if (!existsSync(path)) return [];
  return [...readFileSync(path, "utf8").matchAll(/^- \[x\] (.*)$/gm)].flatMap(([, stage]) => stage ?? []);
}

/** Where a lock kept the planning files of a finished audit from being committed, the command is run once more behind it, and that is another audit. */
const ONE_MORE: object = { purpose: "verify-structure 1 3", changes: [], outbox: [{ path: "structure.json", text: '{"checked": ["01-01", "01-02", "01-03"], "gaps": []}\n' }], result: { type: "completed" } };

function auditScenario({ name, before, swept, file, status, more }: { readonly name: string; readonly before: readonly Command[]; readonly swept: Command; readonly file: string; readonly status: string; readonly more: (end: EndState) => readonly string[] }): Scenario {
  const wrong = (end: EndState, report: Readonly<Record<string, unknown>>): string[] => [
    ...(report["status"] === status ? [] : [`the audit is not ${status}`]),
    ...(end[`${PHASE}/${file}`]?.includes("- **Status:** completed\n") === true ? [] : [`${file} is not completed`]),
    ...(/^status: (.*)$/m.exec(end[`${PHASE}/01-UAT.md`] ?? "")?.[1] === status ? [] : [`01-UAT.md does not say ${status}`]),
    ...more(end),
  ];
  return {
    name,
    leastStates: 35,
    make: (folder) => { makeCrashProduct(folder); },
    root: "app",
    tape: () => [...CRASH_TAPE.entries, ONE_MORE],
    before,
    swept,
    doesAnew: true,
    wrong,
    unlocked: wrong,
    completed: (folder) => completedStages(folder, file),
    done: startedStages,
  };
}

/** An audit whose test command fails: run again, run on the base, diagnosed, and a plan made that closes the gap. */
export const auditGapsScenario: Scenario = auditScenario({
  ...{ name: "audit-phase that finds a gap", before: [EXECUTE], swept: AUDIT, file: "01-AUDIT.md", status: "diagnosed" },
  more: (end) => (end[`${PHASE}/01-03-PLAN.md`] === undefined ? ["no plan closes the gap"] : []),
});

/** The audit behind the plan that closed the gap: what had failed is run again, and the phase is done. */
export const auditAgainScenario: Scenario = auditScenario({
  ...{ name: "audit-phase again behind a fix", before: [EXECUTE, AUDIT, FIX], swept: { name: "auditPhase", input: { phase: "1", rerunFailed: true } }, file: "01-AUDIT-02.md", status: "passed" },
  more: (end) => (/^\* \[x\] \*\*Phase 1: Build\*\*/m.test(end[".planning/ROADMAP.md"] ?? "") ? [] : ["the phase is not ticked"]),
});
