import type { AgentPermission, AgentRequest } from "@dgs/core";
import { describe, expect, it } from "vitest";
import type { LaunchSetup } from "../program/adapter.js";
import { launchOpencode } from "./launch.js";

const request: AgentRequest = { role: "executor", tier: "sonnet", purpose: "execute-plan 01-01", attempt: 1, prompt: "Do it.", cwd: "/tree", outbox: "/tree/.dgs/outbox/run", logPath: "/tree/.dgs/logs/run.log", limits: { timeMs: 1 } };

function launched(setup: Partial<LaunchSetup> = {}): { readonly env: Readonly<Record<string, string>>; readonly args: readonly string[]; readonly config: Readonly<Record<string, unknown>> } {
  const { env, args } = launchOpencode(request, { program: "opencode", model: "a/model", permission: "edit", allowedCommands: ["npm test"], obeysRepository: false, env: {}, ...setup });
  return { env, args, config: JSON.parse(env["OPENCODE_CONFIG_CONTENT"] ?? "") as Record<string, unknown> };
}

/** The rules of the run's own agent, in their order. */
function rulesOf(permission: AgentPermission): readonly (readonly [string, unknown])[] {
  const { config } = launched({ permission });
  const { dgs } = config["agent"] as { readonly dgs: { readonly mode: string; readonly permission: object } };
  expect(dgs.mode).toBe("primary");
  // Whatever becomes of the agent, the rules hold.
  expect(config["permission"]).toEqual(dgs.permission);
  return Object.entries(dgs.permission);
}

describe("the command line of opencode", () => {
  it("is a run as its own agent, which has a title already", () => {
    expect(launched().args).toEqual(["run", "--format", "json", "-m", "a/model", "--agent", "dgs", "--title", "execute-plan 01-01", "--dir", "/tree"]);
  });

  it.each(["read-only", "edit"] as const)("denies with %s whatever is not named behind it, and asks nobody", (permission) => {
    const [first, ...rest] = rulesOf(permission);
    expect(first).toEqual(["*", "deny"]);
    expect(rest.map(([name]) => name)).not.toContain("task");
    expect(JSON.stringify(rest)).not.toContain("ask");
    expect(rest).toContainEqual(["read", { "*": "allow", "*.env": "deny", "*.env.*": "deny", "*.env.example": "allow" }]);
  });

  it("allows an edit in the outbox alone to who may only look, and no command", () => {
    const rules = rulesOf("read-only");
    expect(rules).toContainEqual(["edit", { "*": "deny", ".dgs/outbox/**": "allow" }]);
    expect(rules.map(([name]) => name)).not.toContain("bash");
  });

  it("allows the commands that are allowed, alone and with arguments", () => {
    expect(rulesOf("edit")).toContainEqual(["bash", { "*": "deny", "npm test": "allow", "npm test *": "allow" }]);
  });

  it("allows everything but agents below it to who may do everything", () => {
    expect(rulesOf("full")).toEqual([["*", "allow"], ["task", "deny"]]);
  });

  it("keeps what a person gives by the same variable, but for what is decided here", () => {
    const given = { provider: { mine: {} }, permission: { bash: "allow" }, share: "auto", agent: { mine: { mode: "primary" }, dgs: { permission: { bash: "allow" } } } };
    const { config } = launched({ env: { OPENCODE_CONFIG_CONTENT: JSON.stringify(given) } });
    expect(config).toMatchObject({ provider: { mine: {} }, share: "disabled", autoupdate: false, snapshot: false, agent: { mine: { mode: "primary" } } });
    expect(JSON.stringify(config["permission"])).not.toContain('"bash":"allow"');
    expect((config["agent"] as Record<string, unknown>)["dgs"]).toEqual({ mode: "primary", permission: config["permission"] });
  });

  it.each(["{", "[]", "7", '{"agent":7}'])("starts with %j in that variable, too", (text) => {
    expect(launched({ env: { OPENCODE_CONFIG_CONTENT: text } }).config).toHaveProperty("agent.dgs");
  });

  it("leaves the repository's configuration, skills, formatters and servers alone, whatever the environment says, but where it is obeyed", () => {
    const variables = ["OPENCODE_DISABLE_PROJECT_CONFIG", "OPENCODE_DISABLE_EXTERNAL_SKILLS", "OPENCODE_DISABLE_CLAUDE_CODE_PROMPT"];
    const left = launched({ env: { OPENCODE_DISABLE_PROJECT_CONFIG: "0" } });
    expect(variables.map((name) => left.env[name])).toEqual(["1", "1", "1"]);
    expect(left.config).toMatchObject({ formatter: false, lsp: false });
    const obeyed = launched({ obeysRepository: true });
    expect(variables.filter((name) => name in obeyed.env)).toEqual([]);
    expect(obeyed.config).not.toHaveProperty("lsp");
  });
});
