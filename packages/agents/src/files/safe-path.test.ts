import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { faultOfPath, obstacleOnTheWay } from "./safe-path.js";

it.each(["a", "a/b.txt", "ünï 😀/x-1_2.md", ".hidden", "a/..b", "...x"])("takes the path %j", (relative) => {
  expect(faultOfPath(relative)).toBeUndefined();
});

it.each(["", "/a", "C:/a", "c:a", "..", "../a", "a/../b", "a/..", ".", "a/./b", "a//b", "a/", "a\\b", "a\0b", "a\nb", "a:b", "a*", "a ", " a", "a.", "a/b ", "\ufffd", "x".repeat(256)])(
  "refuses the path %j",
  (relative) => {
    expect(typeof faultOfPath(relative)).toBe("string");
  },
);

it("sees links and files among the folders on the way", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dgs-path-"));
  mkdirSync(path.join(folder, "real/deeper"), { recursive: true });
  symlinkSync(path.join(folder, "real"), path.join(folder, "real/deeper/link"));
  writeFileSync(path.join(folder, "file"), "x");
  expect(obstacleOnTheWay(folder, "real/deeper/new/x.txt")).toBeUndefined();
  expect(obstacleOnTheWay(folder, "real/deeper/link")).toBeUndefined();
  expect(obstacleOnTheWay(folder, "real/deeper/link/x.txt")).toBe("real/deeper/link");
  expect(obstacleOnTheWay(folder, "file/x.txt")).toBe("file");
  rmSync(folder, { recursive: true });
});
