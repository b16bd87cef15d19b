import { type Audit, type Files, personsIssues, type PhaseExecution } from "@dgs/core";
import { nextOfAudit } from "../audit/report-audit.js";
import type { NextReport } from "../commands/execute-phase-reports.js";
import type { LoadedProduct } from "../load-product.js";
import type { FoundPhase, PhaseInFolder } from "../steps/find-phase.js";
import { readUatOf } from "../steps/uat-file.js";
import { nextAfter } from "./next-command.js";

/** What the next command on a phase depends on. */
export interface PhaseNow {
  readonly files: Files;
  readonly loaded: LoadedProduct;
  readonly found: FoundPhase;
  readonly version: string;
  /** Whether the milestone has a job that waits or goes on. */
  readonly hasJob: boolean;
  readonly execution: PhaseExecution | undefined;
  readonly audit: Audit | undefined;
}

/** Says what comes next for one phase, whatever comes next in the project. */
export function nextOfPhase({ files, loaded, found, version, hasJob, execution, audit }: PhaseNow): NextReport | undefined {
  const { phase, label } = found;
  const isWaiting = execution?.status === "waiting" || execution?.status === "failed";
  if (phase.planCount === 0) return nextOfUnplanned(loaded, found);
  const after = (): NextReport | undefined => nextAfter({ product: loaded.product, roadmap: loaded.roadmap, phase, version, stopped: false, hasJob, ...(execution === undefined ? {} : { execution }) });
  if (isWaiting || audit === undefined || phase.folder === undefined) return after();
  if (audit.verdict === undefined) return { command: `dgs audit-phase ${label}${audit.rerunFailed ? " --rerun-failed" : ""}`, why: "its audit was cut off; it goes on where it was" };
  if (audit.verdict === "passed") return after();
  const isLeft = phase.plans.some(({ done, superseded }) => !done && !superseded);
  // A plan that came in behind the audit: what is not carried out is not audited.
  if (isLeft && audit.verdict !== "diagnosed") return after();
  if (audit.verdict === "diagnosed" && !isLeft) return { command: `dgs audit-phase ${label} --rerun-failed`, why: "the plans that close its gaps are carried out" };
  return nextOfAudit(label, audit.verdict, hasIssues(files, { ...found, folder: phase.folder }, audit));
}

function hasIssues(files: Files, found: PhaseInFolder, audit: Audit): boolean {
  const uat = readUatOf({ ports: { files } }, found)?.uat;
  return uat !== undefined && personsIssues(uat, audit).length > 0;
}

function nextOfUnplanned({ config }: LoadedProduct, { phase, label }: FoundPhase): NextReport {
  const plan = `dgs plan-phase ${label}`;
  const { CHECK, CONTEXT } = phase.folder?.documents ?? {};
  if (CHECK !== undefined) return { command: plan, why: `once what stands in ${CHECK} is cleared up: its plans were refused` };
  return CONTEXT !== undefined || config["workflow.skip_discuss"] ? { command: plan, why: "it has no plans yet" } : { command: `dgs discuss-phase ${label}`, why: `it has no plans yet, and nobody has said what it leaves open; \`${plan}\` plans it as it is` };
}
