import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ADAPTERS, type AdapterName } from "@dgs/agents";
import { createProcesses } from "@dgs/process";
import { createPlanningFiles, isRefusal, locateRoot } from "@dgs/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAgents } from "./agents.js";
import type { Asked } from "./asked.js";
import { testEnvironment } from "./environment.js";

let folder: string;
beforeEach(() => { folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs keys "))); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const NAMES = [...new Set(Object.values(ADAPTERS).flatMap(({ variables }) => variables))].sort();
const env = { PATH: process.env["PATH"], ...Object.fromEntries(NAMES.map((name) => [name, `the value of ${name}`])) };

/** Runs the agents of a configuration once, with a program that writes down its environment, and returns the names of keys that it saw. */
async function keysSeenBy(agents: object): Promise<readonly string[]> {
  const [root, outbox, script] = [join(folder, ".planning"), join(folder, "outbox"), join(folder, "agent.sh")];
  for (const path of [root, outbox]) mkdirSync(path, { recursive: true });
  writeFileSync(script, '#!/bin/sh\nenv >"$DGS_OUTBOX/env.txt"\n', { mode: 0o755 });
  writeFileSync(join(root, "config.json"), JSON.stringify({ agents: { program: script, command: [script], ...agents } }));
  const place = locateRoot({ cwd: folder });
  if (isRefusal(place)) throw new Error(place.message);
  const call = { values: {}, program: [], io: { env, cwd: folder } } as unknown as Asked;
  const made = createAgents(call, place, createPlanningFiles({ root }), createProcesses());
  if (isRefusal(made)) throw new Error(made.message);
  await made.run({ role: "executor", tier: "sonnet", purpose: "execute-plan 01-01", attempt: 1, prompt: "", cwd: folder, outbox, logPath: join(folder, "run.log"), limits: { timeMs: 60_000 } });
  const lines = readFileSync(join(outbox, "env.txt"), "utf8").split("\n");
  return lines.flatMap((line) => /^(\w+)=the value of /.exec(line)?.[1] ?? []).sort();
}

describe("the keys of a person", () => {
  it.each(Object.keys(ADAPTERS) as AdapterName[])("that %s gets are its own", async (adapter) => {
    // That of opencode's own configuration holds what the adapter makes of it.
    const own = ADAPTERS[adapter].variables.filter((name) => name !== "OPENCODE_CONFIG_CONTENT");
    expect(await keysSeenBy({ adapter })).toEqual([...own].sort());
  });

  it("are given to a command only where the configuration names them", async () => {
    expect(await keysSeenBy({ adapter: "command" })).toEqual([]);
    expect(await keysSeenBy({ adapter: "command", env: ["OPENAI_API_KEY"] })).toEqual(["OPENAI_API_KEY"]);
  });

  it("are given to no test command", () => {
    expect(Object.keys(testEnvironment(env))).toEqual(["PATH"]);
  });
});
