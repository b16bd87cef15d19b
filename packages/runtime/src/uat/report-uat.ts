import { uatStanding } from "@dgs/core";
import type { NextCommand } from "../commands/quick-entry.js";
import type { VerifyWorkReport } from "../commands/verify-work-reports.js";
import type { ExitKind } from "../refusal.js";
import type { PhaseInFolder } from "../steps/find-phase.js";
import type { Tested } from "./ask-tests.js";
import { reportTest } from "./report-test.js";

/** What a report on a phase's tests is made of. */
export interface UatReportInput {
  readonly found: PhaseInFolder;
  readonly version: string;
  readonly auto: boolean;
  readonly stopped: boolean;
  readonly tested: Tested;
  readonly diagnosis?: NonNullable<VerifyWorkReport["diagnosis"]>;
}

/** Reports how far the tests of a phase are. Nothing that is open or has an issue is ever a success. */
export function reportUat({ found, version, auto, stopped, tested, diagnosis }: UatReportInput): VerifyWorkReport {
  const { uat, path, added, answered } = tested;
  const { open, issues, gaps, passed, skipped, total } = uatStanding(uat);
  const exit: ExitKind = stopped ? "cancelled" : open.length > 0 ? "human-needed" : issues.length > 0 || gaps.length > 0 || total === 0 ? "gaps" : "ok";
  const status = uat.status ?? "testing";
  return {
    ...{ type: "verify-work", exit, phase: found.label, name: found.phase.name, version, path, status, auto, added },
    answered: answered.map(reportTest),
    open: open.map(reportTest),
    issues: issues.map(reportTest),
    totals: { total, passed, issues: issues.length, skipped, open: open.length },
    ...(diagnosis === undefined ? {} : { diagnosis }),
    problems: uat.problems,
    next: nextOf(found.label, { exit, status, open: open.length, waiting: found.phase.plans.some((plan) => !plan.done && !plan.superseded) }),
  };
}

function nextOf(phase: string, { exit, status, open, waiting }: { readonly exit: ExitKind; readonly status: string; readonly open: number; readonly waiting: boolean }): NextCommand {
  if (open > 0) return { command: `dgs verify-work ${phase}`, why: "it goes on with what is open" };
  if (exit === "ok") return { command: "dgs progress", why: "the phase is accepted" };
  if (status === "diagnosed") return { command: `dgs execute-phase ${phase} --gaps-only`, why: `it closes the gaps; then dgs verify-work ${phase} --again asks for them once more` };
  return waiting ? { command: `dgs execute-phase ${phase}`, why: "plans of it are not done yet" } : { command: `dgs verify-work ${phase} --diagnose`, why: "an agent finds out why, and plans how to close the gaps" };
}
