import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findProgram } from "../../../scripts/agents/places.mjs";
import { OPENCODE_LOCK } from "../../../packages/testkit/src/agent-contract/programs.js";
import { type BuiltProgram, buildProgram } from "./built-program.js";

/** Where programs live that are asked for their servers: some do not work below `/tmp`. */
const PLACE = existsSync("/var/tmp") ? "/var/tmp" : tmpdir();

let program: BuiltProgram;
let folder: string;
/** Some unpack themselves there at their first start, which takes long. */
let cache: string;
beforeAll(() => {
  program = buildProgram();
  cache = mkdtempSync(path.join(PLACE, "dgs cache "));
}, 120_000);
afterAll(() => {
  program.remove();
  rmSync(cache, { recursive: true, force: true });
});
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(PLACE, "dgs clients ")));
  for (const name of ["home", "bin", "product/.planning"]) mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, "bin/dgs"), `#!/bin/sh\nexec "${process.execPath}" "${program.main}" "$@"\n`);
  chmodSync(path.join(folder, "bin/dgs"), 0o755);
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const product = () => path.join(folder, "product");
const home = (...parts: readonly string[]) => path.join(folder, "home", ...parts);
const environment = (more: Readonly<Record<string, string>> = {}) => ({ PATH: `${path.join(folder, "bin")}${path.delimiter}${process.env["PATH"] ?? ""}`, HOME: home(), XDG_CACHE_HOME: cache, TERM: "dumb", NO_COLOR: "1", ...more });

interface Client {
  /** The arguments that make it list its servers. */
  readonly list: readonly string[];
  readonly env?: () => Readonly<Record<string, string>>;
  /** Tells it to trust the folder, where it reads the folder's file only then, and what else it needs to start. */
  readonly trust?: () => void;
  /** What it prints of a server whose command is `words`, in a project and in a person's own file. */
  readonly project: (words: string) => RegExp;
  readonly user: (words: string) => RegExp;
}

const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
};
const quoted = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** What each program makes of the entry. Those that start servers to list them start the real one. */
const CLIENTS: Readonly<Record<string, Client>> = {
  claude: {
    list: ["mcp", "list"],
    env: () => ({ CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1", CLAUDE_CONFIG_DIR: home("claude") }),
    project: (words) => new RegExp(`^dgs: ${quoted(words)} - .*Pending approval`, "m"),
    user: (words) => new RegExp(`^dgs: ${quoted(words)} - .*Connected`, "m"),
  },
  codex: {
    list: ["mcp", "list", "--json"],
    env: () => ({ CODEX_HOME: home("codex") }),
    trust: () => { write(home("codex/config.toml"), `# mine\n[projects.${JSON.stringify(product())}]\ntrust_level = "trusted"\n`); },
    project: () => /"name": "dgs",\s+"enabled": true,[^]*"command": "dgs",\s+"args": \[\s+"mcp"\s+\]/,
    user: () => new RegExp(`"name": "dgs",\\s+"enabled": true,[^]*"command": "dgs",\\s+"args": \\[\\s+"mcp",\\s+"--root",\\s+${quoted(JSON.stringify(product()))}\\s+\\]`),
  },
  gemini: {
    list: ["mcp", "list"],
    env: () => ({ GEMINI_CLI_HOME: home("gemini"), GEMINI_CLI_TRUST_WORKSPACE: "true", GEMINI_CLI_NO_RELAUNCH: "true" }),
    project: (words) => new RegExp(`dgs: ${quoted(words)} \\(stdio\\) - Connected`),
    user: (words) => new RegExp(`dgs: ${quoted(words)} \\(stdio\\) - Connected`),
  },
  copilot: {
    list: ["mcp", "list"],
    env: () => ({ COPILOT_HOME: home("copilot"), COPILOT_OFFLINE: "true" }),
    trust: () => { write(home("copilot/config.json"), JSON.stringify({ trusted_folders: [product()] })); },
    project: () => /Workspace servers:\s+dgs \(local\)/,
    user: () => /User servers:\s+dgs \(local\)/,
  },
  opencode: {
    list: ["mcp", "list"],
    env: () => ({ XDG_CONFIG_HOME: home("config"), OPENCODE_DISABLE_AUTOUPDATE: "1", OPENCODE_DISABLE_MODELS_FETCH: "1", OPENCODE_DISABLE_LSP_DOWNLOAD: "1", OPENCODE_DISABLE_DEFAULT_PLUGINS: "1" }),
    // It fetches a package at its first start, unless that seems to be there.
    trust: () => {
      write(home("config/opencode/package-lock.json"), OPENCODE_LOCK);
      write(home("config/opencode/node_modules/.keep"), "");
    },
    project: (words) => new RegExp(`dgs connected\\s+\\S*\\s+${quoted(words)}$`, "m"),
    user: (words) => new RegExp(`dgs connected\\s+\\S*\\s+${quoted(words)}$`, "m"),
  },
};

describe.each(Object.entries(CLIENTS))("the real %s", (name, client) => {
  const found = findProgram(name)?.path;
  if (found === undefined) {
    it(name, (test) => { test.skip(`${name} is not installed: \`npm run agents\` installs it`); });
    return;
  }
  const env = (): Record<string, string> => environment(client.env?.());
  const list = (): string => {
    const [command, ...args] = found.endsWith(".js") ? [process.execPath, found, ...client.list] : [found, ...client.list];
    const { stdout, stderr } = spawnSync(command, args, { cwd: product(), env: env(), encoding: "utf8", timeout: 120_000, stdio: ["ignore", "pipe", "pipe"] });
    // Some print their list on stderr.
    return stripVTControlCharacters(stdout + stderr);
  };
  const dgs = (...args: readonly string[]) => {
    const { code, stdout, stderr } = program.run(["install", name, ...args, "--yes", "--json"], { cwd: product(), env: env() });
    expect(code, stdout + stderr).toBe(0);
    return JSON.parse(stdout) as { readonly path: string };
  };

  it("sees the entry in each of its files, and none once they were removed", () => {
    client.trust?.();
    for (const scope of ["project", "user"] as const) {
      const { path: file } = dgs("--scope", scope);
      expect(file.startsWith(scope === "project" ? product() : home())).toBe(true);
      expect(list()).toMatch(client[scope](scope === "project" ? "dgs mcp" : `dgs mcp --root ${product()}`));
      dgs("--scope", scope, "--remove");
    }
    expect(list()).not.toMatch(/\bdgs\b(?! clients)/);
  });
});

it("what Codex has changed since stays, and so does what it wrote", (test) => {
  const codex = findProgram("codex")?.path;
  if (codex === undefined) { test.skip("codex is not installed: `npm run agents` installs it"); return; }
  const env = environment({ CODEX_HOME: home("codex") });
  write(home("codex/config.toml"), '# mine\nmodel = "gpt-5.5" # this one\n');
  const run = (...args: readonly string[]) => spawnSync(codex, args, { cwd: product(), env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).status;
  const config = (): string => readFileSync(home("codex/config.toml"), "utf8");
  expect(program.run(["install", "codex", "--scope", "user", "--approve-tools", "--yes"], { cwd: product(), env }).code).toBe(0);
  expect(run("mcp", "add", "other", "--", "node", "other.js")).toBe(0);
  const withBoth = config();
  expect(withBoth).toContain("default_tools_approval_mode");
  expect(program.run(["install", "codex", "--scope", "user", "--remove", "--yes"], { cwd: product(), env }).code).toBe(0);
  expect(run("mcp", "remove", "other")).toBe(0);
  expect(config()).toMatch(/^# mine\nmodel = "gpt-5\.5" # this one\n/);
  expect(config()).not.toContain("dgs");
});
