import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type BuiltProgram, buildProgram, programEnvironment } from "../built-program.js";
import { codeOf, openMcp } from "./mcp-client.js";
import { makeMcpStage, type McpStage } from "./mcp-stage.js";

const app = path.resolve(fileURLToPath(import.meta.url), "../../../../mcp");

let program: BuiltProgram;
let folder: string;
let main: string;
let stage: McpStage;
beforeAll(() => {
  program = buildProgram();
  folder = mkdtempSync(path.join(tmpdir(), "dgs-mcp-program-"));
  const tsup = path.resolve(app, "../../node_modules/tsup/dist/cli-default.js");
  const built = spawnSync(process.execPath, [tsup, "--silent"], { cwd: app, encoding: "utf8", env: { ...process.env, DGS_MCP_OUT: folder } });
  if (built.status !== 0) throw new Error(`the program could not be built:\n${built.stdout}${built.stderr}`);
  main = path.join(folder, "main.js");
  stage = makeMcpStage();
}, 240_000);
afterAll(() => {
  program.remove();
  stage.remove();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
  spawnSync(process.execPath, [main, ...args], { cwd: stage.product, encoding: "utf8", env: programEnvironment(), input: "" });

it("is the same server as dgs mcp, and carries its runs out itself", async () => {
  const [own, other] = await Promise.all([openMcp([main], stage.product), openMcp([program.main, "mcp"], stage.product)]);
  expect(await own.ask("tools/list")).toMatchObject({ result: (await other.ask("tools/list")).result });
  const started = await own.call("execute_phase", { phase: "9", wait_seconds: 60 });
  expect(started.structuredContent).toMatchObject({ status: "ended", error: { code: "phase-not-executed" } });
  // Either knows what the other one started.
  expect((await other.call("watch", { run: started.structuredContent?.["run"], wait_seconds: 0 })).structuredContent).toMatchObject({ status: "ended", error: { code: "phase-not-executed" } });
  expect(codeOf(await own.call("show_job", { version: "v9.9" }))).toBe("no-such-job");
  for (const client of [own, other]) {
    client.leave();
    expect([await client.gone, client.said(), client.strange]).toEqual([0, "", []]);
  }
});

it("says its version and what it takes, and refuses what it does not know before it serves", () => {
  expect(run("--version")).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/), stderr: "" });
  expect(run("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("--http <port>"), stderr: "" });
  for (const args of [["--nonsense"], ["operand"], ["--http", "x"], ["--http", "70000"], ["--root", "nowhere"], ["--project", "nothing"], ["--run", "../nothing"], ["--run", stage.planning]]) {
    const { status, stdout, stderr } = run(...args);
    expect([args, status, stdout, stderr !== ""]).toEqual([args, 2, "", true]);
  }
});

it("ends at once, and well, with a client that says nothing", () => {
  expect(run()).toMatchObject({ status: 0, stdout: "", stderr: "" });
});

it("ends with the first signal, also while its client keeps stdin open", async () => {
  for (const [args, signal] of [[[main], "SIGTERM"], [[program.main, "mcp"], "SIGINT"]] as const) {
    const child = spawn(process.execPath, args, { cwd: stage.product, env: programEnvironment(), stdio: ["pipe", "pipe", "ignore"] });
    const gone = once(child, "exit");
    const initialize = { jsonrpc: "2.0", id: 1, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } } };
    child.stdin.write(`${JSON.stringify(initialize)}\n`);
    await once(child.stdout, "data");
    child.kill(signal);
    expect(await gone).toEqual([0, null]);
  }
});
