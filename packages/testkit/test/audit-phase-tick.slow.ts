import type { AgentRequest } from "@dgs/core";
import { createMilestoneJob, isRefusal, type RunEvent, runJob, type RunJobReport } from "@dgs/runtime";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeCrashProduct } from "../src/crash-product.js";
import type { AgentTools } from "../src/agent-tools.js";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";

let folder: string;
let repo: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs tick ")));
  ({ repo } = makeCrashProduct(folder));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const planning = (...path: string[]): string => join(repo, ".planning", ...path);
/** The box of the phase, and its row in the table of progress. */
const tick = (): string | undefined => /^\* (\[.\]) \*\*Phase 1: Build\*\*/m.exec(readFileSync(planning("ROADMAP.md"), "utf8"))?.[1];
const row = (): string | undefined => /^\| 1\. Build \|.*$/m.exec(readFileSync(planning("ROADMAP.md"), "utf8"))?.[0];
const uatStatus = (): string | undefined => /^status: (\S+)/m.exec(readFileSync(planning("phases", "01-build", "01-UAT.md"), "utf8"))?.[1];

const HUMAN_NEEDED = "---\nstatus: human_needed\nhuman_verification:\n  - test: look at the colours\n    expected: they are warm\n---\n\n# Verification\n";

function verified(text: string): (request: AgentRequest, tools: AgentTools) => void {
  return (_request, tools) => { tools.leave("01-VERIFICATION.md", text); };
}

/** Agents that do everything right the first time, and a verifier of the test's own. */
function agentsWith(verify: (request: AgentRequest, tools: AgentTools) => void): ScriptedAgent {
  return (request, tools) => {
    const id = request.purpose.replace("execute-plan ", "");
    if (id === "01-01") tools.write("one.txt", "one\n");
    if (id === "01-02") tools.write("result.txt", "result good\n");
    if (request.role === "executor") tools.leave(`${id}-SUMMARY.md`, `---\nphase: 01\nplan: ${id.slice(-2)}\nstatus: complete\n---\n\n# Summary\n\n**Done**\n`);
    if (request.role === "verifier") verify(request, tools);
    if (request.role === "integration-checker") tools.leave("findings.json", '{"gaps": []}');
    return "completed";
  };
}

/** Makes a job and runs it to its end; the audits run what VALIDATION.md and the plans declare. */
async function runNewJob(script: ScriptedAgent, check: boolean, onEvent: (event: RunEvent) => void = () => undefined): Promise<RunJobReport> {
  const { ports, place } = createTestPorts(repo, createScriptedAgents(script));
  const created = await createMilestoneJob(ports, place, { check });
  if (isRefusal(created)) throw new Error(created.message);
  const report = await runJob(ports, place, { version: "v1", dryRun: false, signal: new AbortController().signal, onEvent });
  if (isRefusal(report)) throw new Error(`${report.code}: ${report.message}`);
  return report;
}

describe("audit-phase whose test commands all pass", () => {
  it("ticks a phase whose verification passed", async () => {
    const report = await runNewJob(agentsWith(verified("---\nstatus: passed\n---\n\n# Verification\n")), false);
    expect(report).toMatchObject({ status: "completed", exit: "ok" });
    expect(uatStatus()).toBe("passed");
    expect(tick()).toBe("[x]");
    expect(row()).toMatch(/^\| 1\. Build \| 2\/2 \| Complete \| \d{4}-\d\d-\d\d \|$/);
  });

  it.each([
    ["without a milestone audit", false],
    ["with the milestone audit that follows", true],
  ])("does not tick a phase whose verification asks for a person, %s: approval is theirs", async (_, check) => {
    const report = await runNewJob(agentsWith(verified(HUMAN_NEEDED)), check);
    expect(report.status).toBe("completed");
    expect(report.humanNeeded).toContain("phase 1: look at the colours");
    expect(uatStatus()).toBe("passed");
    expect(tick()).toBe("[ ]");
    expect(row()).toMatch(/^\| 1\. Build \| 2\/2 \| (?!Complete)/);
  });

  it("does not tick a phase with a gap plan that nobody carried out: an audit that was cut off after its diagnosis leaves one", async () => {
    const gapPlan = readFileSync(planning("phases", "01-build", "01-02-PLAN.md"), "utf8")
      .replace("plan: 02", "plan: 03").replace("autonomous: true", "autonomous: true\ngap_closure: true").replace('depends_on: ["01-01"]', "depends_on: []");
    // Between two steps: while an agent runs nobody else may write the records of its phase.
    await runNewJob(agentsWith(verified("---\nstatus: passed\n---\n\n# Verification\n")), false, (event) => {
      if (event.type === "step-ended" && event.command.includes("execute-phase")) writeFileSync(planning("phases", "01-build", "01-03-PLAN.md"), gapPlan);
    });
    expect(uatStatus()).toBe("passed");
    expect(tick()).toBe("[ ]");
    expect(row()).toMatch(/^\| 1\. Build \| 2\/3 \| (?!Complete)/);
  });

  it("takes no tick back that a person made", async () => {
    const approve = (request: AgentRequest, tools: AgentTools): void => {
      verified(HUMAN_NEEDED)(request, tools);
      writeFileSync(planning("ROADMAP.md"), readFileSync(planning("ROADMAP.md"), "utf8").replace("* [ ] **Phase 1", "* [x] **Phase 1"));
    };
    await runNewJob(agentsWith(approve), true);
    expect(tick()).toBe("[x]");
  });
});
