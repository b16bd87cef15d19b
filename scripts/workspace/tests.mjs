import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { runLoud } from "./child.mjs";
import { closeWithCounts } from "./counts.mjs";
import { installedProgram } from "./places.mjs";

/** Runs the tests of one vitest configuration, prints the closing line, and returns the exit code. */
export async function runTests(config, args) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dgs-tests-"));
  const report = path.join(folder, "report.json");
  try {
    const code = await runLoud(process.execPath, [
      installedProgram("vitest"),
      "run",
      `--config=${config}`,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...args,
    ]);
    const counts = existsSync(report) ? countReport(JSON.parse(readFileSync(report, "utf8"))) : { passed: 0, failed: 0, skipped: 0 };
    // An error outside of any test makes vitest fail without a failed test.
    const failed = code !== 0 && counts.failed === 0 ? 1 : counts.failed;
    if (counts.skipped > 0) console.log(`${counts.skipped} skipped: what they need is not on this machine`);
    if (counts.passed + failed === 0) console.log(`no test ran: ${config} found none`);
    return closeWithCounts({ passed: counts.passed, failed });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Adds up a report of vitest's json reporter; a file that could not be loaded counts as one failure. */
export function countReport(report) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report.testResults) {
    const failedBefore = counts.failed;
    for (const { status } of file.assertionResults) {
      if (status === "passed") counts.passed += 1;
      else if (status === "failed") counts.failed += 1;
      else counts.skipped += 1;
    }
    if (file.status === "failed" && counts.failed === failedBefore) counts.failed += 1;
  }
  return counts;
}
