import type { Reason } from "@dgs/core";
import type { WhyReport } from "@dgs/runtime";
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram, programEnvironment } from "./built-program.js";
import { inState, PLANNED, planText, STATES } from "./why-states.js";

let program: BuiltProgram;
beforeAll(() => { program = buildProgram(); }, 240_000);
afterAll(() => { program.remove(); });

const env = { GIT_CONFIG_GLOBAL: "/dev/null" };
const all = (reasons: readonly Reason[]): readonly Reason[] => reasons.flatMap((each) => [each, ...all(each.because)]);
const ask = (cwd: string, ...words: readonly string[]): WhyReport => JSON.parse(program.run(["why", ...words, "--json"], { cwd, env }).stdout) as WhyReport;

describe("a command that dgs why names first is not refused", () => {
  it.each(STATES.filter(({ way }) => way[0] !== undefined && way[0] !== "-"))("$state: $way.0", ({ files, subject, way: [command = ""] }) => {
    inState(files, (cwd) => {
      const told = ask(cwd, ...(subject === "" ? [] : [subject])).way[0]?.command;
      expect(told).toBe(command);
      const args = command.split(" ").slice(1);
      // Nobody is there to be asked: a discussion is held by an agent then, and what asks for a yes gets one.
      const more = args[0] === "discuss-phase" ? ["--auto"] : args[0] === "create-milestone-job" || args[0] === "plan-milestone-gaps" ? ["--yes"] : [];
      const end = program.run([...args, ...more, "--json"], { cwd, env });
      expect([1, 2, 8], `${command}: ${String(end.code)} ${end.stdout.slice(-2_000)} ${end.stderr.slice(-500)}`).not.toContain(end.code);
    });
  });
});

/** An agent that does what each test needs; its outbox is told by the environment. */
const agent = (body: string): string => `import { writeFileSync, mkdirSync } from "node:fs";\nimport { execFileSync } from "node:child_process";\nimport path from "node:path";\nprocess.stdin.resume();\nprocess.stdin.on("end", () => {\n${body}\n});\n`;
const WORKS = `
  const plan = /(\\d\\d-\\d\\d)/.exec(process.env.DGS_PURPOSE ?? "")?.[1];
  if (process.env.DGS_ROLE === "executor") {
    mkdirSync("src", { recursive: true });
    writeFileSync("src/a.js", "export const a = " + JSON.stringify(plan) + ";\\n");
    execFileSync("git", ["add", "-A"]); execFileSync("git", ["commit", "-qm", "feat: task 1"]);
    writeFileSync(path.join(process.env.DGS_OUTBOX, plan + "-SUMMARY.md"), "---\\nphase: 01-parser\\nplan: \\"" + plan.slice(3) + "\\"\\nkey-files:\\n  created: [src/a.js]\\n  modified: []\\ncompleted: 2026-01-01\\n---\\n\\n# Summary\\n\\n**It is done.**\\n\\n## Self-Check: PASSED\\n");
  }
  process.exit(0);`;

function withAgent(cwd: string, body: string): void {
  writeFileSync(path.join(cwd, "agent.mjs"), agent(body));
}

const lineAt = (cwd: string, each: Reason): string => (each.at !== undefined && each.at.type !== "commit" && each.at.line !== undefined ? (readFileSync(path.join(cwd, ".planning", each.at.path), "utf8").split("\n")[each.at.line - 1] ?? "") : "");
const files = { ...PLANNED, "config.json": "{}\n" };

describe("a real job", () => {
  it("that halted at a failed test is explained down to the test's line in the history", () => {
    inState({ ...files, "phases/01-parser/01-01-PLAN.md": planText("01").replace("<automated>true</automated>", "<automated>false</automated>") }, (cwd) => {
      withAgent(cwd, WORKS);
      program.run(["create-milestone-job", "--yes"], { cwd, env });
      expect(program.run(["run-job", "v1.0"], { cwd, env }).code).toBe(3);
      const report = ask(cwd);
      expect([report.verdict, report.way]).toMatchObject(["failed", [{ command: "dgs run-job v1.0" }]]);
      const test = all(report.reasons).find(({ what, at }) => what === "test" && at?.type === "log");
      expect(test?.says).toContain("DGS ran `false`");
      expect(JSON.parse(lineAt(cwd, test ?? (undefined as never)))).toMatchObject({ event: { type: "tested", command: "false", plan: "01-01" } });
      expect(ask(cwd, "01-01").verdict).toBe("failed");
      expect(ask(cwd, "v1.0", "2")).toMatchObject({ verdict: "waiting", status: "pending" });
    });
  });

  it("that is done is explained by the commits of its plan and the commands that were green", () => {
    inState({ ...files, "config.json": "{}\n" }, (cwd) => {
      withAgent(cwd, WORKS);
      const config = path.join(cwd, ".planning/config.json");
      writeFileSync(config, JSON.stringify({ ...(JSON.parse(readFileSync(config, "utf8")) as object), workflow: { verifier: false } }));
      program.run(["execute-phase", "1"], { cwd, env });
      const report = ask(cwd, "01-01");
      const reasons = all(report.reasons);
      expect([report.verdict, report.status]).toEqual(["done", "complete"]);
      expect(reasons.find(({ what }) => what === "commit")).toMatchObject({ says: expect.stringMatching(/^milestone\/v1\.0 holds [0-9a-f]{10}/) as string, at: { type: "commit", sha: expect.stringMatching(/^[0-9a-f]{40}$/) as string } });
      expect(reasons.find(({ what }) => what === "test")).toMatchObject({ says: expect.stringContaining("`true`") as string, at: { type: "log" } });
      expect(ask(cwd, "1")).toMatchObject({ verdict: "done", status: "complete" });
    });
  });

  it("that stopped at a budget says which one, with numbers and the key that raises it", () => {
    inState(files, (cwd) => {
      const config = path.join(cwd, ".planning/config.json");
      writeFileSync(config, JSON.stringify({ ...(JSON.parse(readFileSync(config, "utf8")) as object), limits: { plan_minutes: 0.01 } }, null, 1));
      withAgent(cwd, "setTimeout(() => process.exit(0), 60000);");
      program.run(["create-milestone-job", "--yes"], { cwd, env });
      expect(program.run(["run-job", "v1.0"], { cwd, env }).code).toBe(6);
      const told = ask(cwd, "01-01");
      // Run again without more, it would stop at once.
      expect(told.way.map(({ command, says }) => command ?? says)).toEqual([expect.stringContaining("raise limits.plan_minutes"), "dgs run-job v1.0"]);
      const budget = all(told.reasons).find(({ what }) => what === "budget");
      expect(budget?.says).toMatch(/plan budget of 01-01: .*limits\.plan_minutes raises it/);
      expect(lineAt(cwd, budget ?? (undefined as never))).toContain("plan_minutes");
    });
  });

  it("that runs is told by its process, and what was killed is told as cut off", async () => {
    await new Promise<void>((resolve, reject) => {
      inState(files, (cwd) => {
        withAgent(cwd, `writeFileSync(${JSON.stringify(path.join(cwd, "started"))}, ""); setTimeout(() => process.exit(0), 600000);`);
        program.run(["create-milestone-job", "--yes"], { cwd, env });
        const runner = spawn(process.execPath, [program.main, "run-job", "v1.0"], { cwd, env: programEnvironment(env), stdio: "ignore" });
        try {
          for (let tries = 0; tries < 3_000 && !existsSync(path.join(cwd, "started")); tries++) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
          const running = ask(cwd);
          expect(running.verdict).toBe("running");
          expect(all(running.reasons).some(({ what, says }) => what === "runner" && says.includes(`process ${String(runner.pid)} `))).toBe(true);
          // Every other command would be refused while it runs.
          expect(running.way.map(({ command }) => command)).toEqual(["dgs watch v1.0"]);
          expect(ask(cwd, "01-01").verdict).toBe("running");
          runner.kill("SIGKILL");
          for (let tries = 0; tries < 1_000 && ask(cwd).verdict === "running"; tries++) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
          expect([ask(cwd).verdict, ask(cwd, "01-01").verdict, ask(cwd).way[0]?.command]).toEqual(["cut-off", "cut-off", "dgs run-job v1.0"]);
          // The next run ends what the killed one left running.
          withAgent(cwd, "process.exit(3);");
          expect(program.run(["run-job", "v1.0"], { cwd, env }).code).toBe(3);
          resolve();
        } catch (error) {
          runner.kill("SIGKILL");
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
  });
});
