import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isAlive } from "./identity.js";
import { startDetached } from "./start-detached.js";

let folder: string;
beforeAll(() => { folder = mkdtempSync(path.join(tmpdir(), "dgs-detached-")); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
};

it("starts a program whose output is kept, and says who it is", async () => {
  const logPath = path.join(folder, "log");
  const identity = await startDetached({ program: process.execPath, args: ["-e", "console.log(process.env.WORD, process.cwd()); process.stdin.on('data', () => {}); setTimeout(() => {}, 60_000)"], cwd: folder, env: { WORD: "here" }, logPath });
  expect(identity === undefined ? "gone" : isAlive(identity)).toBe("alive");
  await until(() => readFileSync(logPath, "utf8").includes("\n"));
  expect(readFileSync(logPath, "utf8")).toContain("here");
  process.kill(identity?.pid ?? 0, "SIGKILL");
  await until(() => identity === undefined || isAlive(identity) === "dead");
});

it.skipIf(process.platform === "win32")("makes it nobody's child: whoever ends all that descends from this process does not find it", async () => {
  const mark = path.join(folder, "parent");
  await startDetached({ program: process.execPath, args: ["-e", `setTimeout(() => require("node:fs").writeFileSync(process.argv[1], String(process.ppid)), 300)`, mark], cwd: folder, env: {}, logPath: path.join(folder, "log") });
  await until(() => existsSync(mark) && readFileSync(mark, "utf8") !== "");
  expect(readFileSync(mark, "utf8")).not.toBe(String(process.pid));
});

it("says when there is no such program", async () => {
  await expect(startDetached({ program: path.join(folder, "nothing"), args: [], cwd: folder, env: {}, logPath: path.join(folder, "log") })).rejects.toThrow("ENOENT");
});
