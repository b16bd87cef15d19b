import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeOf } from "../problem.js";
import { DEFAULT_CONFIG, readConfig, renderDefaultConfig } from "./config.js";
import { scanJson } from "./json-scan.js";

const read = (text: string) => readConfig(text, "config.json");
const codes = (text: string) => read(text).problems.map((problem) => `${placeOf(problem)} ${problem.code}`);

describe("readConfig", () => {
  it("gives the defaults where there is no file", () => {
    expect(readConfig(undefined, "config.json")).toEqual({ config: DEFAULT_CONFIG, problems: [] });
    expect(DEFAULT_CONFIG).toMatchObject({
      ...{ model_profile: "balanced", "git.worktrees": true, "git.engine": "program", "workflow.verifier": true, "limits.agent_minutes": 60 },
      ...{ "tests.timeout_seconds": 120, "tests.allow": [], "agents.adapter": undefined, commit_docs: true },
    });
  });

  it.each([
    ['{"git": {"worktrees": false}}', "git.worktrees", false],
    ['{"git.worktrees": false}', "git.worktrees", false],
    ['{"workflow": {"use_worktrees": false}}', "git.worktrees", false],
    ['{"workflow": {"use_worktrees": false}, "git": {"worktrees": true}}', "git.worktrees", true],
    ['{"branching_strategy": "phase", "git": {"branching_strategy": "milestone"}}', "git.branching_strategy", "phase"],
    ['{"git": {"branching_strategy": "milestone"}}', "git.branching_strategy", "milestone"],
    ['{"planning": {"commit_docs": false}}', "commit_docs", false],
    ['{"commit_docs": true, "planning": {"commit_docs": false}}', "commit_docs", true],
    ['{"parallelization": false}', "parallelization.enabled", false],
    ['{"parallelization": {"enabled": false, "plan_level": true}}', "parallelization.enabled", false],
    ['{"depth": "comprehensive"}', "granularity", "fine"],
    ['{"project_code": null}', "project_code", undefined],
    ['{"model_overrides": {"dgs-executor": "opus", "verifier": "haiku"}}', "model_overrides", { executor: "opus", verifier: "haiku" }],
    ['{"agents": {"adapter": "command", "command": ["node", "x.js"], "env": ["HOME"]}}', "agents.command", ["node", "x.js"]],
    ['{"agents": {"models": {"haiku": "small"}}}', "agents.models.haiku", "small"],
    ['{"agents.models": {"haiku": "small"}}', "agents.models.haiku", "small"],
    ['{"agents": {"models.haiku": "small"}}', "agents.models.haiku", "small"],
    ['\uFEFF{"model_profile": "budget"}\r\n', "model_profile", "budget"],
  ] as const)("reads %s", (text, key, value) => {
    expect(read(text).problems).toEqual([]);
    expect(read(text).config[key]).toEqual(value);
  });

  it.each([
    ['{"model_profile": "adaptive"}', ["config.json:1:19 config-value-unusable"]],
    ['{\n  "git": {\n    "worktrees": "yes"\n  }\n}', ["config.json:3:18 config-value-unusable"]],
    ['{"limits": {"agent_minutes": 0, "step_attempts": 1.5}}', ["config.json:1:30 config-value-unusable", "config.json:1:50 config-value-unusable"]],
    ['{"agents": {"command": "node x.js"}}', ["config.json:1:24 config-value-unusable"]],
    ['{"model_overrides": {"cook": "opus"}}', ["config.json:1:21 config-value-unusable"]],
    ['{"gti": {"worktrees": false}, "git": {"worktree": false}}', ["config.json:1:2 config-key-unknown", "config.json:1:39 config-key-unknown"]],
    ['{"mode": "yolo", "mode": "interactive"}', ["config.json:1:18 config-key-repeated"]],
    ['{"agents": {"models": {"haiku": 1, "gpt": "x"}}}', ["config.json:1:33 config-value-unusable", "config.json:1:36 config-key-unknown"]],
    ['{"hooks": {"anything": {"at": "all"}}, "agent_skills": {}}', []],
    ["[]", ["config.json:1:1 config-syntax"]],
    ["", ["config.json:1:1 config-syntax"]],
    ['{\r\n  "mode": "yolo",\r\n}', ["config.json:3:1 config-syntax"]],
    ['{"mode": "yolo" "git": {}}', ["config.json:1:17 config-syntax"]],
    ['{\n // no\n}', ["config.json:2:2 config-syntax"]],
    ['{"mode": "yo', ["config.json:1:13 config-syntax"]],
  ])("tells what is wrong with %j, and where", (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it("keeps the default for what cannot be used, and reads the rest", () => {
    const { config } = read('{"model_profile": "best", "commit_docs": false}');
    expect([config.model_profile, config.commit_docs]).toEqual(["balanced", false]);
  });

  it("writes a new file that says what no file says", () => {
    expect(readConfig(renderDefaultConfig(), "config.json")).toEqual({ config: DEFAULT_CONFIG, problems: [] });
    expect(renderDefaultConfig()).toMatch(/^\{\n {2}"mode": "interactive",\n[^]*\n\}\n$/);
  });
});

describe("scanJson", () => {
  it("finds a fault exactly where JSON.parse refuses", () => {
    const pieces = fc.array(fc.constantFrom("{", "}", "[", "]", ",", ":", '"a"', '"', "\\", "\\u00e9", "1", "-", "0", ".5", "e1", "true", "null", " ", "\n", "x"), { maxLength: 12 });
    const broken = fc.tuple(fc.json(), fc.nat(), fc.constantFrom("", ",", "}", '"', "1")).map(([json, at, text]) => json.slice(0, at % (json.length + 1)) + text + json.slice(at % (json.length + 1)));
    fc.assert(
      fc.property(fc.oneof(pieces.map((each) => each.join("")), broken, fc.json(), fc.string()), (text) => {
        let parses = true;
        try {
          JSON.parse(text);
        } catch {
          parses = false;
        }
        expect(scanJson(text).fault === undefined).toBe(parses);
      }),
      { numRuns: 2000 },
    );
  });

  it("does not exhaust the stack on brackets alone", () => {
    expect(scanJson("[".repeat(100_000)).fault?.offset).toBe(101);
    expect(read('{"a":'.repeat(100_000)).problems).toHaveLength(1);
  });
});

const shared = resolve(import.meta.dirname, "../../../../../shared");

describe.skipIf(!existsSync(shared))("the configurations of the corpus (skipped without ../shared)", () => {
  it.each(["corpus/LokulMem", "corpus/gsd-town"])("%s", (folder) => {
    const text = readFileSync(resolve(shared, folder, ".planning/config.json"), "utf8");
    const { config, problems } = readConfig(text, "config.json");
    expect(problems).toEqual([]);
    expect(config.model_profile).toBe(/"model_profile": "(\w+)"/.exec(text)?.[1]);
    expect(config["workflow.verifier"]).toBe(true);
    expect(config.granularity).toBe(folder.endsWith("town") ? "coarse" : "standard");
  });
});
