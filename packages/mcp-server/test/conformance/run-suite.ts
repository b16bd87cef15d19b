import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { readOutcome, type SuiteCheck, type ScenarioResult } from "./scenario-result.js";

/** How one version of the suite is started, and where it finds the server. */
export interface SuiteAt {
  readonly node: string;
  /** The program of the suite. */
  readonly file: string;
  readonly url: string;
}

/** Runs all scenarios of a suite that belong to a revision of the protocol, and resolves to what became of each. */
export async function runRevision(suite: SuiteAt, revision: string): Promise<ReadonlyMap<string, ScenarioResult>> {
  return runInto(suite, ["--suite", "all", "--spec-version", revision]);
}

/**
 * Runs those scenarios once more, four times at most, that did not end as expected: the suite waits half a second for some answers, which on a busy machine may be too short. What is wrong
 * with the server is wrong each time.
 */
export async function runAgain(suite: SuiteAt, revision: string, results: ReadonlyMap<string, ScenarioResult>, expected: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, ScenarioResult>> {
  const settled = new Map(results);
  for (let round = 0; round < 4; round += 1) {
    for (const [scenario, { outcome }] of settled) {
      if (outcome === expected[scenario]) continue;
      for (const [again, result] of await runInto(suite, ["--scenario", scenario, "--spec-version", revision])) settled.set(again, result);
    }
  }
  return settled;
}

/** Runs all scenarios of a suite, those of extensions among them; each that belongs to revisions in the newest of them. */
export async function runEverything(suite: SuiteAt): Promise<ReadonlyMap<string, ScenarioResult>> {
  return runInto(suite, ["--suite", "all"]);
}

/** The scenarios for servers that a suite has. */
export async function listScenarios(suite: Omit<SuiteAt, "url">): Promise<readonly string[]> {
  const { output } = await run(suite, ["list", "--server"]);
  const names = [...output.matchAll(/^ {2}- (\S+) \[[^\]]*\]$/gm)].map(([, name = ""]) => name);
  if (names.length === 0) throw new Error(`the suite lists no scenario: ${output.slice(-500)}`);
  return names;
}

async function runInto(suite: SuiteAt, args: readonly string[]): Promise<ReadonlyMap<string, ScenarioResult>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dgs-conformance-"));
  try {
    const { output, code } = await run(suite, ["server", "--url", suite.url, "-o", folder, ...args]);
    const results = new Map(readdirSync(folder).map((name) => [scenarioOf(name), readOutcome(readChecks(path.join(folder, name)))] as const));
    // Failed checks end it with 1; whatever else went wrong leaves nothing that could be read as a result.
    if (results.size === 0 || (code !== 0 && code !== 1)) throw new Error(`the suite ended with ${String(code)} and ${String(results.size)} results: ${output.slice(-2_000)}`);
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The scenario of a folder of results: `server-<scenario>-<time>`. */
function scenarioOf(folder: string): string {
  const name = /^server-(.+)-\d{4}-\d{2}-\d{2}T[\d-]+Z$/.exec(folder)?.[1];
  if (name === undefined) throw new Error(`the suite wrote a folder that is no scenario's: ${folder}`);
  return name;
}

function readChecks(folder: string): readonly SuiteCheck[] {
  return JSON.parse(readFileSync(path.join(folder, "checks.json"), "utf8")) as readonly SuiteCheck[];
}

function run({ node, file }: Omit<SuiteAt, "url">, args: readonly string[]): Promise<{ readonly output: string; readonly code: number | null }> {
  return new Promise((resolve, reject) => {
    // No variable of this process: a proxy or a colour that is set here is nothing that the server is measured by.
    const child = spawn(node, [file, ...args], { cwd: os.tmpdir(), env: {}, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (chunk: string) => { output += chunk; });
    child.on("error", reject);
    child.on("close", (code) => { resolve({ output, code }); });
  });
}
