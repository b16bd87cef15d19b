import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newMilestone, newProject, planPhase } from "@dgs/runtime";
import { afterEach, expect, it } from "vitest";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";
import { createPhaseScene, phaseFiles, type PhaseScene, planText } from "./phase-scene.js";

let scene: PhaseScene;
afterEach(() => { scene.remove(); });

const { signal } = new AbortController();
const lock = (): string => join(scene.repo, ".git", "index.lock");
const git = (...args: string[]): string => execFileSync("git", ["-C", scene.repo, ...args], { encoding: "utf8" }).trim();
/** Leaves the lock of a git that was killed behind the agent's work, so that the commit behind it finds it. */
const locks = (work: ScriptedAgent): ScriptedAgent => (request, tools) => {
  const end = work(request, tools);
  writeFileSync(lock(), "");
  return end;
};
const never: ScriptedAgent = (request) => { throw new Error(`${request.purpose} is not to be asked again`); };
const notes = (): { readonly told: string[]; readonly onEvent: (event: { readonly type: string; readonly text?: string }) => void } => {
  const told: string[] = [];
  return { told, onEvent: (event) => { if (event.type === "note") told.push(event.text ?? ""); } };
};

it("plans that a lock kept from their commit are committed by the next run, once, and no agent is asked again", async () => {
  scene = createPhaseScene(phaseFiles());
  const plan = planText("01", { phase: "02-ship", requirements: "[A-02]" }).replaceAll("<done>", "<verify><automated>test -s x</automated></verify>\n  <done>").replace(/(<task type="auto">[^]*<\/task>\n)/, "$1$1");
  const work = locks((_request, tools) => {
    tools.leave("02-01-PLAN.md", plan);
    tools.leave("02-VALIDATION.md", "# Validation\n\n| Task ID | Plan | Wave | Requirement | Automated Command | Status |\n|---|---|---|---|---|---|\n| 02-01-01 | 01 | 1 | A-02 | `test -s x` | pending |\n");
    return "completed";
  });
  const run = (script: ScriptedAgent, onEvent = notes().onEvent): ReturnType<typeof planPhase> => {
    const { ports, place } = createTestPorts(scene.repo, createScriptedAgents(script));
    return planPhase(ports, place, { phase: "2", research: "never", gaps: false, verify: false, auto: false, by: "ada@host", signal, onEvent });
  };
  const start = git("rev-parse", "HEAD");
  const { told, onEvent } = notes();
  expect(await run(work, onEvent)).toMatchObject({ outcome: "planned", planningCommit: expect.stringContaining("index.lock") as string });
  expect(told.join("\n")).toContain("index.lock");
  // Still there: the marker stays, too.
  expect(await run(never)).toMatchObject({ outcome: "there", planningCommit: expect.stringContaining("index.lock") as string });
  rmSync(lock());
  expect(await run(never)).toMatchObject({ outcome: "there", planningCommit: "docs(2): plan phase 2" });
  expect(git("log", "--format=%s", `${start}..HEAD`)).toBe("docs(2): plan phase 2");
  expect(git("show", "--name-only", "--format=", "HEAD").split("\n")).toContain(".planning/phases/02-ship/02-01-PLAN.md");
  expect(readdirSync(join(scene.repo, ".planning", "phases", "02-ship")).filter((name) => name.startsWith("."))).toEqual([]);
  // What a person makes of the plans from now on is theirs to commit.
  scene.put(".planning/phases/02-ship/02-01-PLAN.md", `${plan}\nMine.\n`);
  const again = await run(never);
  expect(again).toMatchObject({ outcome: "there" });
  expect(again).not.toHaveProperty("planningCommit");
});

const REQUIREMENTS = "# Requirements\n\n## v1 Requirements\n\n- [ ] **NOTE-01**: written\n\n## Traceability\n\n| Requirement | Phase | Status |\n|---|---|---|\n| NOTE-01 | TBD | Pending |\n";
const ROADMAP = "# Roadmap v1.0\n\n## Phases\n\n- [ ] **Phase 1: Write** - people write\n\n## Phase Details\n\n### Phase 1: Write\n**Goal**: People write\n**Depends on**: Nothing\n**Requirements**: NOTE-01\n**Success Criteria**:\n  1. It is so\n  2. It stays so\n**Plans**: TBD\n";

it("a milestone that a lock kept from its commit is committed by the next run, and its note is gone then", async () => {
  scene = createPhaseScene({ "README.md": "# notes\n", ".planning/PROJECT.md": "# Notes\n", ".planning/REQUIREMENTS.md": REQUIREMENTS });
  const run = (script: ScriptedAgent): ReturnType<typeof newMilestone> => {
    const { ports, place } = createTestPorts(scene.repo, createScriptedAgents(script));
    return newMilestone(ports, place, { name: "First steps", signal, onEvent: notes().onEvent });
  };
  const start = git("rev-parse", "HEAD");
  const note = join(scene.repo, ".planning", ".new-milestone.json");
  expect(await run(locks((_request, tools) => { tools.leave("ROADMAP.md", ROADMAP); return "completed"; }))).toMatchObject({ type: "milestone-created", planningCommit: expect.stringContaining("index.lock") as string });
  expect(existsSync(note)).toBe(true);
  rmSync(lock());
  expect(await run(never)).toMatchObject({ type: "milestone-created", version: "v1.0", planningCommit: "docs(roadmap): plan v1.0 First steps in 1 phase" });
  expect(git("log", "--format=%s", `${start}..HEAD`)).toBe("docs(roadmap): plan v1.0 First steps in 1 phase");
  expect(existsSync(note)).toBe(false);
  expect(await run(never)).toMatchObject({ code: "milestone-open" });
});

it("a project that a lock kept from its commit is committed by the next run, and its note is gone then", async () => {
  scene = createPhaseScene({ "README.md": "# notes\n", ".planning/config.json": "{}\n" });
  const run = (script: ScriptedAgent, more: Partial<Parameters<typeof newProject>[2]> = {}): ReturnType<typeof newProject> => {
    const { ports, place } = createTestPorts(scene.repo, createScriptedAgents(script));
    return newProject(ports, place, { research: false, signal, onEvent: notes().onEvent, ...more });
  };
  const idea = { name: "Notes", what: "A notebook.", core_value: "Notes are found.", requirements: [{ id: "NOTE-01", category: "Notes", text: "A note is written", source: "People take notes" }], later: [], out_of_scope: [] };
  const start = git("rev-parse", "HEAD");
  const note = join(scene.repo, ".planning", ".new-project.json");
  const work = locks((_request, tools) => { tools.leave("project.json", JSON.stringify(idea)); return "completed"; });
  expect(await run(work, { document: { path: "idea.md", text: "People take notes.\n" } })).toMatchObject({ type: "project-created", planningCommit: expect.stringContaining("index.lock") as string });
  expect(existsSync(note)).toBe(true);
  rmSync(lock());
  expect(await run(never)).toMatchObject({ type: "project-created", name: "Notes", planningCommit: "docs: start Notes" });
  expect(git("log", "--format=%s", `${start}..HEAD`)).toBe("docs: start Notes");
  expect(existsSync(note)).toBe(false);
  expect(await run(never)).toMatchObject({ code: "project-there" });
});
