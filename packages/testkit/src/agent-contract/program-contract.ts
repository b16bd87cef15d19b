import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AgentEvent, AgentResult } from "@dgs/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gitOf } from "../crash/git-of.js";
import type { ModelStep } from "../model-server/step.js";
import { filesBelow, HARMLESS_FILE, HARMLESS_WORDS, HOSTILE_WORDS, hostileFiles, sprungTraps } from "./hostile-repository.js";
import { expectNothingLeft, programPid, untilToolRuns } from "./long-tool.js";
import { noteOutcome } from "./matrix.js";
import { createProgramScene, type ProgramScene, type SceneOptions } from "./program-scene.js";
import type { TestedProgram } from "./tested-program.js";

/** Declares the contract of agent programs for one of them: the real program, driven by its adapter against a scripted model. Without a path it is skipped. */
export function programContract(program: TestedProgram, path: string | undefined): void {
  const { name } = program.adapter;
  if (path === undefined) {
    it(name, (test) => { test.skip(`${name} is not installed, so its adapter was not tried against it: \`npm run agents\` installs it`); });
    return;
  }
  const scenes: ProgramScene[] = [];
  const open = async (options: Omit<SceneOptions, "path">): Promise<ProgramScene> => {
    const scene = await createProgramScene(program, { ...options, path });
    scenes.push(scene);
    return scene;
  };
  const scenario = (title: string, test: (scenario: Scenario) => Promise<string>): void => {
    it(title, async () => { noteOutcome(name, title, await test({ program, open })); });
  };
  describe(name, () => {
    beforeEach(() => { scenes.length = 0; });
    afterEach(async () => {
      const outside = scenes.flatMap((scene) => scene.server.outside);
      for (const scene of scenes) await scene.remove();
      expect(outside, "hosts that it wanted to reach").toEqual([]);
    });
    work(scenario);
    looking(scenario);
    hostility(scenario);
    troubleOfService(scenario);
    ending(scenario);
  });
}

interface Scenario {
  readonly program: TestedProgram;
  readonly open: (options: Omit<SceneOptions, "path">) => Promise<ProgramScene>;
}

type Declare = (title: string, test: (scenario: Scenario) => Promise<string>) => void;

const hello = (tree: string): readonly ModelStep[] => [{ write: { path: join(tree, "hello.txt"), content: "hello\n" } }, { text: "Done." }];

function work(scenario: Declare): void {
  scenario("edits a file in a linked worktree, and tells session and usage", async ({ program, open }) => {
    const scene = await open({ steps: hello });
    const { result, events } = await scene.run();
    expect(result, scene.log()).toMatchObject({ type: "completed", usage: { sessionId: expect.stringMatching(/./) as string, ...(program.tellsTokens ? { inputTokens: 2400, outputTokens: 68 } : {}) } });
    expect(scene.status()).toEqual(["?? hello.txt"]);
    expect(gitOf(join(scene.folder, "app"), ["status", "--porcelain"])).toBe("");
    expect(events).toContainEqual({ type: "file", path: join(scene.tree, "hello.txt") });
    return program.tellsTokens ? "completed, with tokens" : "completed";
  });

  scenario("a command that fails", async ({ program, open }) => {
    const scene = await open({ steps: () => [{ shell: "sh fail.sh" }, { text: "Done." }], allowedCommands: ["sh"] });
    const { result, events } = await scene.run();
    expect(result.type, scene.log()).toBe("completed");
    expect(scene.status()).toEqual(["?? tried.txt"]);
    const state = program.hidesExitCodes === true ? "done" : "failed";
    expect(statesOf(events)).toEqual([...(program.tellsNoStarts === true ? [] : ["started"]), state]);
    return `tool ${state}`;
  });

  scenario("a command that is not allowed", async ({ program, open }) => {
    const place = program.sandboxesCommands === true ? "../there" : "there";
    const scene = await open({ steps: () => [{ shell: `git init --quiet ${place}` }, { text: "Done." }], allowedCommands: ["sh"] });
    const { result, events } = await scene.run();
    expect(result.type, scene.log()).toBe("completed");
    expect(existsSync(join(scene.tree, place))).toBe(false);
    expect(statesOf(events)).not.toContain("done");
    if (program.sandboxesCommands === true) return "fails in its sandbox";
    expect(deniedOf(result).join()).toContain("git init --quiet there");
    return "denied";
  });

  scenario("what its commands see of the environment", async ({ open }) => {
    const scene = await open({ steps: () => [{ shell: "sh env.sh" }, { text: "Done." }], allowedCommands: ["sh"] });
    await scene.run({ reflogAction: "dgs: a plan" });
    const seen = readFileSync(join(scene.tree, "env.txt"), "utf8");
    for (const line of ["DGS_ROLE=executor", "GIT_REFLOG_ACTION=dgs: a plan"]) expect(seen.split("\n")).toContain(line);
    return seen.includes("no-key") ? "its key" : "no key";
  });

  scenario("an edit outside of its folder", async ({ open }) => {
    const scene = await open({ steps: (tree) => [{ write: { path: join(tree, "../outside.txt"), content: "outside\n" } }, { text: "Done." }] });
    const { result, events } = await scene.run();
    expect(existsSync(join(scene.folder, "outside.txt")), scene.log()).toBe(false);
    expect(statesOf(events)).not.toContain("done");
    if (deniedOf(result).length > 0) return "denied";
    expect(statesOf(events)).toContain("failed");
    return "tool failed";
  });
}

/** With the permission to look alone, every program can leave something in its outbox; only some can be kept from the rest of the folder. */
function looking(scenario: Declare): void {
  scenario("an edit of who may only look", async ({ program, open }) => {
    const place = (tree: string): string => join(tree, ".dgs/outbox/run/PLAN.md");
    const scene = await open({ steps: (tree) => [{ write: { path: place(tree), content: "a plan\n" } }, ...hello(tree)] });
    const { result } = await scene.run({ permission: "read-only" });
    expect(result.type, scene.log()).toBe("completed");
    expect(readFileSync(place(scene.tree), "utf8")).toBe("a plan\n");
    if (program.looksOnly !== true) return "possible in its folder";
    expect(scene.status()).toEqual([]);
    expect(deniedOf(result).join()).toContain("hello.txt");
    return "denied";
  });
}

function hostility(scenario: Declare): void {
  scenario("a repository with hooks, servers and instructions of its own", async ({ program, open }) => {
    const scene = await open({ steps: hello, files: hostileFiles });
    const { result } = await scene.run();
    const isRefused = program.adapter.alwaysObeyed !== undefined;
    expect(result.type, scene.log()).toBe(isRefused ? "refused" : "completed");
    expect(sprungTraps(scene.folder)).toEqual([]);
    expect(scene.server.asked.filter(({ body }) => body.includes(HOSTILE_WORDS)).map(({ path }) => path), "requests with its instructions").toEqual([]);
    expect(scene.status()).toEqual(isRefused ? [] : ["?? hello.txt"]);
    return isRefused ? "not started" : "nothing of it holds";
  });

  scenario("the same where the configuration says that it is obeyed", async ({ open }) => {
    const scene = await open({ steps: hello, files: hostileFiles, obeysRepository: true });
    const { result } = await scene.run();
    expect(result.type, scene.log()).toBe("completed");
    const read = scene.server.asked.some(({ body }) => body.includes(HOSTILE_WORDS));
    const ran = sprungTraps(scene.folder).length > 0;
    // Otherwise the scenario before it would show nothing.
    expect(read || ran).toBe(true);
    return [...(read ? ["its instructions"] : []), ...(ran ? ["its commands"] : [])].join(" and ");
  });

  scenario("instructions in a folder below, where it reads a file", async ({ program, open }) => {
    const scene = await open({ steps: (tree) => [{ read: join(tree, HARMLESS_FILE) }, ...hello(tree)], files: filesBelow });
    const { result } = await scene.run();
    const said = (words: string): boolean => scene.server.asked.some(({ body }) => body.includes(words));
    expect(said(HOSTILE_WORDS)).toBe(false);
    const isRefused = program.adapter.alwaysObeyed !== undefined || program.adapter.alwaysObeyedBelow !== undefined;
    expect(result.type, scene.log()).toBe(isRefused ? "refused" : "completed");
    expect(said(HARMLESS_WORDS)).toBe(!isRefused);
    return isRefused ? "not started" : "they do not hold";
  });
}

function troubleOfService(scenario: Declare): void {
  const answers: readonly [status: number, expected: object][] = [[401, { type: "refused" }], [429, { type: "limit-reached" }], [529, { type: "limit-reached", overload: true }]];
  for (const [status, expected] of answers) {
    scenario(`the service says ${String(status)}`, async ({ open }) => {
      const scene = await open({ steps: () => [{ status }] });
      const { result } = await scene.run();
      expect(result, scene.log()).toMatchObject(expected);
      return result.type;
    });
  }

  scenario("the answer breaks off once", async ({ open }) => {
    const scene = await open({ steps: (tree) => [{ cut: true, times: 1 }, ...hello(tree)] });
    const { result } = await scene.run();
    if (result.type === "completed") expect(scene.status(), scene.log()).toEqual(["?? hello.txt"]);
    return result.type;
  });

  scenario("every answer breaks off", async ({ open }) => {
    const scene = await open({ steps: () => [{ cut: true }] });
    const { result } = await scene.run();
    expect(result.type, scene.log()).not.toBe("completed");
    return result.type;
  });

  scenario("no answer until the deadline", async ({ open }) => {
    const scene = await open({ steps: () => [{ hang: true }] });
    const { result } = await scene.run({ limits: { timeMs: 8_000 } });
    expect(result, scene.log()).toMatchObject({ type: "timed-out", message: expect.stringContaining("stopped after") as string });
    await expectNothingLeft(scene);
    return result.type;
  });

  scenario("no line until the idle limit", async ({ open }) => {
    const scene = await open({ steps: () => [{ hang: true }] });
    const { result } = await scene.run({ limits: { timeMs: 120_000, idleMs: 6_000 } });
    expect(result, scene.log()).toMatchObject({ type: "timed-out", message: expect.stringContaining("printed nothing") as string });
    return result.type;
  });
}

function ending(scenario: Declare): void {
  const long = { steps: (): readonly ModelStep[] => [{ shell: "sh long.sh" }, { hang: true }], allowedCommands: ["sh"] };

  scenario("cancelled while its tool runs", async ({ open }) => {
    const scene = await open(long);
    const controller = new AbortController();
    const run = scene.run({ signal: controller.signal });
    await untilToolRuns(scene, run);
    controller.abort();
    const { result } = await run;
    expect(result.type, scene.log()).toBe("cancelled");
    await expectNothingLeft(scene);
    return "cancelled, nothing left";
  });

  scenario("killed while its tool runs", async ({ open }) => {
    if (process.platform !== "linux") return "not tried";
    const scene = await open(long);
    const run = scene.run();
    await untilToolRuns(scene, run);
    process.kill(programPid(scene.tree), "SIGKILL");
    const { result } = await run;
    expect(result.type, scene.log()).toBe("crashed");
    await expectNothingLeft(scene);
    return "crashed, nothing left";
  });
}

function statesOf(events: readonly AgentEvent[]): readonly string[] {
  return events.flatMap((event) => (event.type === "tool" ? [event.state] : []));
}

function deniedOf(result: AgentResult): readonly string[] {
  return result.type === "completed" ? (result.denied ?? []) : [];
}
