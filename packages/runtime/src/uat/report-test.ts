import type { UatTest } from "@dgs/core";
import type { UatTestReport } from "../commands/verify-work-reports.js";

/** Tells of one test what people are told. */
export function reportTest({ number, name, expected, result, reported, severity, reason, blockedBy }: UatTest): UatTestReport {
  return {
    ...{ number, name, result },
    ...(expected === undefined ? {} : { expected }),
    ...(reported === undefined ? {} : { reported }),
    ...(severity === undefined ? {} : { severity }),
    ...(reason === undefined ? {} : { reason }),
    ...(blockedBy === undefined ? {} : { blockedBy }),
  };
}
