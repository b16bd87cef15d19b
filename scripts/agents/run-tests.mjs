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

/** What is noted stands in two documents: what programs do as agents, and what they do as clients of the MCP server. */
const DOCUMENTS = { agents: "docs/agents.md", clients: "docs/mcp.md" };

/**
 * Installs the pinned agent programs, runs their tests, prints what each did in each scenario, and returns the exit code. A run of everything holds
 * that against the documents and says where it differs, or writes it there where UPDATE_AGENTS is 1.
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
      for (const [table, document] of Object.entries(DOCUMENTS)) {
        const ofTable = noted.filter((each) => each.table === table);
        if (ofTable.length > 0) console.log(`\n${formatMatrix(run, ofTable)}\n`);
        // Of a part, or with programs that cannot be had, nothing is known of the rest.
        if (args.length === 0 && missing.length === 0) keep(path.join(root, document), ofTable, left);
      }
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
function keep(document, noted, left) {
  const text = readFileSync(document, "utf8");
  const matrix = formatMatrix(PROGRAMS, [...noted, ...notedIn(matrixIn(text) ?? "", left)]);
  if (matrixIn(text) === matrix) return;
  if (process.env.UPDATE_AGENTS === "1") {
    writeFileSync(document, withMatrix(text, matrix));
    console.log(`${path.relative(root, document)} was written anew`);
    return;
  }
  console.log(`The table in ${path.relative(root, document)} says something else. Where the programs are right: UPDATE_AGENTS=1 npm run test:agents writes it anew.`);
}
