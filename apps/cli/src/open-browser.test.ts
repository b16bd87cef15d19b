import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { openBrowser } from "./open-browser.js";

const URL_WITH_TOKEN = "http://127.0.0.1:1234/#token=secret";

it.skipIf(process.platform === "win32").each([["linux", "xdg-open", 0], ["darwin", "open", 0], ["win32", "rundll32", 1]] as const)("leads the browser of %s there by a file of this user, not by an argument that others see", async (platform, program, at) => {
  const folder = mkdtempSync(path.join(tmpdir(), "dgs open "));
  writeFileSync(path.join(folder, program), `#!/bin/sh\nfor each do echo "$each"; done > "${folder}/part"\nmv "${folder}/part" "${folder}/asked"\n`);
  chmodSync(path.join(folder, program), 0o755);
  const problems: string[] = [];
  const forget = openBrowser(URL_WITH_TOKEN, (message) => problems.push(message), platform, { ...process.env, PATH: `${folder}${path.delimiter}${process.env["PATH"] ?? ""}` });
  await expect.poll(() => existsSync(path.join(folder, "asked"))).toBe(true);
  const asked = readFileSync(path.join(folder, "asked"), "utf8").trimEnd().split("\n");
  expect(asked).toHaveLength(at + 1);
  expect(asked.join(" ")).not.toContain("secret");
  const file = fileURLToPath(asked[at]!);
  expect(readFileSync(file, "utf8")).toContain(`url=${URL_WITH_TOKEN}"`);
  expect(statSync(file).mode & 0o077).toBe(0);
  forget();
  expect([existsSync(path.dirname(file)), problems]).toEqual([false, []]);
  rmSync(folder, { recursive: true });
});

it("says where there is no browser, and goes on", async () => {
  const problems: string[] = [];
  const forget = openBrowser(URL_WITH_TOKEN, (message) => problems.push(message), "linux", { PATH: "" });
  await expect.poll(() => problems).toEqual([expect.stringContaining("open the address yourself")]);
  forget();
});
