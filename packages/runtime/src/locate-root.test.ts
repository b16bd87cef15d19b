import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { locateRoot } from "./locate-root.js";

let base: string;
beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "dgs root ")));
});
afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

function make(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(join(base, path, ".."), { recursive: true });
    writeFileSync(join(base, path), "# x\n");
  }
}

describe("locateRoot", () => {
  it.each([".planning", ".gsd"])("finds %s in the folder, above it, and by its own name", (name) => {
    make(`${name}/ROADMAP.md`, "src/deep/x.ts");
    const place = { base, root: join(base, name), project: "" };
    expect(locateRoot({ cwd: base })).toEqual(place);
    expect(locateRoot({ cwd: join(base, "src", "deep") })).toEqual(place);
    expect(locateRoot({ cwd: tmpdir(), root: base })).toEqual(place);
    expect(locateRoot({ cwd: base, root: name })).toEqual(place);
    expect(locateRoot({ cwd: tmpdir(), envRoot: join(base, name) })).toEqual(place);
  });

  it("passes over a link beside it that leads to itself", () => {
    make(".planning/ROADMAP.md");
    symlinkSync(".mcp.json", join(base, ".mcp.json"));
    expect(locateRoot({ cwd: base })).toMatchObject({ base });
  });

  it("--root counts before DGS_ROOT", () => {
    make(".planning/ROADMAP.md");
    expect(locateRoot({ cwd: tmpdir(), root: base, envRoot: "/nowhere" })).toMatchObject({ base });
  });

  it("refuses where there is none, where there are two, and where the folder is not there", () => {
    expect(locateRoot({ cwd: base, root: base })).toMatchObject({ type: "refused", code: "no-planning-folder", at: base, exit: "usage" });
    expect(locateRoot({ cwd: base, root: "missing" })).toMatchObject({ code: "no-such-folder", at: join(base, "missing") });
    make(".planning/ROADMAP.md", ".gsd/ROADMAP.md");
    expect(locateRoot({ cwd: base })).toMatchObject({ code: "two-planning-folders", at: base });
    expect(locateRoot({ cwd: base, root: ".gsd" })).toMatchObject({ root: join(base, ".gsd") });
  });

  it("takes the only project, asks for a choice among several, and checks a name that is given", () => {
    make(".planning/api/ROADMAP.md", ".planning/todos/x.md");
    expect(locateRoot({ cwd: base })).toMatchObject({ project: "api" });
    make(".planning/web/STATE.md");
    expect(locateRoot({ cwd: base })).toMatchObject({ code: "several-projects", message: expect.stringContaining("api, web") as string });
    expect(locateRoot({ cwd: base, project: "web" })).toMatchObject({ project: "web" });
    expect(locateRoot({ cwd: base, project: "../web" })).toMatchObject({ code: "unknown-project" });
  });
});
