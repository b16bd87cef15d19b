import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ADAPTERS } from "@dgs/agents";
import { afterEach, describe, expect, it } from "vitest";
import { findProgram } from "../../../scripts/agents/places.mjs";
import { expectNothingLeft } from "../src/agent-contract/long-tool.js";
import { createProgramScene, type ProgramScene } from "../src/agent-contract/program-scene.js";
import { TESTED_PROGRAMS } from "../src/agent-contract/programs.js";
import type { TestedProgram } from "../src/agent-contract/tested-program.js";
import type { ModelStep } from "../src/model-server/step.js";

/** Programs that speak the Agent Client Protocol besides a command line of their own, each told to speak it. */
const SPEAKERS: Readonly<Record<"gemini" | "copilot", TestedProgram>> = {
  gemini: {
    adapter: ADAPTERS.acp,
    programArguments: ["--acp", "-m", "gemini-2.5-pro"],
    setup: (place) => {
      const setup = TESTED_PROGRAMS.gemini.setup(place);
      return { ...setup, env: { ...setup.env, GEMINI_CLI_TRUST_WORKSPACE: "true", GEMINI_CLI_NO_RELAUNCH: "true" } };
    },
    tellsTokens: true,
  },
  copilot: {
    adapter: ADAPTERS.acp,
    programArguments: ["--acp"],
    setup: (place) => {
      const { env } = TESTED_PROGRAMS.copilot.setup(place);
      return { env: { ...env, COPILOT_MODEL: "scripted-model" } };
    },
    tellsTokens: true,
  },
};

describe.each(["gemini", "copilot"] as const)("%s, over the Agent Client Protocol", (name) => {
  const path = findProgram(name)?.path;
  if (path === undefined) {
    it(name, (test) => { test.skip(`${name} is not installed: \`npm run agents\` installs it`); });
    return;
  }
  let scene: ProgramScene | undefined;
  const open = async (steps: (tree: string) => readonly ModelStep[], allowedCommands: readonly string[] = []): Promise<ProgramScene> => (scene = await createProgramScene(SPEAKERS[name], { path, steps, allowedCommands }));
  const hello = (tree: string): readonly ModelStep[] => [{ write: { path: join(tree, "hello.txt"), content: "hello\n" } }, { text: "Done." }];
  afterEach(async () => {
    const outside = scene?.server.outside ?? [];
    await scene?.remove();
    scene = undefined;
    expect(outside, "hosts that it wanted to reach").toEqual([]);
  });

  it("edits a file in a linked worktree, and tells its session", async () => {
    const { run, log, status } = await open(hello);
    const { result } = await run();
    expect(result, log()).toMatchObject({ type: "completed", usage: { inputTokens: 2400, outputTokens: 68, sessionId: expect.stringMatching(/./) as string } });
    expect(result, log()).not.toHaveProperty("denied");
    expect(status()).toEqual(["?? hello.txt"]);
  });

  it("is not allowed an edit where it may only look, but in its outbox", async () => {
    const { run, log, status } = await open(hello);
    const { result } = await run({ permission: "read-only" });
    expect(result, log()).toMatchObject({ type: "completed", denied: [expect.stringContaining("hello.txt") as string] });
    expect(status()).toEqual([]);
  });

  it("is not allowed a command that is not among those allowed", async () => {
    const { run, log, tree } = await open(() => [{ shell: "git init --quiet there" }, { text: "Done." }], ["sh"]);
    const { result } = await run();
    expect(result, log()).toMatchObject({ type: "completed", denied: [expect.stringContaining("git init --quiet there") as string] });
    expect(existsSync(join(tree, "there"))).toBe(false);
  });

  it("runs a command that is allowed, where it says clearly which one it is", async () => {
    const { run, log, tree } = await open(() => [{ shell: "sh fail.sh" }, { text: "Done." }], ["sh"]);
    const { result } = await run();
    // Gemini CLI tells the command in the title of its call alone, and a title is for people.
    const isTold = name !== "gemini";
    expect(result, log()).toMatchObject({ type: "completed", ...(isTold ? {} : { denied: ["execute sh fail.sh"] }) });
    expect(existsSync(join(tree, "tried.txt")), log()).toBe(isTold);
  });

  it("writes nothing outside of its folder", async () => {
    const { run, log, folder } = await open((tree) => [{ write: { path: join(tree, "../outside.txt"), content: "outside\n" } }, { text: "Done." }]);
    const { events } = await run();
    expect(existsSync(join(folder, "outside.txt")), log()).toBe(false);
    expect(events.some((event) => event.type === "file")).toBe(false);
  });

  it("tells that nobody is signed in", async () => {
    const { run, log } = await open(() => [{ status: 401 }]);
    expect((await run()).result, log()).toMatchObject({ type: "refused" });
  });

  it("is cancelled while it waits for its model, and leaves nothing", async () => {
    const own = await open(() => [{ hang: true }]);
    const controller = new AbortController();
    const running = own.run({ signal: controller.signal });
    while (own.server.asked.length === 0) await sleep(50);
    controller.abort();
    expect((await running).result, own.log()).toMatchObject({ type: "cancelled" });
    await expectNothingLeft(own);
  });
});
