import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCommandAgents } from "@dgs/agents";
import type { Agents } from "@dgs/core";
import { createProcesses, processesIn } from "@dgs/process";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { makeWavesScene, type ScenePlan } from "../src/waves-scene.js";

vi.setConfig({ testTimeout: 600_000 });

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs crowd ")));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A program that commits its task itself, with `git`, and misbehaves where its plan says so. */
const AGENT = `
const { execFileSync, spawn } = require("node:child_process");
const { writeFileSync, appendFileSync } = require("node:fs");
const { join } = require("node:path");
const id = process.env.DGS_PURPOSE.split(" ")[1];
const bad = JSON.parse(process.argv[2])[id];
const git = (...args) => execFileSync("git", ["-c", "user.name=Agent", "-c", "user.email=a@example.invalid", ...args], { stdio: "ignore" });
if (bad === "never ends") return void setInterval(() => {}, 1000);
if (bad === "daemon") spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" }).unref();
for (const n of [1, 2, 3]) {
  appendFileSync(id + ".txt", "line " + n + "\\n");
  git("add", id + ".txt");
  git("commit", "--quiet", "-m", "feat(" + id + "): step " + n);
}
writeFileSync(join(process.env.DGS_OUTBOX, id + "-SUMMARY.md"), "---\\nphase: 01-build\\nplan: " + id.slice(-2) + "\\nstatus: complete\\n---\\n\\n# Summary\\n\\n**Done**\\n");
if (bad === "prints") {
  const chunk = Buffer.alloc(1 << 20, "x");
  let left = 200;
  const more = () => { while (left-- > 0) if (!process.stdout.write(chunk)) return void process.stdout.once("drain", more); };
  more();
}
`;

function agentsOf(bad: Readonly<Record<string, string>>): Agents {
  const program = join(folder, "agent.cjs");
  writeFileSync(program, `(() => {${AGENT}})();\n`);
  return createCommandAgents({ processes: createProcesses(), command: [process.execPath, program, JSON.stringify(bad)], env: { PATH: process.env["PATH"] ?? "", HOME: folder } });
}

const plansOf = (count: number): readonly ScenePlan[] => Array.from({ length: count }, (_, index) => `01-${String(index + 1).padStart(2, "0")}`).map((id) => ({ id, files: [`${id}.txt`] }));

/** How many agents were at work at the same time, at most. Not at the first end: a machine that is busy making worktrees may be at that before the second agent begins. */
function mostAtOnce(events: readonly { readonly type: string }[]): number {
  let [now, most] = [0, 0];
  for (const { type } of events) {
    now += type === "agent-started" ? 1 : type === "agent-ended" ? -1 : 0;
    most = Math.max(most, now);
  }
  return most;
}

it("sixteen programs at once on one repository: no commit is lost, the history is straight, nothing is left", async () => {
  const plans = plansOf(16);
  const scene = await makeWavesScene(folder, plans, { config: { parallelization: { max_concurrent_agents: 16 } } });
  const { report, events } = await scene.runWith(agentsOf({}));
  expect(report.error).toBeUndefined();
  expect(mostAtOnce(events)).toBeGreaterThan(1);
  expect(scene.subjects()).toHaveLength(48);
  expect(scene.landed()).toEqual(plans.map(({ id }) => id));
  expect(scene.faults()).toEqual([]);
  const inside = await processesIn(folder);
  expect(inside.type === "known" ? inside.processes : []).toEqual([]);
});

it("one that leaves a daemon, one that prints 200 MB and one that never ends: the rest lands, and no process is left", async () => {
  const scene = await makeWavesScene(folder, plansOf(4), { config: { parallelization: { max_concurrent_agents: 4 } } });
  const agents = agentsOf({ "01-01": "daemon", "01-02": "prints", "01-03": "never ends" });
  // Only the one that never ends has a short time: the others need as long as the machine lets them.
  const { report } = await scene.runWith({ run: (request) => agents.run(request.purpose === "execute-plan 01-03" ? { ...request, limits: { ...request.limits, timeMs: 5_000 } } : request) });
  expect(report).toMatchObject({ exit: "timed-out", error: expect.stringContaining("execute-plan 01-03 ran out of time") as string });
  expect(scene.landed()).toEqual(["01-01", "01-02", "01-04"]);
  const inside = await processesIn(folder);
  expect(inside.type === "known" ? inside.processes : []).toEqual([]);
  // What it was given stays for the next run, which brings it in.
  const second = await scene.runWith(agentsOf({}));
  expect(second.report.error).toBeUndefined();
  expect(scene.landed()).toEqual(["01-01", "01-02", "01-04", "01-03"]);
  expect(scene.faults()).toEqual([]);
});
