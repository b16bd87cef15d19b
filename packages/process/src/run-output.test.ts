import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import v8 from "node:v8";
import vm from "node:vm";
import { describe, expect, it } from "vitest";
import { openFixtureRuns } from "./fixtures/open-fixture-runs.js";

const { folder, run } = openFixtureRuns();

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
