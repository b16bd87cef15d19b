import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createProcesses } from "@dgs/process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ADAPTERS } from "../program/adapters.js";
import { createAgentDetector } from "./create-agent-detector.js";
import { findSignIn } from "./find-sign-in.js";

let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(os.tmpdir(), "dgs detect-")); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

function program(name: string, script: string, mode = 0o755): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, mode);
  return file;
}

const detector = (person: Readonly<Record<string, string>> = {}, versionMs?: number) =>
  createAgentDetector({ processes: createProcesses(), env: { PATH: `${folder}:/usr/bin:/bin`, HOME: folder }, person: { HOME: folder, ...person }, ...(versionMs === undefined ? {} : { versionMs }) });

describe.skipIf(process.platform === "win32")("programs (skipped on Windows: they are scripts of a shell)", () => {
  it("tells which are there, at which version, and which are not", async () => {
    const claude = program("claude", 'echo "2.1.329 (Claude Code)"');
    program("codex", 'echo "WARNING: 1.2 is no version" >&2; echo "codex-cli 0.170.0-alpha.1"');
    program("gemini", "exit 0", 0o644);
    const found = await detector().detect({ claude: "claude", codex: "codex", gemini: "gemini", opencode: path.join(folder, "none") });
    expect(found).toEqual([
      { adapter: "claude", program: "claude", state: "found", path: claude, version: "2.1.329", tried: "2.1.329", signedIn: process.platform === "darwin" ? "unknown" : "no", ...(process.platform === "darwin" ? { signedInBy: "the keychain" } : {}) },
      { adapter: "codex", program: "codex", state: "found", path: path.join(folder, "codex"), version: "0.170.0-alpha.1", tried: "0.169.0", signedIn: "no" },
      // What may not be started is not there.
      { adapter: "gemini", program: "gemini", state: "not-found", tried: "0.61.0", signedIn: "no" },
      { adapter: "opencode", program: path.join(folder, "none"), state: "not-found", tried: "1.18.33", signedIn: "unknown", signedInBy: "models that need no sign-in" },
    ]);
  });

  it("asks for the version and for nothing else, with no key and outside of the working folder", async () => {
    program("claude", `echo "$#:$1:$(pwd):\${ANTHROPIC_API_KEY:-none}:$(cat)" > '${folder}/asked'; echo 1.2.3`);
    await detector({ ANTHROPIC_API_KEY: "secret" }).detect({ claude: "claude" });
    const [count, word, cwd, key, input] = readFileSync(path.join(folder, "asked"), "utf8").trim().split(":");
    expect([count, word, key, input]).toEqual(["1", "--version", "none", ""]);
    expect(cwd).not.toBe(process.cwd());
  });

  it("gives up a program that does not tell its version, while it looks at the others", async () => {
    program("claude", "trap '' TERM; while :; do sleep 0.1; done");
    program("codex", "echo no number here");
    program("gemini", "echo broken >&2; exit 7");
    program("copilot", "echo 1.0.102");
    const found = await detector({}, 4_000).detect({ claude: "claude", codex: "codex", gemini: "gemini", copilot: "copilot" });
    expect(found.map(({ adapter, state, message = "" }) => `${adapter} ${state} ${message}`)).toEqual([
      "claude unusable it did not tell its version within 4 seconds",
      "codex unusable asked for its version it ended with exit code 0: no number here",
      "gemini unusable asked for its version it ended with exit code 7: broken",
      "copilot found ",
    ]);
  });
});

describe("who is signed in", () => {
  const put = (file: string, text: string): string => {
    const whole = path.join(folder, file);
    mkdirSync(path.dirname(whole), { recursive: true });
    writeFileSync(whole, text);
    return whole;
  };
  const signIn = (name: keyof typeof ADAPTERS, env: Readonly<Record<string, string>> = {}, platform = "linux") => findSignIn(ADAPTERS[name].signIn, { env: { HOME: folder, ...env }, platform });

  it("is told by a variable, and its value is not", () => {
    expect(signIn("claude", { ANTHROPIC_API_KEY: "secret" })).toEqual({ signedIn: "yes", signedInBy: "ANTHROPIC_API_KEY" });
    expect(signIn("claude", { ANTHROPIC_API_KEY: "" })).toEqual({ signedIn: "no" });
  });

  it("is told by a file with something in it", () => {
    const file = put(".claude/.credentials.json", '{"claudeAiOauth": {"accessToken": "secret"}}');
    expect(signIn("claude")).toEqual({ signedIn: "yes", signedInBy: file });
    for (const text of ["{}", "", "[1]", "no JSON"]) {
      put(".claude/.credentials.json", text);
      expect(signIn("claude")).toEqual({ signedIn: "no" });
    }
  });

  it("is told by the folder that a variable names", () => {
    const file = put("elsewhere/auth.json", '{"tokens": {}}');
    expect(signIn("codex", { CODEX_HOME: path.join(folder, "elsewhere") })).toEqual({ signedIn: "yes", signedInBy: file });
    expect(signIn("codex")).toEqual({ signedIn: "no" });
  });

  it("is not known where settings or the system name another place", () => {
    expect(signIn("claude", {}, "darwin")).toEqual({ signedIn: "unknown", signedInBy: "the keychain" });
    const settings = put(".claude/settings.json", '{"apiKeyHelper": "./key.sh"}');
    expect(signIn("claude")).toEqual({ signedIn: "unknown", signedInBy: settings });
    expect(signIn("copilot")).toMatchObject({ signedIn: "unknown" });
  });

  it("is not known of nobody: without a home nothing is looked at", () => {
    expect(findSignIn(ADAPTERS.gemini.signIn, { env: {}, platform: "linux" })).toEqual({ signedIn: "no" });
  });
});
