import type { Audit, AuditStep, CommandFailure } from "@dgs/core";
import { readLogged } from "../steps/uat-log-file.js";
import type { AuditContext } from "./context.js";

/** What failed where a gap was shown by a test command, with what it printed; `undefined` for every other gap. */
export function failureOfGap(context: AuditContext, { steps }: Audit, gap: AuditStep): CommandFailure | undefined {
  const { test } = gap;
  if (gap.source !== "test" || test === undefined) return undefined;
  const first = steps.find((step) => step.stage === "test" && step.test === test);
  return { command: first?.command ?? "", said: gap.why ?? "", tail: readLogged(context, context.found, test) };
}
