// Packs the publishable packages, installs the tarballs into an empty folder and uses them there: `node scripts/pack-test.mjs`.
// Needs a build (`npm run build`). Part of `npm run check`.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { tryTarballs } from "./workspace/pack-test.mjs";
import { packAll } from "./workspace/pack.mjs";

const folder = mkdtempSync(path.join(os.tmpdir(), "dgs-pack-test-"));
try {
  const { tarballs, failure } = await packAll(path.join(folder, "tarballs"));
  const findings = failure === undefined ? await tryTarballs(tarballs, path.join(folder, "empty folder"), console.log) : [failure];
  for (const finding of findings) console.error(finding);
  if (findings.length === 0) console.log(`${tarballs.length} packages pack, install and run`);
  process.exitCode = findings.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
