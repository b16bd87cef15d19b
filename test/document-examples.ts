import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import nodePath from "node:path";
import ts from "typescript";
import * as agents from "../packages/agents/src/index.js";
import { RESULT_FILE, takeResultFile } from "../packages/agents/src/command/result-file.js";
import { payloadOf } from "../packages/host/src/notify/payload.js";
import * as core from "../packages/core/src/index.js";
import * as git from "../packages/git/src/index.js";
import * as process from "../packages/process/src/index.js";
import * as testkit from "../packages/testkit/src/index.js";
import { root } from "./checkout.js";
import type { Block } from "./documents.js";

/** Says what is wrong with an example, one finding an entry. */
type Check = (text: string) => readonly string[] | Promise<readonly string[]>;

const told = (problems: readonly core.Problem[]): string[] => problems.map((problem) => `${core.placeOf(problem)}: ${problem.code}: ${problem.message}`);

/** The kinds of blocks that are read as what they say they are: `json tape`, `markdown job`. */
const READERS: Readonly<Record<string, Check>> = {
  "markdown job": readJobExample,
  "json tape": (text) => {
    const read = agents.parseTape(text);
    return "problems" in read ? told(read.problems) : [];
  },
  "json config": (text) => told(core.readConfig(text, "config.json").problems),
  "markdown roadmap": (text) => told(core.readRoadmap(text, core.outlineOf(text), "ROADMAP.md").problems),
  "markdown plan": (text) => told(core.readPlan(text, "PLAN.md").problems),
  "markdown summary": (text) => {
    const summary = core.readSummary(text, "SUMMARY.md");
    return summary.plan === undefined ? ["the summary names no plan"] : told([...summary.problems, ...core.checkSummary(summary, summary.plan)]);
  },
  "markdown verification": (text) => told(core.readVerification(text, "VERIFICATION.md").problems),
  "markdown validation": (text) => told(core.readValidation(text, "VALIDATION.md").problems),
  "markdown repos": (text) => told(core.readRepos(text, core.REPOS_FILE).problems),
  "markdown context": (text) => (core.readContext(text).decisions.length > 0 ? [] : ["the example has no decision"]),
  "markdown stamp": (text) => (core.readStamp(text).commit === undefined ? ["the example names no commit"] : []),
  "json result": readResultExample,
  // The whole of it, made from what it names itself.
  "json notification": (text) => {
    const { run, product, exit, next, body } = JSON.parse(text) as Record<"run" | "product" | "exit" | "next" | "body", string>;
    const made = core.notificationOf({ run, product, exit, next, said: body.slice(`${product}: `.length, body.indexOf(". Next: ")) });
    return made !== undefined && payloadOf(made) === text.trimEnd() ? [] : ["DGS sends another one"];
  },
  "text conflict": (text) => (text === `${core.conflictCommands({ worktree: "/code/app--quick-fix-auth", onto: "origin/main", files: ["src/auth.ts"] }).join("\n")}\n` ? [] : ["DGS prints other commands for it"]),
  "text layout": (text) => text.trimEnd().split("\n").flatMap((line) => (existsSync(nodePath.join(root, line.split(/\s/)[0] ?? "")) ? [] : [`${line} is not there`])),
};

/** What a program may leave as `result.json`, read as the adapter reads it. */
async function readResultExample(text: string): Promise<readonly string[]> {
  const outbox = mkdtempSync(nodePath.join(os.tmpdir(), "dgs-outbox-"));
  try {
    writeFileSync(nodePath.join(outbox, RESULT_FILE), text);
    const read = await takeResultFile(outbox);
    return read.type === "read" ? [] : [read.type === "unreadable" ? read.message : read.type];
  } finally {
    rmSync(outbox, { recursive: true, force: true });
  }
}

/** A job example lies where its status wants it, so that the machine has nothing to mend. */
function readJobExample(text: string): string[] {
  const { status } = core.jobMachine.read({ path: core.jobPath("", "pending", EXAMPLE_VERSION), texts: new Map([[core.jobPath("", "pending", EXAMPLE_VERSION), text]]) });
  const folder = status === "pending" || status === "completed" ? status : "in-progress";
  const path = core.jobPath("", folder, EXAMPLE_VERSION);
  const job = core.jobMachine.read({ path, texts: new Map([[path, text]]) });
  return [...told(job.problems), ...(job.steps.length > 1 ? [] : ["the example has not even two steps"])];
}

const EXAMPLE_VERSION = core.parseVersion("v1.0") as core.MilestoneVersion;

/** Returns the check of a block that is read; `undefined` for one that is not. */
export function readerOf({ language, kind }: Block): Check | undefined {
  const name = `${language} ${kind}`;
  return Object.hasOwn(READERS, name) ? READERS[name] : undefined;
}

const PACKAGES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { "@dgs/agents": agents, "@dgs/core": core, "@dgs/git": git, "@dgs/process": process, "@dgs/testkit": testkit };

/** Runs an example of TypeScript. Each `console.log(…); // …` has to print what stands in its comment. */
export async function runExample(text: string): Promise<readonly string[]> {
  const printed: string[] = [];
  const imports = (name: string): unknown => {
    if (name.startsWith("node:")) return globalThis.process.getBuiltinModule(name);
    if (!Object.hasOwn(PACKAGES, name)) throw new Error(`the example imports ${name}, which the tests do not know`);
    return PACKAGES[name];
  };
  const code = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } }).outputText;
  const log = (...values: readonly unknown[]): void => void printed.push(values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(" "));
  // The examples of this repository are code that readers run. In a function of its own a module may wait.
  await (new Function("require", "exports", "console", `return (async () => {${code}\n})();`) as (...given: readonly unknown[]) => Promise<void>)(imports, {}, { log, error: () => undefined });
  const said = [...text.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, comment = ""]) => comment.trim());
  const counted = (text.match(/console\.log\(/g) ?? []).length;
  if (said.length === 0 || counted !== said.length) return ["every console.log needs what it prints in a comment behind it, and there has to be one"];
  return said.flatMap((line, index) => (line === printed[index] ? [] : [`${JSON.stringify(printed[index])} was printed where the comment says ${JSON.stringify(line)}`]));
}
