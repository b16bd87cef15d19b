import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { AgentRequest } from "@dgs/core";
import { createSpending, isRefusal, loadProduct, type RunEvent } from "@dgs/runtime";
import type { StepContext } from "../../runtime/src/steps/context.js";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";

/** A product with one phase in a git repository, for the stages of an execution. */
export interface PhaseScene {
  /** The repository, with the planning folder in it. */
  readonly repo: string;
  readonly events: RunEvent[];
  readonly put: (file: string, text: string) => void;
  /** The text of a planning file. */
  readonly read: (file: string) => string;
  readonly git: (...args: string[]) => string;
  /** What a stage is run with; reads configuration and milestone anew. */
  readonly context: (script?: ScriptedAgent) => StepContext & { readonly asked: AgentRequest[] };
  readonly remove: () => void;
}

/** Makes the scene and commits all files. */
export function createPhaseScene(files: Readonly<Record<string, string>>): PhaseScene {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs phase ")));
  const repo = join(folder, "app");
  const put = (file: string, text: string): void => {
    mkdirSync(dirname(join(repo, file)), { recursive: true });
    writeFileSync(join(repo, file), text);
  };
  for (const [file, text] of Object.entries(files)) put(file, text);
  const git = (...args: string[]): string => execFileSync("git", ["-C", repo, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
  git("init", "--quiet", "--initial-branch=main");
  for (const [key, value] of [["user.name", "DGS test"], ["user.email", "test@example.invalid"], ["commit.gpgsign", "false"]] as const) git("config", key, value);
  git("add", "--all");
  git("commit", "--quiet", "--message", "Start");
  const events: RunEvent[] = [];
  return {
    ...{ repo, events, put, git },
    read: (file) => readFileSync(join(repo, ".planning", file), "utf8"),
    context: (script = () => "crashed") => {
      const agents = createScriptedAgents(script);
      const { ports, place } = createTestPorts(repo, agents);
      const loaded = loadProduct(ports.files, place);
      if (isRefusal(loaded)) throw new Error(loaded.message);
      const { milestone } = loaded.product;
      return { ports, place, config: loaded.config, version: milestone?.version ?? "v1", milestoneName: milestone?.name ?? "", inJob: false, runId: "test", spending: createSpending({ ports, place, config: loaded.config, name: "test", runId: ports.newId() }), spentOn: { step: "test" }, signal: new AbortController().signal, onEvent: (event) => { events.push(event); }, asked: agents.asked };
    },
    remove: () => { rmSync(folder, { recursive: true, force: true }); },
  };
}

/** A plan's file. */
export function planText(number: string, more: Readonly<Record<string, string>> = {}): string {
  const keys = { phase: "01-build", plan: number, wave: "1", depends_on: "[]", files_modified: `[${number}.txt]`, autonomous: "true", ...more };
  const head = Object.entries(keys).map(([key, value]) => `${key}: ${value}`).join("\n");
  return `---\n${head}\n---\n\n<objective>\nWrite ${number}.txt.\n</objective>\n\n<tasks>\n<task type="auto">\n  <name>Task 1: ${number}</name>\n  <files>${number}.txt</files>\n  <action>Write it.</action>\n  <done>it is there</done>\n</task>\n</tasks>\n`;
}

/** A plan's summary. */
export function summaryText(number: string, more = ""): string {
  return `---\nphase: 01-build\nplan: ${number}\nstatus: complete\n---\n\n# Summary\n\n**Wrote ${number}.txt**\n\n## Accomplishments\n\n- ${number}.txt is there\n\n## Deviations from Plan\n\n${more === "" ? "None." : more}\n`;
}

/** The planning files of a milestone with the phases Build and Ship; Build has two plans. */
export function phaseFiles(more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return {
    "README.md": "# app\n",
    ".planning/STATE.md": "---\nmilestone: v1\n---\n\n# Project State\n\n## Current Position\n\nPhase: 1 of 2 (Build)\nPlan: Not started\nStatus: Ready to execute\n",
    ".planning/REQUIREMENTS.md": "# Requirements\n\n## v1 Requirements\n\n- [ ] **A-01**: a\n- [ ] **A-02**: b\n- [ ] **B-01**: c\n\n## Traceability\n\n| Requirement | Phase | Status |\n|---|---|---|\n| A-01 | Phase 1 | Pending |\n| A-02 | Phase 2 | Pending |\n| B-01 | Phase 1 | Pending |\n",
    ".planning/ROADMAP.md": "# Roadmap\n\n## Milestones\n\n- 🚧 **v1 App** - Phases 1-2 (in progress)\n\n## Phases\n\n- [ ] **Phase 1: Build** - all of it\n- [ ] **Phase 2: Ship** - out\n\n### Phase 1: Build\n**Goal**: It is built\n**Plans**: 2 plans\n\nPlans:\n- [ ] 01-01-PLAN.md — one\n- [ ] 01-02-PLAN.md — two\n\n### Phase 2: Ship\n**Goal**: It is out\n**Plans**: TBD\n\n## Progress\n\n| Phase | Plans Complete | Status | Completed |\n|---|---|---|---|\n| 1. Build | 0/2 | Planned | - |\n| 2. Ship | 0/0 | Not started | - |\n",
    ".planning/phases/01-build/01-01-PLAN.md": planText("01", { requirements: "[A-01, A-02]" }),
    ".planning/phases/01-build/01-02-PLAN.md": planText("02"),
    ...more,
  };
}
