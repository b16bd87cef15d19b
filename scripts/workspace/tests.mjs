import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { runLoud } from "./child.mjs";
import { closeWithCounts } from "./counts.mjs";
import { installedProgram, root } from "./places.mjs";

/** Runs the tests of one vitest configuration, then what follows them, prints the closing line, and returns the exit code. */
export async function runTests(config, args, follow = () => undefined) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dgs-tests-"));
  const countsFile = path.join(folder, "counts.json");
  const reporter = path.join(root, "scripts/workspace/count-reporter.mjs");
  try {
    const code = await runLoud(
      process.execPath,
      [installedProgram("vitest"), "run", `--config=${config}`, "--reporter=default", `--reporter=${reporter}`, ...args],
      { env: { DGS_TEST_COUNTS: countsFile } },
    );
    const none = { passed: 0, failed: 0, skipped: 0, reasons: [] };
    const { passed, failed, skipped, reasons } = existsSync(countsFile) ? JSON.parse(readFileSync(countsFile, "utf8")) : none;
    if (skipped > 0) console.log(`${skipped} skipped${reasons.map((reason) => `\n  ${reason}`).join("")}`);
    if (passed + failed === 0) console.log(`no test ran (${config})`);
    follow();
    return closeWithCounts({ passed, failed: code !== 0 && failed === 0 ? 1 : failed });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
