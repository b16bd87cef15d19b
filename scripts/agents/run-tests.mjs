import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { installPeer } from "../peer/install.mjs";
import { PEER } from "../peer/pin.mjs";
import { root } from "../workspace/places.mjs";
import { runTests } from "../workspace/tests.mjs";
import { installProgram } from "./install.mjs";
import { formatMatrix, matrixIn, notedIn, withMatrix } from "./matrix.mjs";
import { LONG_VARIABLE, PROGRAMS, runsLong } from "./pins.mjs";

const document = path.join(root, "docs/agents.md");

/**
 * Installs the pinned agent programs, runs their tests, prints what each did in each scenario, and returns the exit code. A run of everything holds
 * that against docs/agents.md and says where it differs, or writes it there where UPDATE_AGENTS is 1.
 */
export async function runAgentTests(args) {
  const left = PROGRAMS.filter(({ long }) => long !== undefined && !runsLong());
  for (const { name, version, long } of left) console.log(`SKIPPED ${name} ${version} takes about ${String(long)} minutes: ${LONG_VARIABLE}=1 npm run test:agents drives it, too`);
  const run = PROGRAMS.filter((program) => !left.includes(program));
  const missing = await installAll(run);
  const obstacle = await installPeer({ say: (what) => { console.log(what); } });
  if (obstacle !== "") console.log(`SKIPPED ${PEER.package} ${PEER.version} cannot be had here: ${obstacle}`);
  const folder = mkdtempSync(path.join(os.tmpdir(), "dgs-agents-"));
  const notes = path.join(folder, "matrix.jsonl");
  process.env.DGS_AGENT_MATRIX = notes;
  try {
    return await runTests("vitest.agents.config.ts", args, () => {
      const noted = existsSync(notes) ? readFileSync(notes, "utf8").split("\n").filter((line) => line !== "").map((line) => JSON.parse(line)) : [];
      console.log(`\n${formatMatrix(run, noted)}\n`);
      // Of a part, or with programs that cannot be had, nothing is known of the rest.
      if (args.length === 0 && missing.length === 0) keep(noted, left);
    });
  } finally {
    delete process.env.DGS_AGENT_MATRIX;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function installAll(programs) {
  const missing = [];
  for (const program of programs) {
    const obstacle = await installProgram(program, { say: (what) => { console.log(what); } });
    if (obstacle === "") continue;
    missing.push(program.name);
    console.log(`SKIPPED ${program.name} ${program.version} cannot be had here: ${obstacle}`);
  }
  return missing;
}

/** Holds what was noted against the document, or writes it there; of the programs that were left out, what stands there stays. What it must be is what the tests expect; where a program had less time it may have come less far. */
function keep(noted, left) {
  const text = readFileSync(document, "utf8");
  const matrix = formatMatrix(PROGRAMS, [...noted, ...notedIn(matrixIn(text) ?? "", left)]);
  if (matrixIn(text) === matrix) return;
  if (process.env.UPDATE_AGENTS === "1") {
    writeFileSync(document, withMatrix(text, matrix));
    console.log("docs/agents.md was written anew");
    return;
  }
  console.log("The table in docs/agents.md says something else. Where the programs are right: UPDATE_AGENTS=1 npm run test:agents writes it anew.");
}
