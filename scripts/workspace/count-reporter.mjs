import { writeFileSync } from "node:fs";

/** A reporter for vitest that prints nothing: it writes the counts to the file named in DGS_TEST_COUNTS. */
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: 0, skipped: 0, reasons: [] };
    for (const module of modules) countModule(module, counts);
    // An error outside of any test: nobody knows which test it belongs to.
    counts.failed += unhandledErrors.length;
    counts.reasons = [...new Set(counts.reasons)].sort();
    writeFileSync(process.env.DGS_TEST_COUNTS, JSON.stringify(counts));
  }
}

function countModule(module, counts) {
  const failedBefore = counts.failed;
  for (const test of module.children.allTests()) {
    const { state, note } = test.result();
    if (state === "passed") counts.passed += 1;
    else if (state === "failed") counts.failed += 1;
    else counts.skipped += 1;
    if (state === "skipped" && note) counts.reasons.push(note);
  }
  // A file that could not be loaded, or whose setup or teardown failed, has no failed test to show for it.
  if (module.state() === "failed" && counts.failed === failedBefore) counts.failed += 1;
}
