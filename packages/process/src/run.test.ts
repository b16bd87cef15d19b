import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import v8 from "node:v8";
import vm from "node:vm";
import type { ProcessResult, ProcessSpec } from "@dgs/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProcesses, identityOf } from "./index.js";

const processes = createProcesses({ leftoverGraceMs: 100 });
let folder: string;
beforeAll(() => { folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs-run-"))); });
afterAll(() => { rmSync(folder, { recursive: true }); });

function specOf(fixture: string, more: Partial<ProcessSpec> = {}): ProcessSpec {
  const { args = [], ...rest } = more;
  return { program: process.execPath, cwd: folder, env: {}, ...rest, args: [fileURLToPath(new URL(`fixtures/${fixture}.mjs`, import.meta.url)), ...args] };
}

const run = (fixture: string, more: Partial<ProcessSpec> = {}): Promise<ProcessResult> => processes.run(specOf(fixture, more));

/** Runs a fixture and cancels it at its line `ready`. */
function runUntilReady(fixture: string, more: Partial<ProcessSpec> = {}): Promise<ProcessResult> {
  const controller = new AbortController();
  return run(fixture, { ...more, signal: controller.signal, onLine: (line) => { if (line === "ready") controller.abort(); } });
}

function pidIn(result: ProcessResult): number {
  const [, pid] = /^pid (\d+)$/m.exec(result.stdoutTail) ?? [];
  return Number(pid);
}

describe("outcomes", () => {
  it("exited, with the code and all that was printed", async () => {
    const result = await run("echo-fail");
    expect(result).toMatchObject({ type: "exited", code: 2, stdoutTail: "to stdout\n", outputBytes: 20, leftovers: 0 });
    expect(result.tail.split("\n").sort()).toEqual(["", "to stderr", "to stdout"]);
    expect(Object.keys(result)).not.toContain("survivors");
    expect(Object.keys(result)).not.toContain("logFailure");
  });

  it("signalled, by somebody else", async () => {
    expect(await run("kills-itself")).toMatchObject({ type: "signalled", signal: "SIGKILL" });
  });

  it("timed-out", async () => {
    expect(await run("forever", { deadlineMs: 100 })).toMatchObject({ type: "timed-out", forced: false });
  });

  it("cancelled", async () => {
    expect(await runUntilReady("forever")).toMatchObject({ type: "cancelled", forced: false, stdoutTail: expect.stringMatching(/ready\n$/) as string });
  });

  it("cancelled, also when the program then says that all is well", async () => {
    expect(await runUntilReady("lies-on-sigterm")).toMatchObject({ type: "cancelled", forced: false });
  });

  it("cancelled by force when asking does not help", async () => {
    expect(await runUntilReady("ignores-sigterm", { graceMs: 50 })).toMatchObject({ type: "cancelled", forced: true, leftovers: 0 });
  });

  it("cancelled before anything was started", async () => {
    const result = await run("echo-fail", { signal: AbortSignal.abort() });
    expect(result).toEqual({ type: "cancelled", forced: false, durationMs: 0, tail: "", stdoutTail: "", outputBytes: 0, leftovers: 0 });
  });
});

describe("a program that is talked to", () => {
  it("gets what is written while its lines come, and the end of its input", async () => {
    let input: Parameters<NonNullable<ProcessSpec["onStart"]>>[0] | undefined;
    const lines: string[] = [];
    const onLine = (line: string): void => {
      lines.push(line);
      if (lines.length < 3) input?.write(`${line}!\n`);
      else input?.end();
    };
    const result = await run("answers-lines", { onStart: (given) => { input = given; given.write("one\n"); }, onLine });
    expect(result).toMatchObject({ type: "exited", code: 0 });
    expect(lines).toEqual(["one", "one!", "one!!"]);
    // It has ended: whoever writes now writes to nobody.
    input?.write("late\n");
    input?.end();
  });

  it("may read nothing of what is written", async () => {
    expect(await run("closes-stdin", { onStart: (input) => { input.write("x".repeat(1_000_000)); } })).toMatchObject({ type: "exited", code: 3 });
  });

  it("is ended where whoever talks to it throws", async () => {
    await expect(run("forever", { onStart: () => { throw new Error("no words"); } })).rejects.toThrow("no words");
  });
});

describe("not-started", () => {
  const start = (more: Partial<ProcessSpec>) => processes.run({ program: "true", args: [], cwd: folder, env: { PATH: folder }, ...more });
  const file = (name: string, text: string, mode: number): string => {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), mode);
    return join(folder, name);
  };

  it("not-found: a name that is not on the PATH it was given, whatever ours is", async () => {
    expect(await start({})).toMatchObject({ type: "not-started", reason: "not-found", message: `there is no program "true" on the PATH it was given (${JSON.stringify(folder)})` });
  });

  it("not-found: a path", async () => {
    expect(await start({ program: join(folder, "missing") })).toMatchObject({ reason: "not-found" });
    expect(await start({ program: join(file("plain", "", 0o644), "below") })).toMatchObject({ reason: "not-found" });
  });

  it("not-executable: no permission, a folder, a missing interpreter", async () => {
    expect(await start({ program: file("no-permission", "", 0o644) })).toMatchObject({ reason: "not-executable" });
    expect(await start({ program: folder })).toMatchObject({ reason: "not-executable" });
    const script = file("no-interpreter", "#!/missing/interpreter\n", 0o755);
    expect(await start({ program: script })).toMatchObject({ reason: "not-executable" });
    expect(await start({ program: "no-interpreter" })).toMatchObject({ reason: "not-executable" });
  });

  it("bad-cwd: missing, or no folder", async () => {
    expect(await start({ program: process.execPath, cwd: join(folder, "missing") })).toMatchObject({ reason: "bad-cwd" });
    expect(await start({ program: process.execPath, cwd: file("file", "", 0o644) })).toMatchObject({ reason: "bad-cwd" });
  });

  it("other: what cannot be passed to any program", async () => {
    expect(await start({ program: process.execPath, args: ["a\0b"] })).toMatchObject({ reason: "other" });
    expect(await start({ program: "" })).toMatchObject({ reason: "other" });
    expect(await start({ program: process.execPath, args: ["x".repeat(10_000_000)] })).toMatchObject({ reason: "other" });
  });
});

describe("what the program is given", () => {
  it("arguments as they are, its folder, and an environment that is the one asked for and the marker", async () => {
    const args = ["", "two words", "$HOME", "`id`", "*", "'\"\\", "é\n", ";", "-x"];
    const result = await run("prints-arguments", { args, env: { ONLY: "this" } });
    const { env, ...seen } = JSON.parse(result.stdoutTail) as { env: Record<string, string>; args: string[]; cwd: string };
    expect(seen).toEqual({ args, cwd: folder });
    expect(Object.keys(env).sort()).toEqual(["DGS_RUN", "DGS_SUPERVISOR", "ONLY"]);
  });

  it("another marker for each run, one for the supervisor", async () => {
    const results = await Promise.all([run("prints-arguments"), run("prints-arguments")]);
    const [a, b] = results.map((result) => (JSON.parse(result.stdoutTail) as { env: Record<string, string> }).env);
    expect(a?.DGS_RUN).not.toBe(b?.DGS_RUN);
    expect(a?.DGS_SUPERVISOR).toBe(b?.DGS_SUPERVISOR);
  });

  it("text on stdin, however long", async () => {
    const text = `${"é".repeat(1_000_000)}the end`;
    expect(await run("echoes-stdin", { stdin: text })).toMatchObject({ type: "exited", code: 0, stdoutTail: `1000007 ${"é".repeat(13)}the end` });
  });

  it("an empty stdin", async () => {
    expect(await run("echoes-stdin")).toMatchObject({ stdoutTail: "0 " });
  });

  it("a stdin that need not be read", async () => {
    expect(await run("closes-stdin", { stdin: "x".repeat(10_000_000) })).toMatchObject({ type: "exited", code: 3 });
  });
});

describe("output", () => {
  it("cuts no character, though two streams take turns inside it", async () => {
    const lines: string[] = [];
    const logPath = join(folder, "characters.log");
    const result = await run("splits-characters", { logPath, onLine: (line) => lines.push(line) });
    expect(result.stdoutTail).toBe("aé€😀\nz");
    expect(lines).toEqual(["aé€😀", "z"]);
    const log = readFileSync(logPath, "utf8");
    expect(result.tail).toBe(log);
    expect(log.replaceAll(".", "")).toBe("aé€😀\nz");
  });

  it("keeps the tail that was asked for", async () => {
    expect(await run("echo-fail", { tailBytes: 4 })).toMatchObject({ stdoutTail: "out\n", outputBytes: 20 });
    expect(await run("echo-fail", { tailBytes: 0 })).toMatchObject({ tail: "", stdoutTail: "" });
  });

  it("goes on without a log, and says why", async () => {
    const result = await run("echo-fail", { logPath: join(folder, "missing", "log") });
    expect(result).toMatchObject({ type: "exited", code: 2, stdoutTail: "to stdout\n" });
    expect(result.logFailure).toContain("ENOENT");
  });

  it("ends the program when a line cannot be taken, and gives the error back", async () => {
    const broken = run("forever", { onLine: () => { throw new Error("no more lines"); } });
    await expect(broken).rejects.toThrow("no more lines");
  });

  it("gives the error back also for the last line", async () => {
    await expect(run("prints-arguments", { onLine: () => { throw new Error("no lines"); } })).rejects.toThrow("no lines");
  });
});

describe("a lot of output", () => {
  v8.setFlagsFromString("--expose-gc");
  const collect = vm.runInNewContext("gc") as () => void;
  const held = (): number => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const mebibyte = 1_048_576;

  it("of 200 MiB all is logged, and memory does not grow with it", async () => {
    const logPath = join(folder, "large.log");
    const before = held();
    let lines = 0;
    let most = 0;
    const onLine = (): void => {
      lines += 1;
      if (lines % 40_000 === 0) most = Math.max(most, held() - before);
    };
    const result = await run("prints-a-lot", { args: ["200", "1024"], logPath, logBytes: 512 * mebibyte, onLine });
    expect(result).toMatchObject({ type: "exited", code: 0, outputBytes: 200 * mebibyte });
    expect([lines, statSync(logPath).size]).toEqual([200 * 1024, 200 * mebibyte]);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(20 * mebibyte);
    rmSync(logPath);
  });

  it("without a line ending is one line, cut", async () => {
    const lengths: number[] = [];
    const before = held();
    const result = await run("prints-a-lot", { args: ["50", "0"], onLine: (line) => lengths.push(line.length) });
    expect([lengths, result.outputBytes]).toEqual([[mebibyte], 50 * mebibyte]);
    expect(held() - before).toBeLessThan(20 * mebibyte);
  });
});

describe.runIf(process.platform === "linux")("leftovers", () => {
  it("ends a child of the group that holds stdout", async () => {
    const result = await run("leaves-child");
    expect(result).toMatchObject({ type: "exited", code: 0, leftovers: 1 });
    expect(identityOf(pidIn(result))).toBeUndefined();
  });

  it("ends a daemon with a session of its own that holds stdout", async () => {
    const result = await run("leaves-daemon");
    expect(result).toMatchObject({ type: "exited", code: 0, leftovers: 1 });
    expect(identityOf(pidIn(result))).toBeUndefined();
  });

  it("ends what only its parent leads to", async () => {
    const result = await run("leaves-family");
    expect(result).toMatchObject({ type: "exited", code: 0, leftovers: 2 });
    expect(identityOf(pidIn(result))).toBeUndefined();
  });

  it("ends the tool of a cancelled agent by force", async () => {
    const result = await runUntilReady("agent-with-tool");
    expect(result).toMatchObject({ type: "cancelled", forced: false, leftovers: 1 });
    expect(identityOf(pidIn(result))).toBeUndefined();
  });

  it("does not count who was killed together with the program", async () => {
    const controller = new AbortController();
    const script = "trap '' TERM; sleep 600 & echo ready; while :; do sleep 600; done";
    const onLine = (): void => { controller.abort(); };
    const result = await processes.run({ program: "/bin/sh", args: ["-c", script], cwd: folder, env: {}, graceMs: 50, onLine, signal: controller.signal });
    expect(result).toMatchObject({ type: "cancelled", forced: true, leftovers: 0 });
  });

  it("does not wait for one that cannot be found", async () => {
    const result = await run("escapes");
    const pid = pidIn(result);
    const escaped = identityOf(pid);
    process.kill(pid, "SIGKILL");
    expect(escaped).toBeDefined();
    expect(result).toMatchObject({ type: "exited", code: 0, leftovers: 0 });
  });

  it("leaves them alone, unmarked, when it is told to", async () => {
    const result = await createProcesses({ leftovers: "leave" }).run(specOf("leaves-daemon"));
    const pid = pidIn(result);
    const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
    process.kill(pid, "SIGKILL");
    expect(environment).not.toContain("DGS_");
    expect(result).toMatchObject({ type: "exited", code: 0, leftovers: 0 });
  });

  it("keeps fifty runs at once apart, and leaves nothing of any", async () => {
    const results = await Promise.all(Array.from({ length: 50 }, () => run("leaves-daemon")));
    expect(results.map(({ type, leftovers }) => [type, leftovers])).toEqual(results.map(() => ["exited", 1]));
    const pids = results.map(pidIn);
    expect(new Set(pids).size).toBe(50);
    expect(pids.filter((pid) => identityOf(pid) !== undefined)).toEqual([]);
  });
});

it("takes its listener on this process back", async () => {
  const before = process.listenerCount("exit");
  const runs = [run("echo-fail"), run("echo-fail")];
  await Promise.all(runs);
  expect(process.listenerCount("exit")).toBe(before);
});

it("runs a program named relative to its folder", async () => {
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin", "say"), "#!/bin/sh\necho said\n", { mode: 0o755 });
  const result = await processes.run({ program: "./bin/say", args: [], cwd: folder, env: {} });
  expect(result).toMatchObject({ type: "exited", code: 0, stdoutTail: "said\n" });
});

describe("secrets", () => {
  const secret = "sk-ant-api03-AbCdEfGhIjKlMnOp";
  const env = { MY_TOKEN: "correct-horse-battery" };
  const said = `key ${secret} and ${env.MY_TOKEN}`;

  it("stand neither in the log nor in the tails of a run that has one, and its lines are as they were", async () => {
    const logPath = join(folder, "secrets.log");
    const lines: string[] = [];
    const result = await run("prints-slowly", { args: [said], env, logPath, onLine: (line) => lines.push(line) });
    expect(result).toMatchObject({ type: "exited", code: 0, outputBytes: 2 * (said.length + 1), stdoutTail: "key [hidden] and [hidden]\n" });
    // Both streams go into one log, in the order in which they come: a word of one may stand between two of the other.
    const log = readFileSync(logPath, "utf8");
    expect([...log].sort()).toEqual([..."key [hidden] and [hidden]\n".repeat(2)].sort());
    expect(log.split("[hidden]")).toHaveLength(5);
    expect(result.tail).not.toContain("battery");
    expect(lines).toEqual([said]);
  });

  it("are hidden in the tails without a log where that is asked for, and only there", async () => {
    expect(await run("prints-slowly", { args: [said], env, hideSecrets: true })).toMatchObject({ stdoutTail: "key [hidden] and [hidden]\n" });
    expect(await run("prints-slowly", { args: [said], env })).toMatchObject({ stdoutTail: `${said}\n` });
  });
});
