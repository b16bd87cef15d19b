import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { root } from "./checkout.js";

const script = path.join(root, "scripts/nodegit.mjs");
const lockModule = JSON.stringify(path.join(root, "scripts/nodegit/lock.mjs"));
let folder: string;

beforeEach(() => { folder = mkdtempSync(path.join(os.tmpdir(), "dgs nodegit ")); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

/** Runs the script with a folder of its own and programs of its own. */
function build(env: Readonly<Record<string, string>> = {}, ...args: readonly string[]): { readonly code: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8", env: { PATH: process.env["PATH"] ?? "", DGS_NODEGIT_HOME: folder, ...env } });
  return { code: status, output: `${stdout}${stderr}` };
}

describe("building nodegit", () => {
  it("takes no time when it was done before", () => {
    const place = build({}, "--where").output.trim();
    mkdirSync(place, { recursive: true });
    writeFileSync(path.join(place, "built.json"), "{}");
    expect(build()).toEqual({ code: 0, output: expect.stringContaining("is ready in") as string });
    expect(existsSync(`${place}.lock`)).toBe(false);
  });

  it.skipIf(process.platform === "win32")("says which programs and headers are missing, and what brings them, before it fetches anything", () => {
    const { code, output } = build({ PATH: path.join(folder, "no programs") });
    expect(code).toBe(1);
    expect(output).toContain("apt-get install g++ make python3 libkrb5-dev");
    expect(existsSync(build({}, "--where").output.trim())).toBe(false);
  });
});

describe.skipIf(process.platform === "win32")("the lock of a build", () => {
  const hold = `import { withLock } from ${lockModule};
    import { appendFileSync } from "node:fs";
    import { setTimeout as sleep } from "node:timers/promises";
    const [file, log, name, ms] = process.argv.slice(1);
    await withLock(file, { onWait: () => {}, pollMs: 20 }, async () => { appendFileSync(log, name + "+"); await sleep(Number(ms)); appendFileSync(log, name + "-"); });`;
  const start = (log: string, name: string, ms: number) => spawn(process.execPath, ["--input-type=module", "-e", hold, path.join(folder, "lock"), log, name, String(ms)], { stdio: "inherit" });
  const ended = (child: ReturnType<typeof start>) => new Promise((settle) => child.once("exit", settle));

  it("lets one at a time in, also when a dead one has left it behind", async () => {
    const log = path.join(folder, "log");
    writeFileSync(log, "");
    const dead = start(log, "d", 60_000);
    while (readFileSync(log, "utf8") !== "d+") await new Promise((settle) => setTimeout(settle, 20));
    dead.kill("SIGKILL");
    await ended(dead);
    expect(existsSync(path.join(folder, "lock"))).toBe(true);
    const codes = await Promise.all(["a", "b", "c"].map((name) => ended(start(log, name, 100))));
    expect(codes).toEqual([0, 0, 0]);
    expect(readFileSync(log, "utf8").slice(2)).toMatch(/^(?:([abc])\+\1-){3}$/);
    expect(existsSync(path.join(folder, "lock"))).toBe(false);
  });
});
