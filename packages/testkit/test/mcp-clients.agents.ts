import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processesIn } from "@dgs/process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { matrixIn, notedIn } from "../../../scripts/agents/matrix.mjs";
import { LONG_VARIABLE, runsLong } from "../../../scripts/agents/pins.mjs";
import { findProgram } from "../../../scripts/agents/places.mjs";
import { noteOutcome } from "../src/agent-contract/matrix.js";
import { type ClientProduct, makeClientProduct } from "../src/mcp-clients/client-product.js";
import { TESTED_CLIENTS } from "../src/mcp-clients/clients.js";
import { callsOf, halvesIn, instructionsOf, revisionOf, wasAsked } from "../src/mcp-clients/read-wire.js";
import { type ClientRun, type ClientTask, runClient } from "../src/mcp-clients/run-client.js";
import type { AgentMove, ScriptedAgent } from "../src/mcp-clients/scripted-agent.js";
import type { TestedClient } from "../src/mcp-clients/tested-client.js";

const DOCUMENT = new URL("../../../docs/mcp.md", import.meta.url);

for (const client of Object.values(TESTED_CLIENTS)) {
  const program = findProgram(client.name);
  if (program === undefined) it(client.name, (test) => { test.skip(`${client.name} is not installed, so it was not tried as a client: \`npm run agents\` installs it`); });
  else if (program.long !== undefined && !runsLong()) it(client.name, (test) => { test.skip(`${client.name} takes long: ${LONG_VARIABLE}=1 npm run test:agents drives it, too`); });
  else describe(`${client.name} as a client of the MCP server`, () => { tryClient(client, program); });
}

/** The id of the run that an answer names. */
const runIn = (answer: string): string => /\b(?:execute-phase|quick|abandon-quick)-[0-9a-f]{8}\b/.exec(answer)?.[0] ?? "no run was named";

/** Watches the run that an answer names, if it names one, until it has ended, and returns how it did. */
function* untilEnded(answer: string): Generator<AgentMove, string, string> {
  let told = answer;
  // No two calls are the same: a client may take that for a loop.
  for (let tries = 1; tries < 20 && /is under way|"status":"running"/.test(told); tries++) told = yield { tool: "watch", input: { run: runIn(answer), wait_seconds: 20 + tries } };
  return told;
}

/** Watches the run that an answer names until its agent is at work: one that is stopped before has nothing yet that could be taken away. */
function* untilAgentWorks(answer: string): Generator<AgentMove, void, string> {
  let told = answer;
  for (let tries = 1; tries < 20 && !told.includes("agent quick "); tries++) told = yield { tool: "watch", input: { run: runIn(answer), wait_seconds: tries } };
}

function tryClient(client: TestedClient, program: { readonly name: string; readonly version: string; readonly path: string }): void {
  let folder: string;
  let product: ClientProduct;
  const noted: { readonly program: string; readonly scenario: string; readonly outcome: string }[] = [];
  const note = (scenario: string, outcome: string): void => {
    noted.push({ program: client.name, scenario, outcome });
    noteOutcome(client.name, scenario, outcome, "clients");
  };
  const run = async (agent: ScriptedAgent, task: Partial<ClientTask> = {}): Promise<ClientRun> => {
    const ran = await runClient(client, { path: program.path, folder, product: product.folder, agent, approves: true, ...task });
    expect(ran.outside, "hosts that it wanted to reach").toEqual([]);
    expect(ran.code, ran.printed).toBe(0);
    return ran;
  };
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs mcp ")));
    product = makeClientProduct(folder);
  });
  afterAll(async () => {
    const left = await processesIn(folder);
    // Where a test failed, what it started goes on.
    if (left.type === "known") for (const { pid } of left.processes) process.kill(pid, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  describe("an agent that drives DGS by nothing but its tools", () => {
    let ran: ClientRun;
    const told = { overview: "", refused: "", ended: "" };

    /** Looks, asks for what is not there, carries the first phase out, and reads what came of it. */
    function* carryOut(): Generator<AgentMove, string, string> {
      told.overview = yield { tool: "overview" };
      told.refused = yield { tool: "show_job", input: { version: "v9.9" } };
      told.ended = yield* untilEnded(yield { tool: "execute_phase", input: { phase: "1", wait_seconds: 0 } });
      return "The phase is carried out.";
    }

    beforeAll(async () => { ran = await run(carryOut); });

    it("carries out a whole phase: plans, commits, summaries, verification", () => {
      expect(product.end(), JSON.stringify(told)).toEqual({
        ...{ commits: ["feat(01-01): units", "feat(01-02): tokens", "feat(01-03): parser"], merges: 0 },
        ...{ summaries: ["01-01-SUMMARY.md", "01-02-SUMMARY.md", "01-03-SUMMARY.md"], ticked: true, verification: "passed" },
      });
      note("a whole phase over MCP alone", "3 plans done, verified");
    });

    it("opens with a protocol that the server speaks", () => {
      expect(revisionOf(ran.wire)).toMatch(/^20\d\d-\d\d-\d\d$/);
      note("protocol", revisionOf(ran.wire));
    });

    it("offers our tools to its model, at once or when it looks for them", () => {
      const { tool, group } = client.call("overview", {});
      const offered = ran.asked.find(({ tools }) => tools.length > 0)?.tools ?? [];
      const name = `\`${group === undefined ? tool : `${group}.${tool}`}\``;
      note("its model has our tools", offered.includes(tool) ? `${name}, at once` : `${name}, when it looks for it`);
    });

    it("tells our instructions to its model, or leaves them out", () => {
      const instructions = JSON.stringify(instructionsOf(ran.wire)).slice(1, 60);
      expect(instructions.length).toBeGreaterThan(40);
      note("its model is told our instructions", ran.asked.some(({ body }) => body.includes(instructions)) ? "yes" : "no");
    });

    it("shows a result to its model", () => {
      const halves = halvesIn(told.overview, callsOf(ran.wire, "overview")[0]?.result);
      expect(halves).not.toBe("neither");
      note("its model sees of a result", halves);
    });

    it("shows an error to its model, with its code and with what to do", () => {
      const [call] = callsOf(ran.wire, "show_job");
      expect(call?.result).toMatchObject({ isError: true });
      expect(told.refused).toContain("no-such-job");
      note("its model sees of an error", halvesIn(told.refused, call?.result));
    });

    it("asks for progress, and goes on while it is told", () => {
      const watched = callsOf(ran.wire, "watch");
      expect(watched.every(({ token }) => token !== undefined)).toBe(true);
      const words = watched.flatMap(({ progress }) => progress);
      expect(words.length).toBeGreaterThan(3);
      note("progress of a call", ran.events.some((line) => words.some((word) => line.includes(JSON.stringify(word).slice(1, -1)) && line.includes("progress"))) ? "asked for, shown" : "asked for");
    });
  });

  it("takes a slash command, where it has those of servers without a terminal", async (test) => {
    if (client.slash === undefined) return test.skip(`${client.name} has no slash commands of servers without a terminal`);
    const typed = client.slash("run-job", "v1.0");
    const ran = await run(function* () {
      yield { tool: "show_job", input: { version: "v1.0" } };
      return "Done.";
    }, { prompt: typed, waits: true });
    // The words of the command, and not what was typed.
    expect(ran.asked.some(({ body }) => body.includes("Call watch with its id")), ran.printed).toBe(true);
    note("a slash command", `\`${typed}\``);
  });

  it("gives up a call that takes too long, where it can be told how long that is, and tells the server", async (test) => {
    if (!client.givesUp) return test.skip(`nothing tells ${client.name} how long to wait for a call`);
    const ran = await run(function* () {
      // Its agent takes longer than anybody waits.
      yield { tool: "quick", input: { title: "name the licence", main: true, wait_seconds: 600 } };
      return "Done.";
    }, { callSeconds: 2 });
    expect(callsOf(ran.wire, "quick")).toMatchObject([{ cancelled: true }]);
    note("a call that takes too long", "given up, and the server is told");
  });

  it("takes nothing away without the token of a preview, and asks its person besides where it can", async () => {
    const told = { runs: "", stopped: "", unasked: "", preview: "", done: "" };
    const ran = await run(function* () {
      if (!client.givesUp) yield* untilAgentWorks(yield { tool: "quick", input: { title: "name the licence", main: true, wait_seconds: 0 } });
      told.runs = yield { tool: "list_runs" };
      told.stopped = yield { tool: "cancel", input: { run: /\bquick-[0-9a-f]{8}\b/.exec(told.runs)?.[0] ?? "none" } };
      told.unasked = yield { tool: "abandon_quick" };
      told.preview = yield { tool: "preview", input: { action: "abandon-quick" } };
      const token = /"token\\*": ?\\*"([0-9a-f]{16})/.exec(told.preview)?.[1] ?? "no token was given";
      told.done = yield* untilEnded(yield { tool: "abandon_quick", input: { token } });
      return "Done.";
    });
    expect(told.unasked, JSON.stringify(told)).toContain("confirmation-needed");
    const asked = wasAsked(ran.wire);
    const gone = !product.refs().includes("refs/heads/quick/name-the-licence");
    expect([asked, gone, told.done.includes("declined")], JSON.stringify(told)).toEqual({ "nobody": [false, true, false], "closes it": [true, true, false], "says no": [true, false, true] }[client.confirms]);
    note("its person is asked before something is taken away", asked ? `yes; alone it ${client.confirms}: ${gone ? "the token is enough" : "`declined`"}` : "no: the token is enough");
  });

  it("calls without a person's leave no tool that has agents work or takes something away", async () => {
    const tools = { overview: {}, create_job: {}, execute_phase: { phase: "9", wait_seconds: 5 }, abandon_quick: {} };
    const ran = await run(function* () {
      for (const [tool, input] of Object.entries(tools)) yield { tool, input };
      return "Done.";
    }, { approves: false });
    const reached = Object.keys(tools).filter((tool) => callsOf(ran.wire, tool).length > 0);
    expect(reached).toEqual(client.needsNoLeave);
    note("without a person's leave", reached.length === 0 ? "calls nothing" : `calls ${reached.map((tool) => `\`${tool}\``).join(", ")}`);
  });

  // Last: what was noted above is held against the document.
  it("does what docs/mcp.md says", () => {
    if (process.env["UPDATE_AGENTS"] === "1") return;
    expect(noted).toEqual(notedIn(matrixIn(readFileSync(DOCUMENT, "utf8")) ?? "", [program]));
  });
}
