import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { Writable } from "node:stream";
import { expect, it } from "vitest";
import { currentIdentity, identityOf, isAlive } from "./identity.js";

const onLinux = process.platform === "linux";

it("knows this process as alive, also after a way through JSON", () => {
  const identity = currentIdentity();
  expect(identity.pid).toBe(process.pid);
  expect(identityOf(process.pid)).toEqual(identity);
  expect(isAlive(JSON.parse(JSON.stringify(identity)))).toBe("alive");
});

it.runIf(onLinux)("fills every field", () => {
  const identity = currentIdentity();
  expect(identity.bootId).toMatch(/^[0-9a-f-]{36}$/);
  expect(identity.pidNamespace).toMatch(/^pid:\[\d+\]$/);
  expect(Number(identity.startTime)).toBeGreaterThan(0);
});

it("knows a process that has ended as dead", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  await once(child, "spawn");
  const identity = identityOf(child.pid!)!;
  expect(isAlive(identity)).toBe("alive");
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(isAlive(identity)).toBe("dead");
  expect(identityOf(child.pid!)).toBeUndefined();
});

it.runIf(onLinux)("knows a zombie as dead", async () => {
  // sh starts a child, which waits for the end of pipe 3, and becomes a program that collects none.
  const parent = spawn("sh", ["-c", "cat <&3 & echo $!; exec 3<&-; exec sleep 600"], { stdio: ["ignore", "pipe", "ignore", "pipe"] });
  const pid = Number(String(((await once(parent.stdout!, "data")) as [Buffer])[0]));
  while (readFileSync(`/proc/${parent.pid!}/comm`, "utf8") !== "sleep\n") await new Promise((turn) => setImmediate(turn));
  const identity = identityOf(pid)!;
  expect(isAlive(identity)).toBe("alive");
  (parent.stdio[3] as Writable).end();
  while (isAlive(identity) === "alive") await new Promise((turn) => setImmediate(turn));
  const isStillListed = process.kill(pid, 0);
  parent.kill("SIGKILL");
  expect([isAlive(identity), isStillListed]).toEqual(["dead", true]);
});

it("tells a later process with the same pid apart", () => {
  expect(isAlive({ ...currentIdentity(), startTime: "1" })).toBe("dead");
});

it("does not judge what it cannot see", () => {
  expect(isAlive({ ...currentIdentity(), host: "elsewhere" })).toBe("unknown");
  expect(isAlive({ ...currentIdentity(), pidNamespace: "pid:[1]" })).toBe("unknown");
  expect(isAlive({ ...currentIdentity(), bootId: "an earlier one" })).toBe("dead");
});

it.each([0, -1, 1.5, Number.NaN, 2 ** 40])("identifies nothing by the pid %d", (pid) => {
  expect(identityOf(pid)).toBeUndefined();
});
