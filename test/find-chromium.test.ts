import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { findChromium } from "../scripts/browser/find.mjs";
import { root } from "./checkout.js";

const folder = mkdtempSync(path.join(os.tmpdir(), "dgs chromium "));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

/** Makes a folder with a program that says that it is one. */
function programIn(name: string, program: string): string {
  const place = path.join(folder, name);
  mkdirSync(place);
  writeFileSync(path.join(place, program), "#!/bin/sh\necho Chromium 1.2.3\n");
  chmodSync(path.join(place, program), 0o755);
  return place;
}

it("finds a Chromium on the PATH, the one that is named before all, and takes no other where that is not there", () => {
  const first = programIn("first", "chromium");
  const second = programIn("second", "google-chrome");
  const PATH = [path.join(folder, "nothing"), second, first].join(path.delimiter);
  expect(findChromium({ PATH }, "linux")).toBe(path.join(second, "google-chrome"));
  expect(findChromium({ PATH, DGS_CHROMIUM: path.join(first, "chromium") }, "linux")).toBe(path.join(first, "chromium"));
  expect(findChromium({ PATH, DGS_CHROMIUM: path.join(folder, "gone") }, "linux")).toBeUndefined();
  expect(findChromium({ PATH: folder }, "linux")).toBeUndefined();
});

it.skipIf(process.platform === "win32")("npm run browser says which one, and where there is none how to have one; it installs nothing unless asked", () => {
  const run = (env: Readonly<Record<string, string>>) => spawnSync(process.execPath, [path.join(root, "scripts/browser.mjs")], { encoding: "utf8", env });
  const place = programIn("third", "chromium");
  const found = run({ PATH: `${place}${path.delimiter}/bin${path.delimiter}/usr/bin` });
  expect([found.status, found.stdout]).toEqual([0, `Chromium 1.2.3: ${path.join(place, "chromium")}\n`]);
  const none = run({ PATH: folder });
  expect([none.status, none.stdout]).toEqual([1, ""]);
  expect(none.stderr).toContain("apt-get install --no-install-recommends chromium fonts-dejavu-core");
  expect(run({ PATH: place, DGS_CHROMIUM: path.join(folder, "gone") }).stderr).toContain("which is not there");
});
