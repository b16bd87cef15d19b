import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Files, Git } from "@dgs/core";
import { newMilestone, newProject, type Ports } from "@dgs/runtime";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let around: string;
let root: string;

beforeEach(() => { around = realpathSync(mkdtempSync(join(tmpdir(), "dgs idea "))); });
afterEach(() => { rmSync(around, { recursive: true, force: true }); });

const git = (...args: string[]): string => execFileSync("git", ["-C", root, ...args], { encoding: "utf8" });

function start(name: string, files: Readonly<Record<string, string>> = {}): void {
  root = join(around, name, "notes");
  mkdirSync(join(root, ".planning"), { recursive: true });
  execFileSync("git", ["init", "-q", "-b", "main", root]);
  git("config", "user.name", "T");
  git("config", "user.email", "t@example.org");
  for (const [file, text] of Object.entries(files)) writeFileSync(join(root, ".planning", file), text);
}

const REQUIREMENTS = "# Requirements\n\n## v1 Requirements\n\n- [ ] **A-01**: a\n- [ ] **A-02**: b\n\n## v2 Requirements\n\n- **B-01**: later\n\n## Traceability\n\n| Requirement | Phase | Status |\n|---|---|---|\n| A-01 | TBD | Pending |\n";
const STATE = "---\nmilestone: v1.0\nstatus: planning\n---\n\n# Project State\n\n## Current Position\n\nPhase: -\nPlan: -\nStatus: Ready to plan\n";
const DOCUMENT = { path: "idea.md", text: "People write notes and find them again." };
const PROJECT = { name: "Notes", what: "A notebook.", core_value: "Nothing is lost.", requirements: [{ id: "N-01", category: "Notes", text: "notes are written", source: "people write notes" }] };
const ROADMAP = "# Roadmap\n\n## Phases\n\n- [ ] **Phase 1: One** - one\n- [ ] **Phase 2: Two** - two\n\n## Phase Details\n\n### Phase 1: One\n**Goal**: one\n**Requirements**: A-02\n**Success Criteria**:\n  1. so\n\n### Phase 2: Two\n**Goal**: two\n**Depends on**: Phase 1\n**Requirements**: A-01, B-01\n**Success Criteria**:\n  1. so\n";

const agent: ScriptedAgent = ({ purpose }, { leave }) => {
  const topic = purpose.replace("research-project ", "");
  if (purpose === "describe-project") leave("project.json", JSON.stringify(PROJECT));
  else if (purpose.startsWith("create-roadmap")) leave("ROADMAP.md", ROADMAP);
  else if (purpose === "synthesize-research") leave("SUMMARY.md", "# S\n\n## Key Findings\n\n- x\n\n## Implications for the Roadmap\n\n1. x\n\n## Contradictions\n\nNone.\n\n## Gaps\n\nNone.\n\n## Confidence\n\nHIGH.\n");
  else leave(`${topic.toUpperCase()}.md`, `# ${topic}\n\n## Found\n\n- x\n\n## Sources\n\n- y\n`);
  return "completed";
};

class Killed extends Error {}

/** The ports of a run that is killed before its nth change of a file or right before or behind its commit; `Infinity`: never. */
function portsKilledAt(nth: number): { readonly ports: Ports; readonly place: ReturnType<typeof createTestPorts>["place"]; readonly asked: () => readonly string[] } {
  const agents = createScriptedAgents(agent);
  const { ports, place } = createTestPorts(root, agents);
  let left = nth;
  const point = (): void => { if (left-- <= 1) throw new Killed("killed"); };
  const files: Files = {
    ...ports.files,
    write: async (changes) => {
      for (const change of changes) {
        point();
        const written = await ports.files.write([change]);
        if (written !== "written") return written;
      }
      return "written";
    },
  };
  const commit: Git["commit"] = async (spec) => {
    point();
    const sha = await ports.git.commit(spec);
    point();
    return sha;
  };
  return { ports: { ...ports, files, git: { ...ports.git, commit } }, place, asked: () => agents.asked.map(({ purpose }) => purpose) };
}

function planning(): Readonly<Record<string, string>> {
  const files = readdirSync(join(root, ".planning"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.parentPath.includes("/jobs/"));
  return Object.fromEntries(files.map((entry) => join(entry.parentPath, entry.name)).sort().map((file) => [file.slice(root.length), readFileSync(file, "utf8")]));
}

const signal = new AbortController().signal;
const onEvent = (): undefined => undefined;

describe.each([
  ["new-project", {}, ({ ports, place }: ReturnType<typeof portsKilledAt>) => newProject(ports, place, { document: DOCUMENT, research: true, signal, onEvent })],
  ["new-milestone", { "REQUIREMENTS.md": REQUIREMENTS, "STATE.md": STATE, "config.json": "{}\n" }, ({ ports, place }: ReturnType<typeof portsKilledAt>) => newMilestone(ports, place, { name: "First", requirements: ["A-01", "A-02", "B-01"], signal, onEvent })],
] as const)("%s, killed before each of its changes", (command, files, run) => {
  it("comes to the same end when it is run again, in one commit, and asks no agent again whose work was accepted", async () => {
    start("whole", files);
    const whole = portsKilledAt(Infinity);
    expect(await run(whole)).toMatchObject({ type: command === "new-project" ? "project-created" : "milestone-created" });
    const [end, log, asked] = [planning(), git("log", "--format=%s", "--name-only"), whole.asked()];
    expect(Object.keys(end).filter((file) => basename(file).startsWith("."))).toEqual([]);
    let points = 0;
    for (let nth = 1; ; nth++) {
      start(`at ${String(nth)}`, files);
      const first = portsKilledAt(nth);
      const cut = await run(first).then(() => false, (error: unknown) => error instanceof Killed);
      if (!cut) break;
      points++;
      const second = portsKilledAt(Infinity);
      expect([nth, await run(second)]).toMatchObject([nth, { type: command === "new-project" ? "project-created" : "milestone-created" }]);
      expect([nth, planning()]).toEqual([nth, end]);
      expect([nth, git("log", "--format=%s", "--name-only")]).toEqual([nth, log]);
      // What an agent left is asked for again only where the write that keeps it was cut off.
      const twice = second.asked().filter((purpose) => first.asked().includes(purpose));
      expect([nth, twice.length <= (command === "new-project" ? 4 : 1), asked.filter((purpose) => ![...first.asked(), ...second.asked()].includes(purpose))]).toEqual([nth, true, []]);
    }
    expect(points).toBeGreaterThan(command === "new-project" ? 15 : 10);
  }, 300_000);
});
