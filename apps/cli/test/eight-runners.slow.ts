import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identityOf, isAlive, type ProcessIdentity } from "@dgs/process";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram, programEnvironment } from "./built-program.js";
import { makeProduct, type SampleProduct } from "./sample-product.js";

let program: BuiltProgram;
let product: SampleProduct;
const children: ChildProcess[] = [];
const agents: ProcessIdentity[] = [];

beforeAll(() => { program = buildProgram(); }, 120_000);
afterAll(() => { program.remove(); });
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  // What a killed runner leaves runs until the next one comes: here none does.
  for (const agent of agents.splice(0)) if (isAlive(agent) === "alive") process.kill(agent.pid, "SIGKILL");
  product.remove();
});

interface Runner {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null; readonly stdout: string }>;
}

function start(args: readonly string[]): Runner {
  const child = spawn(process.execPath, [program.main, ...args], { cwd: product.base, env: programEnvironment(), stdio: ["ignore", "pipe", "ignore"] });
  children.push(child);
  let stdout = "";
  child.stdout.on("data", (chunk: Buffer) => { stdout += chunk.toString(); });
  return { child, ended: new Promise((settle) => child.on("close", (code, signal) => { settle({ code, signal, stdout }); })) };
}

/** An agent that says in a file that it runs, each run a line, and does nothing for as long as it may. */
const agent = `
import { appendFileSync } from "node:fs";
appendFileSync(process.argv[2], process.pid + "\\n");
setInterval(() => {}, 1000);
`;

/** Waits until so many agents have said that they run; told by identity, as on a busy machine a pid alone may be another process's soon. */
async function startedAgents(file: string, count: number): Promise<readonly ProcessIdentity[]> {
  for (;;) {
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter((line) => line !== "") : [];
    for (const pid of lines.slice(agents.length)) {
      const agent = identityOf(Number(pid));
      if (agent === undefined) throw new Error(`the agent ${pid} has ended by itself`);
      agents.push(agent);
    }
    if (agents.length >= count) return agents;
    await sleep(20);
  }
}

describe.skipIf(process.platform !== "linux")("eight runners started at once on one job", () => {
  it("one runs, seven are refused with exit 8 and its pid; when it is killed, the next start takes over at once", { timeout: 120_000 }, async () => {
    product = makeProduct();
    const started = path.join(program.folder, "agents.started");
    const script = path.join(program.folder, "agent.mjs");
    writeFileSync(script, agent);
    const git = (...args: string[]): void => void execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.invalid", ...args], { cwd: product.base, stdio: "ignore" });
    git("init", "-b", "main");
    git("add", "-A");
    git("commit", "-m", "Start");
    expect(program.run(["create-milestone-job", "--yes"], { cwd: product.base }).code).toBe(0);

    const args = ["run-job", "v1.0", "--json", "--", process.execPath, script, started];
    const runners = Array.from({ length: 8 }, () => start(args));
    // The sample's first step that needs agents has two plans, which run side by side.
    await startedAgents(started, 2);
    const refused = await firstEnded(runners, 7);
    const holder = runners.find((runner) => !refused.includes(runner));
    for (const runner of refused) {
      const { code, stdout } = await runner.ended;
      expect({ code, stdout }).toMatchObject({ code: 8 });
      const { error } = JSON.parse(stdout) as { error: { exit: string; message: string } };
      expect(error.exit).toBe("locked");
      expect(error.message).toContain(`process ${String(holder?.child.pid)} on `);
    }

    holder?.child.kill("SIGKILL");
    expect(await holder?.ended).toMatchObject({ signal: "SIGKILL" });
    start(args);
    // The agents that the dead runner left behind are ended before others start in their place.
    const all = await startedAgents(started, 4);
    expect(all.map(isAlive)).toEqual(["dead", "dead", "alive", "alive"]);
  });
});

/** The runners that end first, so many of them; the others go on. */
async function firstEnded(runners: readonly Runner[], count: number): Promise<Runner[]> {
  const ended: Runner[] = [];
  await new Promise<void>((settle) => {
    for (const runner of runners) {
      void runner.ended.then(() => {
        ended.push(runner);
        if (ended.length === count) settle();
      });
    }
  });
  return ended;
}
