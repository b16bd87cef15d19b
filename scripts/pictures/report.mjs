import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { codeFiles, planningFiles } from "../../demo/sample-product.mjs";
import { tape } from "../../demo/sample-tape.mjs";
import { findChromium } from "../browser/find.mjs";
import { openStage, runDgs } from "../demo/stage.mjs";

/** What a picture may have at most, in bytes: it is in the repository for good. */
const MOST = 200_000;

/** How long the agents of the demo take here, so that there is something to see of them. */
const DELAYS = { "execute-plan 01-01": 4_000, "execute-plan 01-02": 2_500, "execute-plan 01-03": 3_500, "execute-plan 02-01": 3_000, "execute-plan 02-02": 2_000, "execute-plan 02-03": 2_500 };

/** Runs the job of the demo, and takes a picture of the upper part of the report that it writes; returns the exit code. */
export async function takeReportPicture(file) {
  const program = findChromium();
  if (program === undefined) {
    console.error("There is no Chromium for the picture of the report: npm run browser says how to have one.");
    return 1;
  }
  const slower = { ...tape, entries: tape.entries.map((entry) => ({ ...entry, delayMs: DELAYS[entry.purpose] ?? 400 })) };
  const { folder, product, agents } = openStage({ planningFiles, codeFiles, tape: slower });
  const browser = await chromium.launch({ executablePath: program, chromiumSandbox: process.getuid?.() !== 0 });
  try {
    for (const args of [["create-milestone-job", "--yes"], ["run-job", "v1.0", ...agents]]) {
      const code = await runDgs(product, ...args);
      if (code !== 0) return code;
    }
    const page = await browser.newPage({ viewport: { width: 1120, height: 1500 }, colorScheme: "light" });
    await page.goto(pathToFileURL(join(product, ".planning/jobs/.reports/milestone-v1.0.html")).href);
    const graph = await page.locator("#graph").boundingBox();
    const shot = await page.screenshot({ clip: { x: 0, y: 0, width: 1120, height: Math.min(1500, Math.ceil((graph?.y ?? 1400) + 320)) } });
    if (shot.length > MOST) {
      console.error(`The picture has ${String(shot.length)} bytes, more than ${String(MOST)}.`);
      return 1;
    }
    writeFileSync(file, shot);
    console.log(`\n${file}: ${String(shot.length)} bytes`);
    return 0;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
