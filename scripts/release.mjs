// `npm run release -- plan | version | publish | repository <owner>/<name>`: docs/releasing.md tells when.

import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { checkChangesets } from "./releases/check-changesets.mjs";
import { findRepositoryFaults, setRepository } from "./releases/repository.mjs";
import { runLoud } from "./workspace/child.mjs";
import { installedProgram } from "./workspace/places.mjs";

const changeset = (word) => runLoud(process.execPath, [installedProgram("@changesets/cli", "changeset"), word]);

const WORDS = {
  async plan() {
    const folder = mkdtempSync(path.join(os.tmpdir(), "dgs-release-"));
    try {
      return tell(await checkChangesets(folder, console.log));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  version: () => changeset("version"),
  async publish() {
    const faults = findRepositoryFaults(process.env.GITHUB_REPOSITORY);
    return faults.length > 0 ? tell(faults) : changeset("publish");
  },
  repository([name, ...rest]) {
    if (name === undefined || rest.length > 0 || !/^[\w.-]+\/[\w.-]+$/.test(name)) return tell(["Name the repository on GitHub: npm run release -- repository <owner>/<name>"]);
    console.log(`written: ${setRepository(name).join(", ")}`);
    return 0;
  },
};

function tell(faults) {
  for (const fault of faults) console.error(fault);
  return faults.length === 0 ? 0 : 1;
}

const [word = "", ...rest] = process.argv.slice(2);
if (!Object.hasOwn(WORDS, word)) console.error(`usage: npm run release -- ${Object.keys(WORDS).join(" | ")}`);
process.exitCode = Object.hasOwn(WORDS, word) ? await WORDS[word](rest) : 2;
