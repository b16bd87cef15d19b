import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProcessSpec } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { openFixtureRuns } from "./fixtures/open-fixture-runs.js";

const { processes, folder, run, runUntilReady } = openFixtureRuns();

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
