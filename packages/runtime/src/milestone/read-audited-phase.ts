import { type AuditedPhase, deferredItems, knownStubs, type PlanningPath, type ProductPhase, readGapClosure, readUat } from "@dgs/core";
import type { LoadedProduct } from "../load-product.js";
import type { WorkContext } from "../work/context.js";
import { sectionTextOf } from "./read-coverage.js";

/** Reads what the audit of a milestone wants to know of one of its phases. */
export function readAuditedPhase(context: WorkContext, loaded: LoadedProduct, phase: ProductPhase): AuditedPhase {
  const { VERIFICATION } = phase.folder?.documents ?? {};
  const verification = textOf(context, VERIFICATION);
  const stubs = phase.plans.filter(({ superseded }) => !superseded).flatMap((plan) => knownStubs(textOf(context, plan.summary)).map((stub) => `${plan.id}: ${stub}`));
  return {
    ...{ number: phase.number, name: phase.name, status: phase.status, verification: phase.verification, plans: { done: phase.plansDone, total: phase.planCount } },
    openGaps: readOpenGaps(context, phase),
    closes: readGapClosure(sectionTextOf(loaded, phase))?.ids ?? [],
    debts: [...stubs, ...(VERIFICATION === undefined ? [] : deferredItems(verification, VERIFICATION).map((item) => `deferred: ${item}`))],
  };
}

/** Commands are run again by the audit itself; what else a UAT file says is missing stands until it says otherwise. */
function readOpenGaps(context: WorkContext, phase: ProductPhase): AuditedPhase["openGaps"] {
  const path = phase.folder?.documents.UAT;
  const text = textOf(context, path);
  if (path === undefined || text === "") return [];
  const uat = readUat(text, path);
  const commands = new Set(uat.tests.filter(({ command }) => command !== undefined).map(({ number }) => number));
  return uat.gaps
    .filter(({ status, test }) => !/^(?:resolved|closed|passed|done|complete)$/i.test(status?.trim() ?? "") && (test === undefined || !commands.has(test)))
    .map((gap, index) => ({ id: gap.id ?? String(index + 1), text: gap.reason === undefined ? gap.truth : `${gap.truth}: ${gap.reason}` }));
}

function textOf({ ports: { files } }: WorkContext, path: PlanningPath | undefined): string {
  const text = path === undefined ? undefined : files.read(path);
  return typeof text === "string" ? text : "";
}
