import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installSuite } from "../../../scripts/conformance/install.mjs";
import { createProductRegistry } from "../src/product-registry.js";
import { serveHttp } from "../src/serve-http.js";
import { addToken } from "./conformance/add-token.js";
import { AT_DGS, EXTENSIONS, RUNS } from "./conformance/expectations.js";
import { createFixture, type Fixture } from "./conformance/fixture-registry.js";
import { listScenarios, runAgain, runEverything, runRevision, type SuiteAt } from "./conformance/run-suite.js";
import type { ScenarioResult } from "./conformance/scenario-result.js";

const installed = await installSuite({ say: (what: string) => { console.log(what); } });
const obstacle = "obstacle" in installed ? installed.obstacle : undefined;
if (obstacle !== undefined) {
  const line = `the conformance suite of MCP cannot be had here: ${obstacle}`;
  if (process.env["DGS_EXPECT_CONFORMANCE"] === "1") throw new Error(line);
  console.log(`SKIPPED ${line}`);
}

const stop = new AbortController();
const fixture: Fixture = createFixture();
let url = "";

function suiteAt(suite: string): SuiteAt {
  if (installed.node === undefined) throw new Error("there is no suite");
  return { node: installed.node, file: installed.fileOf(suite), url };
}

/** The outcomes by scenario, and with those that are not as they should be what the suite says of them. */
function told(results: ReadonlyMap<string, ScenarioResult>, expected: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...results].sort().map(([scenario, { outcome, notes }]) => [scenario, outcome === expected[scenario] ? outcome : { outcome, notes }]));
}

describe.skipIf(obstacle !== undefined)("the official conformance suite", () => {
  beforeAll(async () => {
    // The suite makes faults on purpose, and looks itself at what comes of them.
    url = (await serveHttp(fixture.registry, { port: 0, asksPeople: true, onError: () => undefined, signal: stop.signal })).url;
  });
  afterAll(() => { stop.abort(); });

  it.each(RUNS)("of $suite has no scenario of $revision that is not known here, and each ends as it should", async ({ suite, revision, passed, exempt }) => {
    const expected = { ...Object.fromEntries(passed.map((scenario) => [scenario, "passed"])), ...exempt };
    const results = await runAgain(suiteAt(suite), revision, await runRevision(suiteAt(suite), revision), expected);
    expect(told(results, expected)).toEqual(expected);
    const left = Object.keys(exempt).length;
    console.log(`conformance ${revision} (suite of ${suite}): ${String(passed.length)} of ${String(results.size)} scenarios pass, ${left === 0 ? "all apply" : `${String(left)} does not wholly apply`}`);
  });

  it("has further scenarios for extensions only, and none of them passes without anybody knowing", async () => {
    const ran = new Set(RUNS.flatMap(({ passed, exempt }) => [...passed, ...Object.keys(exempt)]));
    const lists = await Promise.all(["2025-11-25", "2026-07-28"].map((suite) => listScenarios(suiteAt(suite))));
    const further = [...new Set(lists.flat())].filter((scenario) => !ran.has(scenario)).sort();
    expect(further).toEqual(Object.keys(EXTENSIONS));
    const results = new Map([...(await runEverything(suiteAt("2026-07-28")))].filter(([scenario]) => further.includes(scenario)));
    expect(told(results, EXTENSIONS)).toEqual(EXTENSIONS);
    console.log(`conformance of extensions: ${String(further.length)} scenarios do not apply`);
  });

  it("has called, got and read everything that is there for it", () => {
    // These two it only looks at: the one in the list of tools, the other by a subscription.
    expect(fixture.unused()).toEqual(["json_schema_2020_12_tool", "watched-resource"]);
  });
});

describe.skipIf(obstacle !== undefined)("the official conformance suite at DGS's own registry, behind its token,", () => {
  it.each(Object.entries(AT_DGS))("finds nothing wrong in what %s has that needs no fixture", async (revision, scenarios) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "dgs-conformance-product-"));
    const end = new AbortController();
    try {
      mkdirSync(path.join(folder, ".planning"));
      const registry = createProductRegistry({ cwd: folder, env: {}, runner: ["false"], version: "0.0.0" });
      const served = await serveHttp(registry, { port: 0, token: "secret", asksPeople: true, onError: () => undefined, signal: end.signal });
      const suite = { ...suiteAt("2026-07-28"), url: await addToken(served.url, "secret", end.signal) };
      const expected = Object.fromEntries(scenarios.map((scenario) => [scenario, "passed"]));
      const results = new Map([...(await runRevision(suite, revision))].filter(([scenario]) => scenarios.includes(scenario)));
      expect(told(await runAgain(suite, revision, results, expected), expected)).toEqual(expected);
      console.log(`conformance ${revision} at DGS's own registry: ${String(scenarios.length)} scenarios need no fixture, and pass`);
    } finally {
      end.abort();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
