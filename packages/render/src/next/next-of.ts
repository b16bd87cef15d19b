import type { Next, NextContext } from "./next.js";
import {
  afterAgents, afterAnswer, afterCancel, afterCompletion, afterFast, afterGapPlan, afterHealth, afterInit, afterInstall, afterJobPlan, afterJobs, afterRecover, afterRemoval, afterRollback,
  afterRun, afterSettings, afterSubmit, afterWatch, afterWorktrees, PROGRESS,
} from "./next-rules.js";

/** What comes next where the report names nothing. */
type Otherwise = { readonly otherwise: Next };
/** What comes next by what the report says, where it names nothing itself; `undefined`: nothing nearer than what `dgs progress` says. */
type Rule = { readonly rule: (report: never, context: NextContext) => Next | undefined };
/** What is printed is data for another program: a line more would be in it. `when`: only with this option. */
type Data = { readonly data: string; readonly when?: { readonly option: string; readonly is: string } };

const ITSELF: Otherwise = { otherwise: PROGRESS };

/** For each command what comes after it, or why its output names nothing. */
export const NEXT_RULES: Readonly<Record<string, Otherwise | Rule | Data>> = {
  "init": { rule: afterInit },
  "new-project": ITSELF,
  "new-milestone": ITSELF,
  "agents": { rule: afterAgents },
  "install": { rule: afterInstall },
  "settings": { rule: afterSettings },
  "progress": { otherwise: { command: "dgs health", why: "it says whether anything is wrong" } },
  "show-phase": ITSELF,
  "health": { rule: afterHealth },
  "add-phase": ITSELF,
  "insert-phase": ITSELF,
  "remove-phase": { rule: afterRemoval },
  "discuss-phase": ITSELF,
  "map-codebase": ITSELF,
  "plan-phase": ITSELF,
  "submit": { rule: afterSubmit },
  "create-milestone-job": { rule: afterJobPlan },
  "run-job": { rule: afterRun },
  "execute-phase": ITSELF,
  "audit-phase": ITSELF,
  "verify-work": ITSELF,
  "answer": { rule: afterAnswer },
  "audit-milestone": ITSELF,
  "plan-milestone-gaps": { rule: afterGapPlan },
  "list-jobs": { rule: afterJobs },
  "cost": ITSELF,
  "cancel-job": { rule: afterCancel },
  "complete-milestone": { rule: afterCompletion },
  "quick": ITSELF,
  "complete-quick": ITSELF,
  "abandon-quick": ITSELF,
  "fast": { rule: afterFast },
  "worktrees": { rule: afterWorktrees },
  "rollback-job": { rule: afterRollback },
  "recover": { rule: afterRecover },
  "mcp": { data: "it speaks to a client program until that is gone" },
  "watch": { rule: afterWatch },
  "why": ITSELF,
  "report": { data: "the document itself goes to stdout", when: { option: "output", is: "-" } },
  "ui": ITSELF,
  "completion": { data: "it is a script that a shell reads" },
};

/** Names the command to go on with after a command; `undefined` where its output is data for another program. */
export function nextOf(command: string, report: object, context: NextContext): Next | undefined {
  const entry = NEXT_RULES[command];
  if (entry === undefined) return ownNext(report) ?? PROGRESS;
  if ("data" in entry && (entry.when === undefined || context.values?.[entry.when.option] === entry.when.is)) return undefined;
  const ruled = "rule" in entry ? entry.rule(report as never, context) : "otherwise" in entry ? entry.otherwise : undefined;
  return ownNext(report) ?? ruled ?? PROGRESS;
}

function ownNext(report: object): Next | undefined {
  return "next" in report ? (report.next as Next | undefined) : undefined;
}
