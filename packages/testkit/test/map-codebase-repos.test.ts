import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readStamp } from "@dgs/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mapRepos } from "../../runtime/src/codebase/map-repos.js";
import type { ScriptedAgent } from "../src/test-ports.js";
import { DOCUMENTS, map, mapper, PURPOSES } from "./map-scene.js";
import { createPhaseScene, phaseFiles, type PhaseScene } from "./phase-scene.js";

vi.setConfig({ testTimeout: 120_000 });

let scene: PhaseScene;
beforeEach(() => { scene = createPhaseScene(phaseFiles()); });
afterEach(() => { scene.remove(); });

const stampOf = (file: string): ReturnType<typeof readStamp> => readStamp(scene.read(file));

describe("several repos", () => {
  const repo = (name: string, files: Readonly<Record<string, string>>): void => {
    const folder = join(scene.repo, "..", name);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const git = (...args: string[]): void => void execFileSync("git", ["-C", folder, "-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "commit.gpgsign=false", ...args], { stdio: "ignore" });
    if (!existsSync(join(folder, ".git"))) git("init", "--quiet", "--initial-branch=main");
    git("add", "--all");
    git("commit", "--quiet", "--message", "more");
  };
  const twoRepos = (): void => {
    repo("api", { "package.json": '{"name": "@x/api"}\n' });
    repo("web", { "package.json": '{"name": "web", "dependencies": {"@x/api": "^1"}}\n' });
    scene.put(".planning/REPOS.md", "# Repos\n\n| Name | Path |\n|---|---|\n| api | ../api |\n| web | ../web |\n");
    scene.git("add", "--all");
    scene.git("commit", "--quiet", "--message", "repos");
  };
  const withHeadings: ScriptedAgent = (request, tools) => {
    void mapper(request, tools);
    if (request.purpose === "map-codebase stack api") tools.leave("STACK.md", "# Stack\n\n- Go\n\n## Tools\n\n```sh\n# in a fence\n```\n");
    return "completed";
  };

  it("have seven documents each, unified ones made by code, and CROSS-REPO.md from the links that code found", async () => {
    twoRepos();
    const mapped = await map(scene, withHeadings);
    expect(mapped.asked).toEqual([...PURPOSES.flatMap((purpose) => [`${purpose} api`, `${purpose} web`]), "map-codebase cross-repo"].sort());
    expect(mapped.requests.find(({ purpose }) => purpose === "map-codebase stack web")?.cwd).toBe(join(scene.repo, "..", "web"));
    const cross = mapped.requests.find(({ purpose }) => purpose === "map-codebase cross-repo")?.prompt;
    expect(cross).toContain("- web needs @x/api ^1 of api (`web/package.json`, `api/package.json`)");
    expect(cross).toContain("ARCHITECTURE.md of api");
    expect(readdirSync(join(scene.repo, ".planning/codebase")).sort()).toEqual([...DOCUMENTS, "CROSS-REPO.md", "api", "web"].sort());
    for (const name of ["api", "web"]) expect(readdirSync(join(scene.repo, ".planning/codebase", name)).sort()).toEqual(DOCUMENTS);
    expect(stampOf("codebase/STACK.md").body).toBe("# Stack\n\n## api\n\n- Go\n\n### Tools\n\n```sh\n# in a fence\n```\n\n## web\n\nSTACK.md of web, by map-codebase stack web.\n");
    expect(scene.git("status", "--porcelain")).toBe("");
  });

  it("are mapped as far as they changed; the unified documents follow, and so does CROSS-REPO.md", async () => {
    twoRepos();
    await map(scene);
    expect((await map(scene)).asked).toEqual([]);
    repo("api", { "main.go": "package main\n" });
    const again = await map(scene, withHeadings);
    expect(again.asked).toEqual([...PURPOSES.map((purpose) => `${purpose} api`), "map-codebase cross-repo"].sort());
    expect(again.repos.map(({ name, state }) => `${name} ${state}`)).toEqual(["api mapped", "web unchanged"]);
    expect(stampOf("codebase/STACK.md").body).toContain("### Tools");
    // Of the unified documents only the one whose parts changed was written.
    expect(again.documents).toEqual(["codebase/STACK.md", "codebase/CROSS-REPO.md"]);
  });

  it("one alone can be asked for; how they work together is told once each has its map", async () => {
    twoRepos();
    const one = await map(scene, mapper, { repo: "web" });
    expect(one.asked).toEqual(PURPOSES.map((purpose) => `${purpose} web`));
    expect(one.repos.map(({ state }) => state)).toEqual(["left-out", "mapped"]);
    expect(existsSync(join(scene.repo, ".planning/codebase/CROSS-REPO.md"))).toBe(false);
    expect((await map(scene, mapper, { repo: "api" })).asked).toContain("map-codebase cross-repo");
    expect(await mapRepos(scene.context(), { repo: "nowhere", again: false })).toMatchObject({ type: "failed", reason: "usage", error: 'there is no repo "nowhere": there are api, web' });
  });

  it("may be the one that holds the planning folder: what people wrote into CROSS-REPO.md is committed there before its agent reads", async () => {
    repo("api", { "package.json": '{"name": "@x/api"}\n' });
    scene.put(".planning/REPOS.md", "# Repos\n\n| Name | Path |\n|---|---|\n| api | ../api |\n| app | . |\n");
    scene.git("add", "--all");
    scene.git("commit", "--quiet", "--message", "repos");
    await map(scene);
    scene.put(".planning/codebase/CROSS-REPO.md", "# Cross-Repo\n\nCalled by cron.\n");
    repo("api", { "main.go": "package main\n" });
    const { requests } = await map(scene);
    const cross = requests.filter(({ purpose }) => purpose === "map-codebase cross-repo");
    expect(cross.map(({ attempt, prompt }) => `${String(attempt)} ${String(prompt.includes("Called by cron."))}`)).toEqual(["1 true"]);
    expect(scene.git("log", "--format=%s")).toContain("docs(codebase): keep what was written into CROSS-REPO.md");
    expect(scene.git("status", "--porcelain")).toBe("");
  });

  it("a unified document that people wrote into is kept before it is made anew", async () => {
    twoRepos();
    await map(scene);
    scene.put(".planning/codebase/STACK.md", "# Stack\n\nOur own words.\n");
    repo("web", { "x.ts": "export {};\n" });
    await map(scene);
    expect(scene.git("log", "--format=%s")).toContain("docs(codebase): keep what was written into STACK.md");
    expect(readFileSync(join(scene.repo, ".planning/codebase/STACK.md"), "utf8")).toContain("## api");
  });
});
