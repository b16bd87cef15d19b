import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { QuickScene } from "../src/quick-scene.js";
import { createScriptedAgents, type ScriptedAgent } from "../src/test-ports.js";
import { openQuickScenes } from "./open-quick-scenes.js";

const setScene = openQuickScenes();

const unites: ScriptedAgent = (_request, tools) => {
  tools.write("a.txt", "one\nTWO by both\nthree\n");
  tools.leave("resolution.md", "a.txt: the second line is by both.\n");
  return "completed";
};

describe("complete-quick cut off while git goes on with a rebase", () => {
  it("starts that rebase anew onto what was fetched, not onto the base branch as it is here", async () => {
    const scene = await setScene({ remote: true, config: { workflow: { test_command: "grep -q 'TWO by both' a.txt" } } });
    const clone = path.join(scene.folder, "clone");
    scene.git(scene.folder, "clone", "--quiet", scene.bare(scene.app), clone);
    scene.change(clone, "a.txt", "one\nTWO by somebody\nthree\n", "feat: two, too");
    scene.git(clone, "push", "--quiet", "origin", "main");
    const record = path.join(scene.git(scene.app.tree, "rev-parse", "--absolute-git-dir").trim(), "dgs-rebase.json");
    const cutOff: QuickScene["engine"]["continueRebase"] = () => {
      // As it stands there while git is at work.
      writeFileSync(record, JSON.stringify({ ...(JSON.parse(readFileSync(record, "utf8")) as object), stop: undefined }));
      return Promise.reject(new Error("killed"));
    };
    await expect(scene.complete({ agents: createScriptedAgents(unites), git: { ...scene.engine, continueRebase: cutOff } })).rejects.toThrow("killed");
    expect(await scene.complete({ agents: createScriptedAgents(unites) })).toMatchObject({ exit: "ok", status: "completed" });
    expect(scene.quick().races).toEqual({});
    expect(scene.git(scene.bare(scene.app), "log", "--reverse", "--format=%s", "main").trim().split("\n")).toEqual(["first", "feat: two, too", "fix(quick): two", "fix(quick): new", "fix(quick): more"]);
    expect(readFileSync(path.join(scene.place.root, "RESOLUTIONS.md"), "utf8").match(/^## /gm)).toHaveLength(1);
  });
});
