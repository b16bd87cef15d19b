import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "./built-program.js";
import { makeProduct, type SampleProduct } from "./sample-product.js";

const fixture = fileURLToPath(new URL("../../../packages/agents/src/fixtures/plays-claude.mjs", import.meta.url));

let program: BuiltProgram;
let product: SampleProduct;
let folder: string;
let env: Record<string, string>;

beforeAll(() => {
  program = buildProgram();
  folder = mkdtempSync(path.join(tmpdir(), "dgs-agents-"));
  mkdirSync(path.join(folder, "bin"));
  put("bin/claude", `exec '${process.execPath}' '${fixture}' "$@"`);
  put("codex-of-mine", 'if [ "$1" = --version ]; then echo "codex-cli 0.169.0"; else echo "$@" >> "$0.calls"; fi');
  env = { PATH: `${path.join(folder, "bin")}:${process.env["PATH"] ?? ""}`, HOME: folder };
  product = makeProduct({ "config.json": JSON.stringify({ agents: { adapter: "codex", program: path.join(folder, "codex-of-mine"), command: ["sh", "-c", "true"], env: ["FAKE"] } }) });
}, 120_000);
afterAll(() => {
  program.remove();
  product.remove();
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, script: string): void {
  writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(path.join(folder, name), 0o755);
}

const json = (args: readonly string[], more: Readonly<Record<string, string>> = {}, cwd = product.base) => {
  const end = program.run([...args, "--json"], { cwd, env: { ...env, ...more } });
  return { code: end.code, said: JSON.parse(end.stdout) as Record<string, unknown> };
};

describe.skipIf(process.platform === "win32")("dgs agents (skipped on Windows: the programs are scripts of a shell)", () => {
  it("lists every adapter, and which one the configuration chooses", () => {
    const { code, said } = json(["agents"]);
    expect(code).toBe(0);
    expect(said).toMatchObject({ type: "agents", chosen: "codex" });
    const agents = said["agents"] as { name: string; state: string; chosen: boolean; isTried?: boolean; path?: string }[];
    expect(agents.map(({ name, state, chosen, isTried }) => [name, state, chosen, isTried])).toEqual([
      ["claude", "found", false, false],
      ["codex", "found", true, true],
      ["gemini", "not-found", false, undefined],
      ["opencode", "not-found", false, undefined],
      ["copilot", "not-found", false, undefined],
      ["acp", "not-configured", false, undefined],
      ["command", "found", false, undefined],
      ["replay", "not-configured", false, undefined],
    ]);
    expect(agents[1]?.path).toBe(path.join(folder, "codex-of-mine"));
    // Asked for its version it was, and for nothing else.
    expect(() => readFileSync(path.join(folder, "codex-of-mine.calls"))).toThrow("ENOENT");
  });

  it("lists them where there is no planning folder, and shows them to a person", () => {
    const end = program.run(["agents"], { cwd: folder, env });
    expect(end.code).toBe(0);
    expect(end.stdout).toMatch(/\| claude +\| 9\.9\.9, not tried \(\d+\.\d+\.\d+ is\) \| no /);
    expect(end.stdout).toContain("The configuration chooses no agent");
  });

  it("tries one, and says what held", () => {
    const { code, said } = json(["agents", "check", "claude", "--yes"]);
    expect(said).toMatchObject({ type: "agent-check", adapter: "claude", version: "9.9.9", exit: "ok", outcome: "completed" });
    expect(code).toBe(0);
    const end = program.run(["agents", "check", "claude", "--yes"], { cwd: product.base, env: { ...env, FAKE: "no-end" } });
    expect(end.code).toBe(3);
    expect(end.stdout).toContain("✗ claude 9.9.9 printed no result event");
    const kept = /are kept: (.*)/.exec(end.stdout)?.[1] ?? "";
    expect(readFileSync(path.join(kept, ".dgs/logs/check-agent.log"), "utf8")).toContain("session_id");
    rmSync(kept, { recursive: true });
  });

  it.each([
    ["without a word of consent", ["check", "claude"], "confirmation-needed"],
    ["a name that is none", ["check", "cloud", "--yes"], "operand-unknown"],
    ["a tape", ["check", "replay", "--yes"], "agent-unfit"],
    ["a name to list", ["list", "claude"], "operand-unexpected"],
    ["a consent to nothing", ["list", "--yes"], "option-unfit"],
  ])("refuses %s", (_, args, code) => {
    expect(json(["agents", ...args])).toMatchObject({ code: 2, said: { error: { code } } });
  });

  it("refuses to try one where none is named or configured", () => {
    expect(json(["agents", "check", "--yes"], {}, folder)).toMatchObject({ code: 2, said: { error: { code: "agents-not-configured" } } });
  });

  it("refuses a configuration that cannot be read, with its place", () => {
    const broken = makeProduct({ "config.json": '{\n  "agents": nothing\n}\n' });
    expect(json(["agents"], {}, broken.base)).toMatchObject({ code: 2, said: { error: { code: "config-syntax", at: expect.stringMatching(/config\.json:2:\d+$/) as string } } });
    broken.remove();
  });
});
