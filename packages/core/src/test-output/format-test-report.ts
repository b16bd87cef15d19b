import type { TestReport } from "./test-report.js";

/** Says a report in a few words: `11 passed, 1 failed, 2 skipped (vitest)`. */
export function formatTestReport(report: TestReport): string {
  const { passed, failed, skipped, errors, runners, unit } = report;
  const parts = [
    `${String(passed)} ${unit === "packages" ? plural(passed, "package ") : ""}passed`,
    `${String(failed)} failed`,
    ...(skipped > 0 ? [`${String(skipped)} skipped`] : []),
    // A file that could not be loaded, or a run without an end.
    ...(errors > 0 ? [`${String(errors)} ${plural(errors, "error")} outside of tests`] : []),
  ];
  return `${parts.join(", ")} (${runners.join(", ")})`;
}

function plural(count: number, word: string): string {
  return count === 1 ? word : `${word.trimEnd()}s${word.endsWith(" ") ? " " : ""}`;
}
