import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { processesIn } from "./processes-in.js";

let folder: string;
let children: ChildProcess[];

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "dgs-in-")));
  children = [];
});

afterEach(async () => {
  for (const child of children) {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a program that waits in a folder, and waits until it is there. */
async function startIn(cwd: string): Promise<number> {
  const child = spawn(process.execPath, ["-e", "process.stdout.write('here'); setInterval(() => {}, 1000)"], { cwd, stdio: ["ignore", "pipe", "ignore"] });
  children.push(child);
  await once(child.stdout, "data");
  return child.pid ?? 0;
}

const make = (...names: string[]): string => {
  const made = path.join(folder, ...names);
  mkdirSync(made, { recursive: true });
  return made;
};

describe.skipIf(process.platform === "win32")("processesIn", () => {
  it.each(["plain", "with space", "new\nline ünï", "-dash", "x (deleted)"])("finds who works in %j and below it, by name and place", async (name) => {
    const wanted = make(name);
    const pids = [await startIn(wanted), await startIn(make(name, "deep", "er"))];
    const found = await processesIn(wanted);
    expect(found.type === "known" && found.processes.map(({ pid, cwd }) => ({ pid, cwd }))).toEqual([
      { pid: pids[0], cwd: wanted },
      { pid: pids[1], cwd: path.join(wanted, "deep", "er") },
    ].sort((a, b) => (a.pid ?? 0) - (b.pid ?? 0)));
    expect(found.type === "known" && found.processes.every(({ command }) => command !== "" && command !== "?")).toBe(true);
  });

  it("does not take a folder for another whose name starts the same, nor for the one around it", async () => {
    const wanted = make("repo--v1");
    await startIn(make("repo--v1.1"));
    await startIn(folder);
    expect(await processesIn(wanted)).toEqual({ type: "known", processes: [] });
  });

  it("finds them through a link to the folder", async () => {
    const pid = await startIn(make("real"));
    symlinkSync(path.join(folder, "real"), path.join(folder, "link"));
    expect(await processesIn(path.join(folder, "link"))).toMatchObject({ processes: [{ pid }] });
  });

  it("includes the one who asks", async () => {
    expect(await processesIn(process.cwd())).toMatchObject({ type: "known", processes: expect.arrayContaining([expect.objectContaining({ pid: process.pid })]) as unknown });
  });

  it("finds nobody in a folder that is not there", async () => {
    expect(await processesIn(path.join(folder, "gone"))).toEqual({ type: "known", processes: [] });
  });

  it("does not find one that has ended and was not collected", async () => {
    const wanted = make("short");
    const pid = await startIn(wanted);
    const child = children.pop();
    const ended = once(child as ChildProcess, "exit");
    process.kill(pid, "SIGKILL");
    await ended;
    expect(await processesIn(wanted)).toEqual({ type: "known", processes: [] });
  });
});
