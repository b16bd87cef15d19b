import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { classifyTestRun, type ProcessResult, type TestRunEnd, type TestVerdict } from "@dgs/core";
import { createProcesses } from "@dgs/process";
import { afterAll, describe, expect, it } from "vitest";
import { COMPILED_RUNNERS } from "../src/real-runners/compiled-runners.js";
import { NODE_RUNNERS } from "../src/real-runners/node-runners.js";
import { EXPECTED, FORMS, type RealRunner, type RunnerForm } from "../src/real-runners/real-runner.js";
import { SCRIPT_RUNNERS } from "../src/real-runners/script-runners.js";

/** What a suite that never ends gets; what ends gets as much as it needs. */
const DEADLINE_MS = { ends: 300_000, never: 6_000 };

/** Told of recordings only, in core: there is no way to have them here. */
const RECORDED_ONLY = ["gradle", "dotnet test"];

const folder = mkdtempSync(path.join(os.tmpdir(), "dgs-runners-"));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const processes = createProcesses();
// What programs find their own files and caches by; nothing that tells a runner of the one above it.
const KEPT = ["PATH", "HOME", "PYENV_ROOT", "PYENV_VERSION", "CARGO_HOME", "RUSTUP_HOME", "JAVA_HOME", "TMPDIR"];
const env = { ...Object.fromEntries(KEPT.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name] ?? ""]]))), GOTOOLCHAIN: "local", GOPROXY: "off", GOFLAGS: "-mod=mod" };

function layOut({ name, files }: RealRunner): string {
  const home = path.join(folder, name.replace(/\W+/g, "-"));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(home, file)), { recursive: true });
    writeFileSync(path.join(home, file), text);
  }
  return home;
}

async function runForm(words: readonly string[], form: RunnerForm, cwd: string): Promise<TestVerdict> {
  const line = words.join(" ");
  // Somebody who wants a green test writes this.
  const [program = "", ...args] = form === "hidden" ? ["/bin/sh", "-c", '"$@" || true', "sh", ...words] : words;
  const result = await processes.run({ program, args, cwd, env, deadlineMs: form === "timeout" ? DEADLINE_MS.never : DEADLINE_MS.ends, tailBytes: 1024 * 1024 });
  return classifyTestRun({ end: endOf(result), command: form === "hidden" ? `${line} || true` : line, output: result.tail });
}

function endOf(result: ProcessResult): TestRunEnd {
  if (result.type === "exited" || result.type === "signalled" || result.type === "not-started") return result;
  if (result.type === "timed-out") return { type: "timed-out", seconds: DEADLINE_MS.never / 1000 };
  throw new Error(`nobody cancels here: ${result.type}`);
}

describe.each([...NODE_RUNNERS, ...SCRIPT_RUNNERS, ...COMPILED_RUNNERS])("$name, really run", (runner) => {
  const wordsOf = runner.locate();
  if (typeof wordsOf === "string") {
    console.warn(`${runner.name} is not tried: ${wordsOf}`);
    it.skip(`is not here: ${wordsOf}`, () => {});
    return;
  }
  const cwd = layOut(runner);
  it.each(FORMS)("%s", async (form) => {
    const verdict = await runForm(wordsOf(form === "hidden" ? "failing" : form), form, cwd);
    const { verdict: word, counts } = runner.expected?.[form] ?? EXPECTED[form];
    const { report } = verdict;
    const found = [verdict.outcome === "suspicious" ? verdict.suspicion : verdict.outcome, counts === undefined || report === undefined ? "" : `${String(report.passed)}/${String(report.failed)}/${String(report.skipped)}`];
    expect([...found, verdict.said]).toEqual([word, counts ?? "", expect.any(String)]);
  });
});

it.skip.each(RECORDED_ONLY)("%s is read from recordings only", () => {});
