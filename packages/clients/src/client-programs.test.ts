import { applyEdits, type ClientEdit, type ClientPlace, type ClientProgram, type ClientText, type ServerStart } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { CLIENT_PROGRAMS } from "./client-programs.js";

const start: ServerStart = { program: ["dgs"], approvesTools: false };
const clientOf = (name: string): ClientProgram => CLIENT_PROGRAMS.find((client) => client.name === name)!;
const install = (client: string, text: string | undefined, wanted: ServerStart = start, replaces = false): ClientEdit =>
  clientOf(client).edit(text === undefined ? { type: "missing", folders: 0 } : { type: "there", text }, { type: "install", start: wanted, replaces }, "project");
const remove = (client: string, text: string, replaces = false): ClientEdit => clientOf(client).edit({ type: "there", text }, { type: "remove", replaces }, "project");
const textOf = (edit: ClientEdit, before = ""): string => (edit.type === "edit" ? applyEdits(before, edit.edits) : edit.type === "make" ? edit.text : JSON.stringify(edit));
const installed = (client: string, text: string): string => textOf(install(client, text), text);
const removed = (client: string, text: string): string => textOf(remove(client, text), text);

const NOTHING: ClientText = { type: "missing", folders: 0 };

const home = "/home/zoe";
const place = (env: ClientPlace["env"] = {}, platform = "linux"): ClientPlace => ({ folder: "/product", home, env, platform });

describe("the files", () => {
  it.each([
    ["claude", ["/product/.mcp.json"], ["/home/zoe/.claude.json"]],
    ["codex", ["/product/.codex/config.toml"], ["/home/zoe/.codex/config.toml"]],
    ["gemini", ["/product/.gemini/settings.json"], ["/home/zoe/.gemini/settings.json"]],
    ["vscode", ["/product/.vscode/mcp.json"], ["/home/zoe/.config/Code/User/mcp.json"]],
    ["cursor", ["/product/.cursor/mcp.json"], ["/home/zoe/.cursor/mcp.json"]],
    ["opencode", ["/product/opencode.json", "/product/opencode.jsonc"], ["/home/zoe/.config/opencode/opencode.json", "/home/zoe/.config/opencode/opencode.jsonc"]],
    ["copilot", ["/product/.mcp.json"], ["/home/zoe/.copilot/mcp-config.json"]],
  ])("of %s lie where the program looks", (name, project, user) => {
    expect(clientOf(name).files("project", place())).toEqual(project);
    expect(clientOf(name).files("user", place())).toEqual(user);
  });

  it.each([
    ["claude", { CLAUDE_CONFIG_DIR: "/c" }, "/c/.claude.json"],
    ["codex", { CODEX_HOME: "/c" }, "/c/config.toml"],
    ["gemini", { GEMINI_CLI_HOME: "/c" }, "/c/.gemini/settings.json"],
    ["vscode", { XDG_CONFIG_HOME: "/c" }, "/c/Code/User/mcp.json"],
    ["vscode", { VSCODE_APPDATA: "/c" }, "/c/Code/User/mcp.json"],
    ["vscode", { VSCODE_PORTABLE: "/c" }, "/c/user-data/User/mcp.json"],
    ["opencode", { XDG_CONFIG_HOME: "/c" }, "/c/opencode/opencode.json"],
    ["copilot", { COPILOT_HOME: "/c" }, "/c/mcp-config.json"],
    ["claude", { CLAUDE_CONFIG_DIR: "" }, "/home/zoe/.claude.json"],
  ])("of %s follow the environment %o", (name, env, file) => {
    expect(clientOf(name).files("user", place(env))[0]).toBe(file);
    expect(clientOf(name).files("project", place(env))).toEqual(clientOf(name).files("project", place()));
  });

  it("of VS Code lie elsewhere on other systems", () => {
    expect(clientOf("vscode").files("user", place({}, "darwin"))).toEqual(["/home/zoe/Library/Application Support/Code/User/mcp.json"]);
    expect(clientOf("vscode").files("user", place({ APPDATA: "/roaming" }, "win32"))).toEqual(["/roaming/Code/User/mcp.json"]);
  });
});

describe("an entry where there is no file", () => {
  it.each([
    ["claude", { mcpServers: { dgs: { type: "stdio", command: "dgs", args: ["mcp"] } } }],
    ["gemini", { mcpServers: { dgs: { command: "dgs", args: ["mcp"] } } }],
    ["vscode", { servers: { dgs: { type: "stdio", command: "dgs", args: ["mcp", "--root", "${workspaceFolder}"] } } }],
    ["cursor", { mcpServers: { dgs: { command: "dgs", args: ["mcp", "--root", "${workspaceFolder}"] } } }],
    ["opencode", { mcp: { dgs: { type: "local", command: ["dgs", "mcp"] } } }],
    ["copilot", { mcpServers: { dgs: { type: "stdio", command: "dgs", args: ["mcp"] } } }],
  ])("of %s is a document as programs write it", (name, value) => {
    expect(textOf(install(name, undefined))).toBe(`${JSON.stringify(value, null, 2)}\n`);
  });

  it("of Codex is a table, with the approval only where it is wanted", () => {
    expect(textOf(install("codex", undefined))).toBe('[mcp_servers.dgs]\ncommand = "dgs"\nargs = ["mcp"]\n');
    expect(textOf(install("codex", undefined, { ...start, approvesTools: true }))).toBe('[mcp_servers.dgs]\ncommand = "dgs"\nargs = ["mcp"]\ndefault_tools_approval_mode = "approve"\n');
  });

  it("names the root and the project where they are needed", () => {
    expect(textOf(install("vscode", undefined, { ...start, root: ".gsd", project: "shop" }))).toContain('"${workspaceFolder}/.gsd",\n        "--project",\n        "shop"');
    expect(textOf(install("codex", undefined, { ...start, program: ["/bin/node", "/o/dgs.js"], root: "/p q" }))).toContain('command = "/bin/node"\nargs = ["/o/dgs.js", "mcp", "--root", "/p q"]');
  });

  it("of Copilot's own file says which tools, and that it is a local one", () => {
    expect(textOf(clientOf("copilot").edit({ type: "missing", folders: 0 }, { type: "install", start, replaces: false }, "user"))).toContain('"type": "local"');
  });
});

describe("an entry in JSON", () => {
  it("stands behind the others, as they stand", () => {
    expect(installed("gemini", '{\n\t"mcpServers": {\n\t\t"a": {"command": "x"} // mine\n\t},\n\t"b": 1,\n}\n')).toBe(
      '{\n\t"mcpServers": {\n\t\t"a": {"command": "x"}, // mine\n\t\t"dgs": {\n\t\t\t"command": "dgs",\n\t\t\t"args": ["mcp"]\n\t\t}\n\t},\n\t"b": 1,\n}\n',
    );
  });

  it("brings its object along where there is none", () => {
    expect(installed("gemini", '{\r\n    "b": 1\r\n}')).toBe('{\r\n    "b": 1,\r\n    "mcpServers": {\r\n        "dgs": { "command": "dgs", "args": ["mcp"] }\r\n    }\r\n}');
  });

  it("stays on one line with the others", () => {
    expect(installed("gemini", '{"mcpServers":{"a":{}}}')).toBe('{"mcpServers":{"a":{}, "dgs": {"command":"dgs","args":["mcp"]}}}');
  });

  it("is removed from between others, which somebody added since", () => {
    expect(removed("gemini", '{"mcpServers": {\n  "a": {},\n  "dgs": {"command": "dgs", "args": ["mcp"]}, // ours\n  "b": {}\n}}')).toBe('{"mcpServers": {\n  "a": {}, // ours\n  "b": {}\n}}');
    expect(removed("gemini", '{"mcpServers": {\n  "dgs": {"command": "dgs", "args": ["mcp"]},\n  "b": {}\n}}')).toBe('{"mcpServers": {\n  "b": {}\n}}');
  });

  it("is removed alone where another program wrote the file anew", () => {
    const rewritten = JSON.stringify({ firstStart: 1, mcpServers: { dgs: { type: "stdio", command: "dgs", args: ["mcp"], env: {} } } }, null, 2);
    expect(install("claude", rewritten)).toEqual({ type: "same" });
    expect(JSON.parse(removed("claude", rewritten))).toEqual({ firstStart: 1, mcpServers: {} });
  });

  it("is right however it is laid out", () => {
    expect(install("claude", '{"mcpServers":{"dgs":{"args":["mcp"],"command":"dgs","type":"stdio"}}}')).toEqual({ type: "same" });
  });

  it.each([
    ["cut off", '{"mcpServers": {', "client-config-broken", { line: 1, column: 17 }],
    ["with a bare word", '{\n  mcpServers: {}\n}', "client-config-broken", { line: 2, column: 3 }],
    ["with two commas", '{"a": 1,\n\n  , "b": 2}', "client-config-broken", { line: 3, column: 3 }],
    ["with more behind it", "{}\n{}", "client-config-broken", { line: 2, column: 1 }],
    ["with a comment that does not end", "{}\n/* ", "client-config-broken", { line: 2, column: 1 }],
    ["of a comment that does not end", "/* {}", "client-config-broken", { line: 1, column: 1 }],
    ["with a text over two lines", '{"a": "\n"}', "client-config-broken", { line: 1, column: 7 }],
    ["that is a list", "\ufeff[]", "client-config-unfit", { line: 1, column: 2 }],
    ["whose servers are a list", '{"mcpServers": []}', "client-config-unfit", { line: 1, column: 16 }],
    ["with its servers twice", '{"mcpServers": {},\n "mcpServers": {}}', "client-config-unfit", { line: 2, column: 2 }],
    ["with the entry twice", '{"mcpServers": {"dgs": {},\n"d\\u0067s": {}}}', "client-config-unfit", { line: 2, column: 1 }],
    ["with another entry", '{"mcpServers": {"dgs": {"command": "dgs", "args": ["serve"]}}}', "client-entry-differs", { line: 1, column: 17 }],
    ["with an entry that was changed", '{"mcpServers": {"dgs": {"type": "stdio", "command": "dgs", "args": ["mcp"], "env": {"A": "b"}}}}', "client-entry-differs", { line: 1, column: 17 }],
    ["with an entry that is a number", '{"mcpServers": {"dgs": 1}}', "client-entry-differs", { line: 1, column: 17 }],
    ["with the entry of another product", '{"mcpServers": {"dgs": {"type": "stdio", "command": "dgs", "args": ["mcp", "--root", "/other"]}}}', "client-entry-differs", { line: 1, column: 17 }],
  ])("is refused in a text %s", (_, text, code, at) => {
    expect(install("claude", text)).toMatchObject({ type: "fault", code, at });
  });

  it("is refused in a text that is nested without end", () => {
    expect(install("claude", "[".repeat(100_000))).toMatchObject({ type: "fault", code: "client-config-broken" });
  });

  it("that is a person's own goes only where that is said", () => {
    const text = '{"mcpServers": {"dgs": {"command": "mine"}, "b": {}}}';
    expect(remove("claude", text)).toMatchObject({ code: "client-entry-differs" });
    expect(textOf(remove("claude", text, true), text)).toBe('{"mcpServers": { "b": {}}}');
    expect(textOf(install("claude", text, start, true), text)).toBe('{"mcpServers": {"dgs": {"type":"stdio","command":"dgs","args":["mcp"]}, "b": {}}}');
  });
});

describe("an entry in TOML", () => {
  it("stands behind everything else", () => {
    expect(installed("codex", 'model = "x" # mine\r\n[a]\r\n')).toBe('model = "x" # mine\r\n[a]\r\n\r\n[mcp_servers.dgs]\r\ncommand = "dgs"\r\nargs = ["mcp"]\r\n');
    expect(installed("codex", "mcp_servers.a.command = 'x'")).toBe('mcp_servers.a.command = \'x\'\n\n[mcp_servers.dgs]\ncommand = "dgs"\nargs = ["mcp"]');
  });

  it("is removed from between others, which somebody added since", () => {
    const entry = '[mcp_servers.dgs]\ncommand = "dgs"\nargs = ["mcp"]\n';
    expect(removed("codex", `a = 1\n\n${entry}\n# of b\n[b]\nc = 1\n`)).toBe("a = 1\n\n# of b\n[b]\nc = 1\n");
  });

  it("keeps an approval that is there, and adds one that is wanted", () => {
    const approved = textOf(install("codex", "a = 1\n", { ...start, approvesTools: true }), "a = 1\n");
    expect(install("codex", approved)).toEqual({ type: "same" });
    const plain = installed("codex", "a = 1\n");
    expect(textOf(install("codex", plain, { ...start, approvesTools: true }), plain)).toBe(approved);
    expect(removed("codex", approved)).toBe("a = 1\n");
  });

  it.each([
    ["that is none", "a = \n", "client-config-broken", { line: 1, column: 5 }],
    ["with a table twice", "[a]\n[a]\n", "client-config-broken", { line: 2, column: 2 }],
    ["whose servers are on one line", "b = 1\nmcp_servers = { a = { command = 'x' } }\n", "client-config-unfit", { line: 2, column: 1 }],
    ["whose servers are a number", "mcp_servers = 1\n", "client-config-unfit", { line: 1, column: 1 }],
    ["with a timeout in the entry", '\n[mcp_servers.dgs]\ncommand = "dgs"\nargs = ["mcp"]\ntool_timeout_sec = 60\n', "client-entry-differs", { line: 2, column: 1 }],
    ["with a table in the entry", '[mcp_servers.dgs]\ncommand = "dgs"\nargs = ["mcp"]\n[mcp_servers.dgs.env]\nA = "b"\n', "client-entry-differs", { line: 1, column: 1 }],
    ["with another approval", '[mcp_servers.dgs]\ncommand = "dgs"\nargs = ["mcp"]\ndefault_tools_approval_mode = "prompt"\n', "client-entry-differs", { line: 1, column: 1 }],
  ])("is refused in a text %s", (_, text, code, at) => {
    expect(install("codex", text)).toMatchObject({ type: "fault", code, at });
  });

  it("that is a person's own goes with its tables, only where that is said", () => {
    const text = 'a = 1\n\n[mcp_servers.dgs]\ncommand = "mine"\n\n[mcp_servers.dgs.env] # ours\nA = """\n[x]\n"""\n\n[mcp_servers.dgsx]\ncommand = "y"\n';
    expect(remove("codex", text)).toMatchObject({ code: "client-entry-differs" });
    expect(textOf(remove("codex", text, true), text)).toBe('a = 1\n\n[mcp_servers.dgsx]\ncommand = "y"\n');
    expect(textOf(install("codex", text, start, true), text)).toBe('a = 1\n\n[mcp_servers.dgs]\ncommand = "dgs"\nargs = ["mcp"]\n\n[mcp_servers.dgsx]\ncommand = "y"\n');
  });

  it("is refused where it is written without a header of its own", () => {
    expect(remove("codex", '[mcp_servers]\ndgs = { command = "mine" }\n', true)).toMatchObject({ code: "client-config-unfit" });
  });
});

it("every client says what a person has to know", () => {
  for (const client of CLIENT_PROGRAMS) {
    for (const scope of ["project", "user"] as const) for (const note of client.notes(scope, start, NOTHING)) expect(note).toMatch(/^[A-Z`].*\.$/);
  }
  expect(clientOf("codex").notes("user", start, NOTHING).join()).toContain("--approve-tools");
  expect(clientOf("codex").notes("user", { ...start, approvesTools: true }, NOTHING).join()).toContain("without a question");
});

it.each([
  ["claude", "/home/${USER}"],
  ["gemini", "/home/$USER"],
  ["vscode", "/home/${env:USER}"],
  ["cursor", "/home/${userHome}"],
  ["opencode", "/home/{env:USER}"],
  ["copilot", "/home/$USER"],
])("%s is given no path in which it would see a variable", (name, root) => {
  expect(clientOf(name).edit(NOTHING, { type: "install", start: { ...start, root }, replaces: true }, "user")).toMatchObject({ type: "fault", code: "client-path-unfit", message: expect.stringContaining(root) as string });
});

it.each(["claude", "copilot"])("%s is said not to read a file with comments", (name) => {
  const said = (text: string): boolean => clientOf(name).notes("project", start, { type: "there", text }).some((note) => note.includes("comments"));
  expect(["{}", "", "\ufeff{}", '{"a": "// b"}'].map(said)).toEqual([false, false, false, false]);
  expect(["{} // a", '{"a": 1,}'].map(said)).toEqual([true, true]);
});
