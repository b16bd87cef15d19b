import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Files, Git } from "@dgs/core";
import { afterEach, expect, it } from "vitest";
import { execute, type Executed } from "../../runtime/src/phase/execute.js";
import { takeInventory } from "../../runtime/src/phase/inventory.js";
import { findPlannedPhase } from "../../runtime/src/steps/find-phase.js";
import { isFailure } from "../../runtime/src/work/context.js";
import type { ScriptedAgent } from "../src/test-ports.js";
import { createPhaseScene, phaseFiles, type PhaseScene, summaryText } from "./phase-scene.js";

let scene: PhaseScene;
afterEach(() => { scene.remove(); });

const UNITED = "top\nfirst\nsecond\nbottom\n";

/** Both plans change the same line; the conflict agent unites them. */
const clashing: ScriptedAgent = ({ role, purpose }, tools) => {
  if (role === "conflict") {
    tools.write("shared.txt", UNITED);
    tools.leave("resolution.md", "both lines");
    return "completed";
  }
  const number = purpose.slice(-2);
  tools.write(`${number}.txt`, `${number}\n`);
  tools.write("shared.txt", `top\n${number === "01" ? "first" : "second"}\nbottom\n`);
  tools.leave(`01-${number}-SUMMARY.md`, summaryText(number, "Also changed shared.txt, task 1 needs it."));
  return "completed";
};

/** Says before which operation the run ends as if it had been killed. */
interface Stop {
  readonly write?: (changes: Parameters<Files["write"]>[0]) => boolean;
  readonly setRef?: (ref: string) => boolean;
}

async function run(script: ScriptedAgent, stop: Stop = {}): Promise<Executed & { readonly asked: readonly string[] }> {
  const base = scene.context(script);
  const { files, git } = base.ports;
  const isResolved = (): boolean => base.asked.some(({ role }) => role === "conflict");
  const killed = (): never => { throw new Error("killed"); };
  const write: Files["write"] = (changes) => (isResolved() && stop.write?.(changes) === true ? killed() : files.write(changes));
  const setRef: Git["setRef"] = (...args) => (isResolved() && stop.setRef?.(args[1]) === true ? killed() : git.setRef(...args));
  const context = { ...base, ports: { ...base.ports, files: { ...files, write }, git: { ...git, setRef } } };
  const found = findPlannedPhase(context, "01" as never);
  const inventory = isFailure(found) ? found : takeInventory(context, found, false);
  if (isFailure(found) || isFailure(inventory)) throw new Error(JSON.stringify([found, inventory]));
  const executed = await execute(context, { found, inventory, options: { schedule: "waves", agents: 2, onFailure: "halt" }, verify: false });
  if (isFailure(executed)) throw new Error(JSON.stringify(executed));
  return { ...executed, asked: base.asked.map(({ purpose }) => purpose) };
}

let settled = 0;
it.each<[string, Stop]>([
  ["before the commit that was checked is written down", { setRef: (ref) => ref.startsWith("refs/dgs/accepted/") }],
  ["before the tip that it was checked on is written down", { setRef: (ref) => ref.startsWith("refs/dgs/attempts/") }],
  ["before the resolution says how its gate ended", { write: ([change]) => change?.type === "edit" && change.path.endsWith("RESOLUTIONS.md") }],
  ["before the stage is closed", { write: ([change]) => change?.type === "edit" && (change.path.endsWith("RESOLUTIONS.md") ? settled++ < 0 : settled > 0) }],
])("a conflict that was resolved is not resolved again, nor the plan carried out anew, where the run was killed %s", async (_where, stop) => {
  settled = 0;
  scene = createPhaseScene(phaseFiles({ "shared.txt": "top\nmiddle\nbottom\n", ".planning/config.json": '{"workflow": {"verifier": false, "test_command": "grep -q second shared.txt"}}\n' }));
  await expect(run(clashing, stop)).rejects.toThrow("killed");
  const again = await run(clashing);
  expect(again.execution.status).toBe("completed");
  expect(again.asked).toEqual([]);
  expect(scene.git("show", "milestone/v1:shared.txt")).toBe(UNITED.trimEnd());
  expect(scene.read("RESOLUTIONS.md").match(/^- \*\*Gate:\*\* .*$/gm)).toEqual(["- **Gate:** passed: `grep -q second shared.txt`"]);
  expect(existsSync(join(scene.repo, "..", "app--v1--01-02"))).toBe(false);
});

it.each([
  ["from going on with the rebase", "packed-refs.lock", "resolve-conflict 01-02"],
  ["from writing down what was checked", "refs/dgs/accepted/v1/01-02.lock", "nobody"],
])("a lock that keeps git %s behind a resolution halts the plan alone, is named, and costs no fresh run of the plan once it is gone", async (_from, name, again) => {
  scene = createPhaseScene(phaseFiles({ "shared.txt": "top\nmiddle\nbottom\n", ".planning/config.json": '{"workflow": {"verifier": false, "test_command": "grep -q second shared.txt"}}\n' }));
  const lock = join(scene.repo, ".git", name);
  const locking: ScriptedAgent = (request, tools) => {
    if (request.role === "conflict") writeFileSync(lock, "");
    return clashing(request, tools);
  };
  const halted = await run(locking);
  const failures = halted.execution.steps.filter(({ status }) => status === "failed");
  expect(failures).toMatchObject([{ stage: "resolve conflict", plan: "01-02", error: expect.stringContaining(lock) as string }]);
  rmSync(lock);
  const ended = await run(clashing);
  expect(ended.execution.status).toBe("completed");
  expect(ended.asked.filter((purpose) => !purpose.startsWith(again))).toEqual([]);
  expect(scene.git("show", "milestone/v1:shared.txt")).toBe(UNITED.trimEnd());
});
