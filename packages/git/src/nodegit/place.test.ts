import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Git, GitRefusal, Processes } from "@dgs/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createNodegitGit } from "./create-nodegit-git.js";
import { builtNodegit, nodegitFolder } from "./place.js";

const script = fileURLToPath(new URL("../../../../scripts/nodegit.mjs", import.meta.url));
let folder: string;

beforeEach(() => { folder = mkdtempSync(path.join(os.tmpdir(), "dgs-nodegit-")); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

describe("the place of a build", () => {
  it.each([["of its own", { DGS_NODEGIT_HOME: "/x/y" }], ["in the cache", { XDG_CACHE_HOME: "/x" }], ["in the home", {}], ["told by a path that leads anywhere", { DGS_NODEGIT_HOME: "x", XDG_CACHE_HOME: "y" }]])("is the same for the script and the engine: %s", (_, env) => {
    const base = Object.fromEntries(["PATH", "HOME", "USERPROFILE", "SYSTEMROOT"].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
    expect(nodegitFolder(env)).toBe(execFileSync(process.execPath, [script, "--where"], { env: { ...base, ...env }, encoding: "utf8" }).trim());
  });

  it("holds nothing before the build was finished", () => {
    const env = { DGS_NODEGIT_HOME: folder };
    mkdirSync(path.join(nodegitFolder(env), "node_modules/nodegit/lib"), { recursive: true });
    expect(builtNodegit(env)).toBeUndefined();
    writeFileSync(path.join(nodegitFolder(env), "built.json"), "{}");
    expect(builtNodegit(env)).toContain(folder);
  });
});

describe("an engine without its nodegit", () => {
  const nowhere: Processes = { run: () => Promise.reject(new Error("a program was started")) } as unknown as Processes;
  const engineOf = (): Git => createNodegitGit({ processes: nowhere, env: { DGS_NODEGIT_HOME: folder } });

  it("refuses with the way out, and no program stands in for it", async () => {
    const refusal = (await engineOf().head(folder)) as GitRefusal;
    expect(refusal).toMatchObject({ type: "refused", code: "other" });
    expect(refusal.message).toContain("npm run nodegit");
    expect(refusal.message).toContain(folder);
    expect(await engineOf().fastForward({ repo: folder, branch: "main", to: "0".repeat(40) as never })).toMatchObject({ code: "other" });
  });

  it("tells what came up when a build cannot be loaded", async () => {
    const lib = path.join(nodegitFolder({ DGS_NODEGIT_HOME: folder }), "node_modules/nodegit/lib");
    mkdirSync(lib, { recursive: true });
    writeFileSync(path.join(lib, "nodegit.js"), "throw new Error('was compiled against a different Node.js version');\n");
    writeFileSync(path.join(nodegitFolder({ DGS_NODEGIT_HOME: folder }), "built.json"), "{}");
    const refusal = (await engineOf().status(folder)) as GitRefusal;
    expect(refusal.message).toMatch(/could not be loaded from .*different Node\.js version[^]*npm run nodegit/);
  });
});
