import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProcessSpec } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { openFixtureRuns } from "./fixtures/open-fixture-runs.js";

const { processes, folder } = openFixtureRuns();

describe("not-started", () => {
  const start = (more: Partial<ProcessSpec>) => processes.run({ program: "true", args: [], cwd: folder, env: { PATH: folder }, ...more });
  const file = (name: string, text: string, mode: number): string => {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), mode);
    return join(folder, name);
  };

  it("not-found: a name that is not on the PATH it was given, whatever ours is", async () => {
    expect(await start({})).toMatchObject({ type: "not-started", reason: "not-found", message: `there is no program "true" on the PATH it was given (${JSON.stringify(folder)})` });
  });

  it("not-found: a path", async () => {
    expect(await start({ program: join(folder, "missing") })).toMatchObject({ reason: "not-found" });
    expect(await start({ program: join(file("plain", "", 0o644), "below") })).toMatchObject({ reason: "not-found" });
  });

  it("not-executable: no permission, a folder, a missing interpreter", async () => {
    expect(await start({ program: file("no-permission", "", 0o644) })).toMatchObject({ reason: "not-executable" });
    expect(await start({ program: folder })).toMatchObject({ reason: "not-executable" });
    const script = file("no-interpreter", "#!/missing/interpreter\n", 0o755);
    expect(await start({ program: script })).toMatchObject({ reason: "not-executable" });
    expect(await start({ program: "no-interpreter" })).toMatchObject({ reason: "not-executable" });
  });

  it("bad-cwd: missing, or no folder", async () => {
    expect(await start({ program: process.execPath, cwd: join(folder, "missing") })).toMatchObject({ reason: "bad-cwd" });
    expect(await start({ program: process.execPath, cwd: file("file", "", 0o644) })).toMatchObject({ reason: "bad-cwd" });
  });

  it("other: what cannot be passed to any program", async () => {
    expect(await start({ program: process.execPath, args: ["a\0b"] })).toMatchObject({ reason: "other" });
    expect(await start({ program: "" })).toMatchObject({ reason: "other" });
    expect(await start({ program: process.execPath, args: ["x".repeat(10_000_000)] })).toMatchObject({ reason: "other" });
  });
});
