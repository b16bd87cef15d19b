import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExecutionOptions } from "@dgs/core";
import { isRefusal, quick, type QuickReport } from "@dgs/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { execute, type Executed } from "../../runtime/src/phase/execute.js";
import { takeInventory } from "../../runtime/src/phase/inventory.js";
import { findPlannedPhase } from "../../runtime/src/steps/find-phase.js";
import { isFailure } from "../../runtime/src/work/context.js";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";
import { createPhaseScene, phaseFiles, type PhaseScene, summaryText } from "./phase-scene.js";

let scene: PhaseScene;
afterEach(() => { scene.remove(); });

const OPTIONS: ExecutionOptions = { schedule: "waves", agents: 1, onFailure: "halt" };

/** Only plan 01-01 is left to do. */
beforeEach(() => {
  scene = createPhaseScene(phaseFiles({ ".planning/phases/01-build/01-02-SUMMARY.md": summaryText("02"), ".planning/config.json": '{"workflow": {"verifier": false}}\n' }));
});

const hook = (): string => join(scene.repo, ".git", "hooks", "reference-transaction");

/** Has git refuse to delete refs below a folder, as a lock or a protected ref does, until the hook is gone. */
function refuseToDelete(folder: string): void {
  writeFileSync(hook(), `#!/bin/sh\n[ "$1" = prepared ] || exit 0\nwhile read -r _ to ref; do\n  case "$to $ref" in 0000000000*" ${folder}"*) echo "no ref of ${folder} goes away" >&2; exit 1;; esac\ndone\n`, { mode: 0o755 });
}

const refs = (): string => scene.git("for-each-ref", "--format=%(refname)", "refs/dgs/attempts", "refs/dgs/accepted");
const notes = (): string => scene.events.flatMap((event) => (event.type === "note" ? [event.text] : [])).join("\n");

const good: ScriptedAgent = (_request, tools) => {
  tools.write("01.txt", "01\n");
  tools.leave("01-01-SUMMARY.md", summaryText("01"));
  return "completed";
};

async function run(script: ScriptedAgent): Promise<Executed["execution"]> {
  const context = scene.context(script);
  const found = findPlannedPhase(context, "01" as never);
  const inventory = isFailure(found) ? found : takeInventory(context, found, false);
  if (isFailure(found) || isFailure(inventory)) throw new Error(JSON.stringify([found, inventory]));
  const executed = await execute(context, { found, inventory, options: OPTIONS, verify: false });
  if (isFailure(executed)) throw new Error(JSON.stringify(executed));
  return executed.execution;
}

describe("a plan whose mark git does not let go", () => {
  it("lands, says so, and the next run of the phase takes the mark away", async () => {
    refuseToDelete("refs/dgs/attempts/");
    expect((await run(good)).status).toBe("completed");
    expect(scene.git("log", "--format=%s", "main..milestone/v1")).toContain("(01-01)");
    expect(notes()).toContain("the mark that plan 01-01 is at work (refs/dgs/attempts/v1/01-01) could not be taken away (app: ");
    expect(notes()).toContain("no ref of refs/dgs/attempts/ goes away");
    expect(refs()).toBe("refs/dgs/attempts/v1/01-01");
    rmSync(hook());
    expect((await run(() => "crashed")).status).toBe("completed");
    expect(refs()).toBe("");
  });

  it("says that the mark of what was accepted stays, and has landed all the same", async () => {
    refuseToDelete("refs/dgs/accepted/");
    expect((await run(good)).status).toBe("completed");
    expect(notes()).toContain("app: refs/dgs/accepted/v1/01-01, the mark of what was accepted, stays; the next execution of the phase takes it away: ");
    expect(refs()).toBe("refs/dgs/accepted/v1/01-01");
    expect(scene.git("merge-base", "--is-ancestor", "refs/dgs/accepted/v1/01-01", "milestone/v1")).toBe("");
  });

  it("is told where its agent failed, too, what it did is kept, and its next run lands", async () => {
    refuseToDelete("refs/dgs/attempts/");
    const failed = await run((_request, tools) => {
      tools.write("01.txt", "half\n");
      return "crashed";
    });
    expect(failed.status).toBe("failed");
    expect(notes()).toContain("the mark that plan 01-01 is at work");
    const [kept = ""] = scene.git("for-each-ref", "--format=%(refname)", "refs/dgs/keep").split("\n");
    expect(scene.git("show", `${kept}^3:01.txt`)).toBe("half");
    rmSync(hook());
    expect((await run(good)).status).toBe("completed");
    expect(scene.git("show", "milestone/v1:01.txt")).toBe("01");
    expect(refs()).toBe("");
  });
});

describe("a quick whose mark git does not let go", () => {
  async function runQuick(script: ScriptedAgent): Promise<QuickReport> {
    const { ports, place } = createTestPorts(scene.repo, createScriptedAgents(script));
    const report = await quick(ports, place, { title: "Fix it", main: true, guidance: [], signal: new AbortController().signal, onEvent: () => undefined });
    if (isRefusal(report)) throw new Error(report.message);
    return report;
  }

  it("says so besides why it failed and where its work is kept, and its next run ends", async () => {
    refuseToDelete("refs/dgs/attempts/");
    const report = await runQuick((_request, tools) => {
      tools.write("fix.txt", "half\n");
      return "crashed";
    });
    expect(report.status).toBe("failed");
    for (const part of ["crashed", "its work is kept: app: refs/dgs/keep/", "the mark that quick fix-it is at work", "no ref of refs/dgs/attempts/ goes away"]) expect(report.error).toContain(part);
    expect(refs()).toMatch(/^refs\/dgs\/attempts\/quick\/\S+$/);
    rmSync(hook());
    const ended = await runQuick((_request, tools) => {
      tools.write("fix.txt", "fixed\n");
      tools.leave("SUMMARY.md", "---\nstatus: complete\n---\n\n# Summary\n\n**Done**\n");
      return "completed";
    });
    expect(ended.status).toBe("ready");
    expect(refs()).toBe("");
  });
});
