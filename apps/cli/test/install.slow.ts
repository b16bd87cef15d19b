import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CLIENT_PROGRAMS } from "@dgs/clients";
import type { ClientProgram } from "@dgs/core";
import { install, type InstallInput, type InstallPlan, type InstallReport, isRefusal, locateRoot, type Place, planInstall } from "@dgs/runtime";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "./built-program.js";
import { hasTerminal, KEYS, onTerminal } from "./on-terminal.js";

let program: BuiltProgram;
let folder: string;
let base: string;
let home: string;
beforeAll(() => { program = buildProgram(); }, 120_000);
afterAll(() => { program.remove(); });
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "dgs install ")));
  [base, home] = [path.join(folder, "product"), path.join(folder, "home")];
  mkdirSync(path.join(base, ".planning"), { recursive: true });
  mkdirSync(home);
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = base) => program.run(["install", ...args], { cwd, env: { HOME: home, ...env } });
const report = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const { code, stdout } = run([...args, "--json"], env);
  return { code, ...(JSON.parse(stdout) as Partial<InstallReport> & { error?: { code: string; at: string; exit: string } }) };
};
/** Everything below a folder: folders with a slash, files with their bytes. */
const tree = (of: string): Readonly<Record<string, string>> =>
  Object.fromEntries(readdirSync(of, { recursive: true, encoding: "utf8" }).sort().map((name) => {
    const at = path.join(of, name);
    return lstatSync(at).isDirectory() ? [`${name}/`, ""] : [name, lstatSync(at).isSymbolicLink() ? "link" : readFileSync(at, "latin1")];
  }));
const clientOf = (name: string): ClientProgram => CLIENT_PROGRAMS.find((client) => client.name === name)!;

/** What is asked for where the program itself need not be started. */
const input = (client: string, more: Partial<InstallInput> = {}): InstallInput => ({
  client: clientOf(client),
  action: "install",
  scope: "project",
  replaces: false,
  approvesTools: false,
  program: ["dgs"],
  product: locateRoot({ cwd: base }) as Place,
  where: { folder: base, home, env: {}, platform: process.platform },
  ...more,
});
const planned = (client: string, more: Partial<InstallInput> = {}): InstallPlan => {
  const plan = planInstall(input(client, more));
  if (isRefusal(plan)) throw new Error(plan.message);
  return plan;
};
const done = (client: string, more: Partial<InstallInput> = {}): ReturnType<typeof install> => install(planned(client, more));

describe.each(CLIENT_PROGRAMS.map(({ name }) => name))("%s", (client) => {
  it("is configured, and as it was afterwards: what install made goes again", () => {
    const before = tree(folder);
    const preview = report([client, "--dry-run"]);
    expect(preview).toMatchObject({ code: 0, type: "install-preview", client, scope: "project", change: "made" });
    expect(tree(folder)).toEqual(before);
    expect(report([client, "--yes"])).toMatchObject({ code: 0, type: "installed", path: preview.path, edits: preview.edits, folders: preview.folders });
    expect(readFileSync(preview.path ?? "", "utf8")).toBe(preview.edits?.[0]?.added);
    expect(report([client, "--remove", "--yes"])).toMatchObject({ code: 0, action: "remove", change: "deleted", folders: preview.folders });
    expect(tree(folder)).toEqual(before);
  });

  it.each(["project", "user"] as const)("has one entry however often it is installed, and none once it was removed (%s)", async (scope) => {
    const before = tree(folder);
    expect(await done(client, { scope })).toMatchObject({ change: "made" });
    const after = tree(folder);
    expect(await done(client, { scope })).toMatchObject({ change: "none", edits: [] });
    expect(tree(folder)).toEqual(after);
    expect(await done(client, { scope, action: "remove" })).toMatchObject({ change: "deleted" });
    expect(tree(folder)).toEqual(before);
    expect(await done(client, { scope, action: "remove" })).toMatchObject({ change: "none", edits: [] });
  });

  it("names no path of this machine in a project, and the product in a person's own file", () => {
    expect(JSON.stringify(planned(client).report.edits)).not.toContain(folder);
    expect(JSON.stringify(planned(client, { scope: "user" }).report.edits)).toContain(base);
  });

  it("leaves an empty folder that was there before, and an empty file", async () => {
    const file = planned(client).report.path;
    mkdirSync(path.dirname(file), { recursive: true });
    for (const prepare of [() => undefined, () => { writeFileSync(file, ""); }]) {
      prepare();
      const before = tree(folder);
      await done(client);
      expect(tree(folder)).not.toEqual(before);
      await done(client, { action: "remove" });
      expect(tree(folder)).toEqual(before);
    }
  });
});

describe("the file", () => {
  const TEXT = '\ufeff{\r\n\t// zoë\r\n\t"mcpServers": { "a": {} },\r\n\t"b": 1,\r\n}';
  const file = () => path.join(base, ".gemini/settings.json");
  beforeEach(() => {
    mkdirSync(path.join(base, ".gemini"));
    writeFileSync(file(), TEXT);
  });

  it("keeps every byte of others, and its rights", () => {
    chmodSync(file(), 0o640);
    expect(report(["gemini", "--yes"])).toMatchObject({ code: 0, change: "edited", folders: [] });
    expect(readFileSync(file(), "utf8")).toBe(TEXT.replace('"a": {} }', '"a": {}, "dgs": {"command":"dgs","args":["mcp"]} }'));
    expect(statSync(file()).mode & 0o777).toBe(0o640);
    expect(readdirSync(path.dirname(file()))).toEqual(["settings.json"]);
    expect(report(["gemini", "--remove", "--yes"]).code).toBe(0);
    expect(readFileSync(file(), "utf8")).toBe(TEXT);
    expect(statSync(file()).mode & 0o777).toBe(0o640);
  });

  it("is written behind a link, which stays one", () => {
    mkdirSync(path.join(home, "dotfiles"));
    writeFileSync(path.join(home, "dotfiles/codex.toml"), "a = 1\n");
    mkdirSync(path.join(home, ".codex"));
    symlinkSync("../dotfiles/codex.toml", path.join(home, ".codex/config.toml"));
    const before = tree(folder);
    const { stdout } = run(["codex", "--scope", "user", "--yes"]);
    expect(stdout).toContain("(a link to ../home/dotfiles/codex.toml): changed");
    expect(lstatSync(path.join(home, ".codex/config.toml")).isSymbolicLink()).toBe(true);
    expect(readFileSync(path.join(home, "dotfiles/codex.toml"), "utf8")).toMatch(/^a = 1\n\n\[mcp_servers\.dgs\]\n/);
    expect(report(["codex", "--scope", "user", "--remove", "--yes"])).toMatchObject({ code: 0, target: path.join(home, "dotfiles/codex.toml") });
    expect(tree(folder)).toEqual(before);
  });

  it("is made where a link leads to nothing yet, and goes from there", () => {
    symlinkSync(path.join(home, "dot/files/claude.json"), path.join(home, ".claude.json"));
    const before = tree(folder);
    expect(report(["claude", "--scope", "user", "--yes"])).toMatchObject({ code: 0, change: "made", folders: [path.join(home, "dot/files"), path.join(home, "dot")] });
    expect(JSON.parse(readFileSync(path.join(home, "dot/files/claude.json"), "utf8"))).toHaveProperty("mcpServers.dgs");
    expect(report(["claude", "--scope", "user", "--remove", "--yes"]).code).toBe(0);
    expect(tree(folder)).toEqual(before);
  });

  it.each([
    ["is broken", () => { writeFileSync(file(), '{\n  "a": 1,,\n}'); }, "client-config-broken", ".gemini/settings.json:2:10"],
    ["has another shape", () => { writeFileSync(file(), '{"mcpServers": 1}'); }, "client-config-unfit", ".gemini/settings.json:1:16"],
    ["has an entry of somebody else", () => { writeFileSync(file(), '{"mcpServers": {"dgs": {"command": "mine"}}}'); }, "client-entry-differs", ".gemini/settings.json:1:17"],
    ["is not UTF-8", () => { writeFileSync(file(), Buffer.from([0x7b, 0x0a, 0xff, 0x7d])); }, "not-utf8", ".gemini/settings.json:2:1"],
    ["is a folder", () => { rmSync(file()); mkdirSync(file()); }, "not-a-file", ".gemini/settings.json"],
    ["is a link to itself", () => { rmSync(file()); symlinkSync("settings.json", file()); }, "not-a-file", ".gemini/settings.json"],
    ["would have a file for its folder", () => { rmSync(path.dirname(file()), { recursive: true }); writeFileSync(path.dirname(file()), ""); }, "not-a-file", ".gemini"],
  ])("is refused where it %s, and nothing is written", (_, prepare, code, at) => {
    prepare();
    const before = tree(folder);
    expect(report(["gemini", "--yes"])).toMatchObject({ code: 2, error: { code, at } });
    expect(tree(folder)).toEqual(before);
  });

  it("of an entry of somebody else is written over, and goes, only where that is said", () => {
    writeFileSync(file(), '{"mcpServers": {"dgs": {"command": "mine"}}}');
    expect(report(["gemini", "--remove", "--yes"])).toMatchObject({ code: 2, error: { code: "client-entry-differs" } });
    expect(report(["gemini", "--replace", "--yes"])).toMatchObject({ code: 0, change: "edited", edits: [{ line: 1, column: 24, removed: '{"command": "mine"}' }] });
    expect(readFileSync(file(), "utf8")).toBe('{"mcpServers": {"dgs": {"command":"dgs","args":["mcp"]}}}');
  });

  it("is the one of two that is there, and the one that has the entry", () => {
    writeFileSync(path.join(base, "opencode.jsonc"), "{\n  // mine\n}\n");
    expect(report(["opencode", "--yes"])).toMatchObject({ path: path.join(base, "opencode.jsonc"), change: "edited" });
    writeFileSync(path.join(base, "opencode.json"), "{}");
    expect(report(["opencode", "--yes"])).toMatchObject({ path: path.join(base, "opencode.jsonc"), change: "none" });
    expect(report(["opencode", "--remove", "--yes"])).toMatchObject({ path: path.join(base, "opencode.jsonc"), change: "edited" });
    expect(readFileSync(path.join(base, "opencode.jsonc"), "utf8")).toBe("{\n  // mine\n}\n");
  });
});

describe("the program that the entry names", () => {
  const bin = () => path.join(folder, "bin");
  const withDgs = (): Record<string, string> => {
    mkdirSync(bin());
    writeFileSync(path.join(bin(), "dgs"), "#!/bin/sh\n", { mode: 0o755 });
    return { PATH: `${bin()}${path.delimiter}${process.env["PATH"] ?? ""}` };
  };
  const added = ({ edits }: Partial<InstallReport>): string => edits?.[0]?.added ?? "";

  it("is `dgs` where that is on PATH", () => {
    const env = withDgs();
    const found = report(["codex", "--scope", "user", "--dry-run"], env);
    expect(found).toMatchObject({ program: path.join(bin(), "dgs") });
    expect(added(found)).toBe(`[mcp_servers.dgs]\ncommand = "dgs"\nargs = ["mcp", "--root", ${JSON.stringify(base)}]`);
    expect(found.notes?.join()).not.toContain("PATH");
  });

  it("is this one by where it lies where there is none: a person's own file has to work here", () => {
    const own = report(["codex", "--scope", "user", "--dry-run"], { PATH: "/nowhere" });
    expect(added(own)).toContain(`command = ${JSON.stringify(process.execPath)}\nargs = [${JSON.stringify(realpathSync(program.main))}, "mcp", `);
    const project = report(["codex", "--dry-run"], { PATH: "/nowhere" });
    expect(added(project)).toBe('[mcp_servers.dgs]\ncommand = "dgs"\nargs = ["mcp"]');
    expect(project.notes?.join()).toContain("There is no program `dgs` on your PATH");
  });

  it("is what was asked for", () => {
    expect(added(report(["codex", "--scope", "user", "--command", "name", "--dry-run"], { PATH: "/nowhere" }))).toContain('command = "dgs"');
    const byPath = report(["codex", "--command", "path", "--dry-run"], withDgs());
    expect(added(byPath)).toContain(JSON.stringify(realpathSync(program.main)));
    expect(byPath.notes?.join()).toContain("where DGS lies on this machine");
  });

  it("may change: the entry is DGS's own, whatever it names", () => {
    const env = withDgs();
    expect(report(["claude", "--yes"], env).code).toBe(0);
    expect(report(["claude", "--command", "path", "--yes"], env)).toMatchObject({ code: 0, change: "edited" });
    expect(report(["claude", "--remove", "--yes"], env)).toMatchObject({ code: 0, change: "deleted" });
  });
});

describe("the product that the entry names", () => {
  it("is named only as far as it has to be", () => {
    mkdirSync(path.join(base, ".gsd"));
    expect(report(["gemini", "--dry-run"])).toMatchObject({ code: 2, error: { code: "two-planning-folders" } });
    expect(report(["gemini", "--root", ".gsd", "--dry-run"]).edits?.[0]?.added).toMatch(/"mcp",\s+"--root",\s+"\.gsd"\s/);
    expect(report(["vscode", "--root", ".gsd", "--dry-run"]).edits?.[0]?.added).toMatch(/"--root",\s+"\$\{workspaceFolder\}\/\.gsd"\s/);
    expect(report(["gemini", "--scope", "user", "--root", ".gsd", "--dry-run"]).edits?.[0]?.added).toContain(JSON.stringify(path.join(base, ".gsd")));
  });

  it("is the project, in a product with several", () => {
    for (const name of ["shop", "site"]) {
      mkdirSync(path.join(base, ".planning", name), { recursive: true });
      writeFileSync(path.join(base, ".planning", name, "ROADMAP.md"), "# Roadmap\n");
    }
    expect(report(["gemini", "--dry-run"])).toMatchObject({ code: 2, error: { code: "several-projects" } });
    expect(report(["gemini", "--project", "site", "--dry-run"]).edits?.[0]?.added).toMatch(/"mcp",\s+"--project",\s+"site"\s/);
  });

  it("is not taken for another one", () => {
    expect(report(["codex", "--scope", "user", "--yes"]).code).toBe(0);
    const before = tree(home);
    const other = path.join(folder, "other");
    mkdirSync(path.join(other, ".planning"), { recursive: true });
    expect(report(["codex", "--scope", "user", "--root", other, "--yes"])).toMatchObject({ code: 2, error: { code: "client-entry-differs" } });
    expect(tree(home)).toEqual(before);
    expect(report(["codex", "--scope", "user", "--root", other, "--replace", "--yes"])).toMatchObject({ code: 0, change: "edited" });
    expect(readFileSync(path.join(home, ".codex/config.toml"), "utf8")).toContain(JSON.stringify(other));
  });

  it("has to be there, but not for the entry to go again", () => {
    expect(report(["claude", "--yes"]).code).toBe(0);
    rmSync(path.join(base, ".planning"), { recursive: true });
    expect(report(["claude", "--yes"])).toMatchObject({ code: 2, error: { code: "no-planning-folder" } });
    expect(report(["claude", "--remove", "--yes"])).toMatchObject({ code: 0, change: "deleted" });
    expect(existsSync(path.join(base, ".mcp.json"))).toBe(false);
  });
});

describe("the call", () => {
  it.each([
    ["without a client", [], "operand-missing"],
    ["with a client that DGS does not know", ["emacs", "--yes"], "operand-unknown"],
    ["with a scope that is none", ["claude", "--scope", "local"], "option-value-unknown"],
    ["without an answer to its question", ["claude"], "confirmation-needed"],
    ["with approval for a client that has no word for it", ["claude", "--approve-tools", "--yes"], "approval-unfit"],
    ["with approval that goes", ["codex", "--remove", "--approve-tools", "--yes"], "option-unfit"],
    ["with a program that goes", ["codex", "--remove", "--command", "path", "--yes"], "option-unfit"],
  ])("is refused %s", (_, args, code) => {
    const before = tree(folder);
    expect(report(args)).toMatchObject({ code: 2, error: { code } });
    expect(tree(folder)).toEqual(before);
  });

  it("says on a terminal what would change, and asks", async (test) => {
    if (!hasTerminal) { test.skip("no program `script` of util-linux"); return; }
    const no = await onTerminal(program, { cwd: base, args: ["install", "claude"], answers: [[/Let Claude Code use DGS\?/, KEYS.enter]] });
    expect(no.code).toBe(130);
    expect(no.screen).toContain('+     "dgs": {');
    expect(existsSync(path.join(base, ".mcp.json"))).toBe(false);
    const yes = await onTerminal(program, { cwd: base, args: ["install", "claude"], answers: [[/Let Claude Code use DGS\?/, "y"]] });
    expect([yes.code, yes.screen]).toEqual([0, expect.stringContaining(".mcp.json: made")]);
    expect(existsSync(path.join(base, ".mcp.json"))).toBe(true);
  });
});

describe("between the look and the writing", () => {
  const file = () => path.join(base, ".mcp.json");

  it("a file that somebody changed is left alone", async () => {
    writeFileSync(file(), "{}");
    const plan = planned("claude");
    writeFileSync(file(), '{"mine": 1}');
    expect(await install(plan)).toMatchObject({ type: "refused", code: "changed-meanwhile", at: file(), exit: "conflict" });
    expect(readFileSync(file(), "utf8")).toBe('{"mine": 1}');
  });

  it("a file that appeared is left alone", async () => {
    const plan = planned("claude");
    writeFileSync(file(), '{"mine": 1}');
    expect(await install(plan)).toMatchObject({ type: "refused", code: "exists", at: file() });
    expect(readFileSync(file(), "utf8")).toBe('{"mine": 1}');
    expect(readdirSync(base).sort()).toEqual([".mcp.json", ".planning"]);
  });

  it("a file that was to go and was changed stays, and so does a folder that is used", async () => {
    expect(await done("vscode")).toMatchObject({ type: "installed", change: "made" });
    const removal = planned("vscode", { action: "remove" });
    writeFileSync(path.join(base, ".vscode/settings.json"), "{}");
    writeFileSync(path.join(base, ".vscode/mcp.json"), "{}");
    expect(await install(removal)).toMatchObject({ type: "refused", code: "changed-meanwhile" });
    rmSync(path.join(base, ".vscode/mcp.json"));
    expect(await done("vscode")).toMatchObject({ folders: [] });
    expect(await done("vscode", { action: "remove" })).toMatchObject({ change: "deleted", folders: [] });
    expect(readdirSync(path.join(base, ".vscode"))).toEqual(["settings.json"]);
  });

  it("a person's own file that is made is read by nobody else", async () => {
    expect(await done("claude", { scope: "user" })).toMatchObject({ change: "made" });
    expect(statSync(path.join(home, ".claude.json")).mode & 0o777).toBe(0o600);
  });
});
