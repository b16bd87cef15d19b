import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { parsePsEnvironments, parsePsTable } from "./ps-table.js";

it("reads the columns of ps as macOS and Linux print them", () => {
  const text = [
    "    1     0     1 Ss   Mon Jan  5 09:07:03 2026    ",
    " 4242   1  4242 Z+   Fri Nov 20 23:59:59 2026",
    "ps: something went wrong",
    "",
  ].join("\n");
  expect(parsePsTable(text)).toEqual([
    { pid: 1, parent: 0, group: 1, session: 0, startTime: Date.UTC(2026, 0, 5, 9, 7, 3) / 1000, ended: false },
    { pid: 4242, parent: 1, group: 4242, session: 0, startTime: Date.UTC(2026, 10, 20, 23, 59, 59) / 1000, ended: true },
  ]);
});

it.skipIf(process.platform === "win32")("reads what the ps of this machine says about this process", () => {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,pgid=,stat=,lstart="], { env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" }, encoding: "utf8" });
  expect(parsePsTable(stdout)).toContainEqual(expect.objectContaining({ pid: process.pid, parent: process.ppid, ended: false }));
});

it("takes arguments and variables of a process for words", () => {
  expect(parsePsEnvironments("  7 /bin/sleep 60 PATH=/bin DGS_RUN=a,b HOME=/\n")).toEqual(
    new Map([[7, ["/bin/sleep", "60", "PATH=/bin", "DGS_RUN=a,b", "HOME=/"]]]),
  );
});
