import { execFileSync } from "node:child_process";
import { closeSync, constants, existsSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openLog } from "./log.js";

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "dgs-log-")); });
afterEach(() => { rmSync(folder, { recursive: true }); });

it("appends, in the order of the writes", async () => {
  const path = join(folder, "log");
  writeFileSync(path, "before\n");
  const log = openLog(path);
  for (let index = 0; index < 100; index += 1) void log.write(Buffer.from(`${index}\n`));
  await log.close();
  expect(readFileSync(path, "utf8")).toBe(`before\n${Array.from({ length: 100 }, (_, index) => `${index}\n`).join("")}`);
  expect(log.failure()).toBeUndefined();
});

it("tells why it cannot be opened, and takes what is written", async () => {
  const log = openLog(join(folder, "missing", "log"));
  await log.write(Buffer.from("lost"));
  await log.close();
  expect(log.failure()).toContain("ENOENT");
});

it.skipIf(!existsSync("/dev/full"))("tells that the disk is full", async () => {
  const log = openLog("/dev/full");
  await log.write(Buffer.from("lost"));
  await log.write(Buffer.from("lost, too"));
  await log.close();
  expect(log.failure()).toMatch(/^\/dev\/full: ENOSPC/);
});

it.skipIf(process.platform === "win32")("makes a writer wait for a file that takes no more", async () => {
  const path = join(folder, "pipe");
  execFileSync("/usr/bin/mkfifo", [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const log = openLog(path);
  await log.write(Buffer.from("small"));
  let isWritten = false;
  const large = log.write(Buffer.alloc(500_000)).then(() => { isWritten = true; });
  const buffer = Buffer.alloc(100_000);
  readSync(reader, buffer);
  await new Promise((turn) => setImmediate(turn));
  expect([isWritten, log.isBusy()]).toEqual([false, true]);
  while (!isWritten) {
    try {
      readSync(reader, buffer);
    } catch {
      // EAGAIN: the pipe is empty for the moment.
    }
    await new Promise((turn) => setImmediate(turn));
  }
  await large;
  await log.close();
  closeSync(reader);
  expect(log.failure()).toBeUndefined();
});

it("writes nothing after a failure: a log with a hole would mislead", async () => {
  const path = join(folder, "log");
  const log = openLog(path);
  await log.write(Buffer.from("whole"));
  log.abandon();
  await log.write(Buffer.from("after a hole"));
  await log.close();
  expect([readFileSync(path, "utf8"), log.failure()]).toEqual(["whole", `${path}: the file took no more output`]);
});

it("does nothing without a path", async () => {
  const log = openLog(undefined);
  await log.write(Buffer.from("x"));
  await log.close();
  expect([log.isBusy(), log.failure()]).toEqual([false, undefined]);
});

it("takes the beginning of more than its limit, says how much is left out, and ends with the last words", async () => {
  const path = join(folder, "log");
  const log = openLog(path, 10);
  // The tenth byte would be the first half of a character.
  for (const part of ["12345", "6789\u00e4bc", "never"]) await log.write(Buffer.from(part));
  await log.close(() => "bc never");
  expect(log.leftOut()).toBe(9);
  expect(readFileSync(path, "utf8")).toBe("123456789\n[dgs: 9 bytes are left out here, as a log takes 10; the end of the output follows]\nbc never");
});

it("is whole when it is exactly full", async () => {
  const path = join(folder, "log");
  const log = openLog(path, 10);
  for (const part of ["12345", "67890", ""]) await log.write(Buffer.from(part));
  await log.close(() => "no");
  expect([log.leftOut(), readFileSync(path, "utf8")]).toEqual([0, "1234567890"]);
});
