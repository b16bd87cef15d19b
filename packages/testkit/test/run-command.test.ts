import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { RunEvent } from "@dgs/runtime";
import { afterAll, describe, expect, it } from "vitest";
import type { WorkContext } from "../../runtime/src/work/context.js";
import { isGreenByCode, runCommand } from "../../runtime/src/work/run-command.js";
import { createScriptedAgents, createTestPorts } from "../src/test-ports.js";

const folder = mkdtempSync(path.join(os.tmpdir(), "dgs-command-"));
mkdirSync(path.join(folder, ".planning"));
const { ports } = createTestPorts(folder, createScriptedAgents(() => "completed"));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const events: RunEvent[] = [];

/** What a test command is run with; the rest of a context is not looked at. */
function contextOf(config: Readonly<Record<string, unknown>> = {}): WorkContext {
  return { ports, config: { "tests.allow": [], "tests.timeout_seconds": 120, ...config }, signal: new AbortController().signal, onEvent: (event: RunEvent) => { events.push(event); }, spentOn: { step: "test" } } as unknown as WorkContext;
}

const jest = (counts: string): string => `printf 'Test Suites: 1 failed, 1 total\\nTests:       ${counts} total\\n'`;

describe("a test command", () => {
  it.each<[command: string, outcome: string, isGreen: boolean, said: string, config?: Readonly<Record<string, unknown>>]>([
    ["echo done", "passed", true, "exit 0"],
    ["test -d .", "passed", true, "exit 0; test tells by its exit code alone"],
    ["echo '  2 passing (4ms)'", "passed", true, "exit 0; 2 passed, 0 failed (mocha)"],
    ["true", "silent", true, "exit 0, but nothing was printed"],
    ["echo '  0 passing (4ms)'", "no-test-ran", false, "exit 0, but no test ran: 0 passed, 0 failed (mocha)"],
    [jest("1 failed, 2 passed, 3"), "says-failed", false, "exit 0, but the output tells of failures: 2 passed, 1 failed (jest)"],
    [`${jest("1 failed, 1")}; exit 3`, "failed", false, "exit 3; 0 passed, 1 failed (jest)"],
    ["echo all tests passed; exit 1", "failed", false, "exit 1"],
    ["no-such-program-of-mine", "infrastructure", false, "it could not be started: "],
    ["sh -c no-such-program-of-mine", "infrastructure", false, "exit 127: a command or module is missing: "],
    ["sh -c 'kill -9 $$'", "infrastructure", false, "the memory did not suffice"],
    ["sleep 60", "timed-out", false, "not done after 0.3 s", { "tests.timeout_seconds": 0.3 }],
    ["echo done", "infrastructure", false, "it is not in the list tests.allow", { "tests.allow": ["make test"] }],
  ])("%s is %s", async (command, word, isGreen, said, config = {}) => {
    events.length = 0;
    const outcome = await runCommand(contextOf(config), command, folder);
    expect([outcome.outcome, isGreenByCode(outcome), outcome.said]).toEqual([word, isGreen, expect.stringContaining(said)]);
    // What may not run is no test that was seen.
    if (config["tests.allow"] === undefined) expect(events).toEqual([{ type: "tested", command, outcome: word, durationMs: outcome.durationMs, said: outcome.said, ...(outcome.report === undefined ? {} : { report: outcome.report }) }]);
  });

  it("that prints more than is kept is read from its end", async () => {
    const outcome = await runCommand(contextOf(), "node -e \"process.stdout.write('x 1 passing (1ms)\\n'.repeat(100000) + '  7 passing (1ms)\\n')\"", folder);
    expect([outcome.outcome, outcome.cutBytes > 0, outcome.said]).toEqual(["passed", true, "exit 0; 7 passed, 0 failed (mocha) in what was kept of its output"]);
  });

  it("that was stopped is interrupted", async () => {
    const stop = new AbortController();
    const running = runCommand({ ...contextOf(), signal: stop.signal }, "sleep 60", folder);
    stop.abort();
    const outcome = await running;
    expect([outcome.outcome, isGreenByCode(outcome)]).toEqual(["interrupted", false]);
  });
});
