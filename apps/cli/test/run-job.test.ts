import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identityOf, isAlive } from "@dgs/process";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram, programEnvironment } from "./built-program.js";
import { makeProduct, type SampleProduct } from "./sample-product.js";

let program: BuiltProgram;
let product: SampleProduct;
let running: ChildProcess | undefined;

beforeAll(() => { program = buildProgram(); }, 120_000);
afterAll(() => { program.remove(); });

afterEach(() => {
  running?.kill("SIGKILL");
  product.remove();
});

/** Says in a file that it runs, and does nothing for as long as it may. */
const agent = `
import { writeFileSync } from "node:fs";
writeFileSync(process.argv[2], String(process.pid));
setInterval(() => {}, 1000);
`;

/** Makes a product in a git repo, with a job and an agent that never ends. */
function prepare(): { readonly started: string; readonly args: string[] } {
  product = makeProduct({ "agent.mjs": agent });
  const git = (...args: string[]): void => void execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.org", ...args], { cwd: product.base, stdio: "ignore" });
  git("init", "-b", "main");
  git("add", "-A");
  git("commit", "-m", "Start");
  expect(program.run(["create-milestone-job", "--yes"], { cwd: product.base }).code).toBe(0);
  const started = path.join(program.folder, `${path.basename(product.base)}.started`);
  return { started, args: ["run-job", "v1.0", "--json", "--", process.execPath, path.join(product.planning, "agent.mjs"), started] };
}

interface Ending {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the program and gives its end. */
function start(args: readonly string[]): Promise<Ending> {
  const child = spawn(process.execPath, [program.main, ...args], { cwd: product.base, env: programEnvironment(), stdio: ["ignore", "pipe", "pipe"] });
  running = child;
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => { stdout += chunk.toString(); });
  child.stderr.on("data", (chunk: Buffer) => { stderr += chunk.toString(); });
  return new Promise((settle) => child.on("close", (code, signal) => { settle({ code, signal, stdout, stderr }); }));
}

async function waitForFile(file: string, end: Promise<Ending>): Promise<void> {
  let early: Ending | undefined;
  void end.then((ending) => { early = ending; });
  while (!existsSync(file) || readFileSync(file, "utf8") === "") {
    if (early !== undefined) throw new Error(`it ended before its agent started: ${JSON.stringify(early)}`);
    await sleep(20);
  }
}

describe.skipIf(process.platform === "win32")("dgs run-job", () => {
  it("stops in order at the first signal: exit code 130, no agent left, the step due again", async () => {
    const { started, args } = prepare();
    const end = start(args);
    await waitForFile(started, end);
    const agentProcess = identityOf(Number(readFileSync(started, "utf8")));
    running?.kill("SIGINT");
    const { code, stdout, stderr } = await end;
    expect(code).toBe(130);
    const report = JSON.parse(stdout) as { steps: unknown[] };
    expect(report).toMatchObject({ type: "run", exit: "cancelled", ran: 1 });
    expect(report.steps[0]).toMatchObject({ step: 1, status: "pending", runs: true });
    expect(stderr).toContain("[1/");
    expect(stderr).toContain("Stopping in order");
    expect(agentProcess && isAlive(agentProcess)).toBe("dead");
  });

  it("lets nobody else run or cancel the job meanwhile, and says who runs it", async () => {
    const { started, args } = prepare();
    const end = start(args);
    await waitForFile(started, end);
    const pid = String(running?.pid);
    for (const other of [args, ["cancel-job", "v1.0", "--json"]]) {
      const refused = program.run(other, { cwd: product.base });
      expect(refused.code).toBe(8);
      const { error } = JSON.parse(refused.stdout) as { error: { message: string; exit: string } };
      expect(error.exit).toBe("locked");
      expect(error.message).toContain(pid);
    }
    running?.kill("SIGTERM");
    expect((await end).code).toBe(130);
    expect(program.run(["cancel-job", "v1.0"], { cwd: product.base }).code).toBe(0);
    expect(readdirSync(path.join(product.planning, "jobs", "pending"))).toContain("milestone-v1.0.md");
  });

  it("ends at once at the second signal, and the next run goes on", async () => {
    const { started, args } = prepare();
    // An agent that does not end when it is asked to.
    writeFileSync(path.join(product.planning, "agent.mjs"), `process.on("SIGTERM", () => {});${agent}`);
    const end = start(args);
    await waitForFile(started, end);
    running?.kill("SIGINT");
    while (running?.exitCode === null && running.signalCode === null) {
      await sleep(50);
      running.kill("SIGINT");
    }
    expect((await end).code).toBe(130);
    const dryRun = program.run(["run-job", "v1.0", "--dry-run"], { cwd: product.base });
    expect(dryRun).toMatchObject({ code: 0, stdout: expect.stringContaining("A run would start at step 1") as string });
  });
});
