import { createMilestoneJob, isRefusal, runJob, type RunJobReport } from "@dgs/runtime";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { AgentRequest } from "@dgs/core";
import type { AgentTools } from "./agent-tools.js";
import { answerAudit } from "./answer-audit.js";
import { makeRepo, writeFiles } from "./scenarios/make-repo.js";
import { createScriptedAgents, createTestPorts } from "./test-ports.js";

/** A file of node:test with one test for each name; those that end with `!` fail. */
export function suiteOf(...names: readonly string[]): string {
  const tests = names.map((name) => `test(${JSON.stringify(name.replace("!", ""))}, () => { assert.ok(${name.endsWith("!") ? "false" : "true"}); });\n`);
  return `const assert = require("node:assert");\nconst { test } = require("node:test");\n${tests.join("")}`;
}

/** A plan of one task that writes a file; `also`: further files, each behind a comma; `repo`: the one that it names. */
function planOf(phase: string, number: string, file: string, { gapClosure = false, also = "", repo = "" } = {}): string {
  return `---\nphase: ${phase}\nplan: ${number}\ntype: execute\nwave: 1\ndepends_on: []\nfiles_modified: [${file}${also}]\nautonomous: true\n${repo === "" ? "" : `repos: [${repo}]\n`}${gapClosure ? "gap_closure: true\n" : ""}---\n\n<objective>\nWrite ${file}.\n</objective>\n\n<tasks>\n\n<task type="auto">\n  <name>Task 1: ${file}</name>\n  <files>${file}${also}</files>\n  <action>Write it.</action>\n  <verify><automated>test -s ${file}</automated></verify>\n  <done>it is there</done>\n</task>\n\n</tasks>\n`;
}

/** The planning files of a product of one phase with one plan, whose full suite is a command. */
function planningFiles(suite: string, plan: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const files: Readonly<Record<string, string>> = {
    "config.json": '{"workflow": {"verifier": false}, "commit_docs": false}\n',
    "STATE.md": "---\nmilestone: v1\n---\n\n# Project State\n",
    "ROADMAP.md": "# Roadmap\n\n## Milestones\n\n- 🚧 **v1 App** - Phases 1-1 (in progress)\n\n## Phases\n\n- [ ] **Phase 1: Build** - all of it\n\n### Phase 1: Build\n**Goal**: It is built\n\nPlans:\n- [ ] 01-01-PLAN.md\n",
    "phases/01-build/01-01-PLAN.md": plan,
    "phases/01-build/01-VALIDATION.md": `# Validation\n\n| Property | Value |\n|---|---|\n| Full suite command | \`${suite}\` |\n`,
    ...more,
  };
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`.planning/${name}`, text]));
}

/** Makes a product of one repo. */
export function makeAuditedProduct(folder: string, suite: string, files: Readonly<Record<string, string>>): string {
  const repo = join(folder, "app");
  makeRepo(repo, { ...files, ...planningFiles(suite, planOf("01-build", "01", "new.test.js")) });
  return repo;
}

/** Makes a product of two repos, `api` and `web`, beside a folder with its planning files, whose phase is of the second alone. */
export function makeTwoRepos(folder: string, suite: string, files: { readonly api: Readonly<Record<string, string>>; readonly web: Readonly<Record<string, string>> }): string {
  makeRepo(join(folder, "api"), files.api);
  makeRepo(join(folder, "web"), files.web);
  const root = join(folder, "product");
  writeFiles(root, planningFiles(suite, planOf("01-build", "01", "new.test.js", { repo: "web" }), { "REPOS.md": "| Name | Path |\n|---|---|\n| api | ../api |\n| web | ../web |\n" }));
  return root;
}

/** What the executor of a plan does in its tree. */
type Work = (plan: string, tools: AgentTools) => void;

/** Answers for every role of a job: planners write plans that ask for notes, executors write those and do `work`, all others find nothing wrong. */
function answerJob(root: string, work: Work, repo: string): (request: AgentRequest, tools: AgentTools) => "completed" {
  let gapPlans = 1;
  return (request, tools) => {
    answerAudit(request, tools);
    const { role, purpose } = request;
    if (role === "integration-checker") tools.leave("findings.json", '{"gaps": []}');
    if (role === "executor") {
      const id = purpose.replace("execute-plan ", "");
      if (id !== "01-01") tools.write(id.startsWith("01") ? `notes-${String(Number(id.slice(-2)))}.md` : "notes-fix.md", `${id}: all tests pass now\n`);
      work(id, tools);
      tools.leave(`${id}-SUMMARY.md`, `---\nphase: ${id.slice(0, 2)}\nplan: ${id.slice(-2)}\nstatus: complete\n---\n\n# Summary\n\n**Done**\n`);
    }
    if (role === "planner" && purpose.startsWith("plan-fixes")) {
      gapPlans++;
      tools.leave(`01-0${String(gapPlans)}-PLAN.md`, planOf("01-build", `0${String(gapPlans)}`, `notes-${String(gapPlans)}.md`, { gapClosure: true, also: ", new.test.js", repo }));
    } else if (role === "planner") {
      const phase = /plan-phase 0?(\d+)/.exec(purpose)?.[1] ?? "2";
      const number = phase.padStart(2, "0");
      tools.leave(`${number}-01-PLAN.md`, planOf(`${number}-${basename(root)}`, "01", "notes-fix.md"));
    }
    return "completed";
  };
}

/** What a job came to, its file, and what agents were asked. */
interface RanJob {
  readonly report: RunJobReport;
  readonly job: string;
  readonly asked: readonly string[];
}

/** Makes a job of the product and runs it to its end. `repo`: the one that plans name which close gaps. */
export async function runNewJob(root: string, work: Work, check: boolean, repo = ""): Promise<RanJob> {
  const agents = createScriptedAgents(answerJob(root, work, repo));
  const { ports, place } = createTestPorts(root, agents);
  const created = await createMilestoneJob(ports, place, { check });
  if (isRefusal(created)) throw new Error(created.message);
  const report = await runJob(ports, place, { version: "v1", dryRun: false, signal: new AbortController().signal, onEvent: () => undefined });
  if (isRefusal(report)) throw new Error(`${report.code}: ${report.message}`);
  const folder = report.status === "completed" ? "completed" : "in-progress";
  return { report, job: readFileSync(join(root, ".planning", "jobs", folder, "milestone-v1.md"), "utf8"), asked: agents.asked.map(({ purpose }) => purpose) };
}

