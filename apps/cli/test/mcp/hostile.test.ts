import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram, programEnvironment } from "../built-program.js";
import { type McpClient, openMcp, type Reply } from "./mcp-client.js";
import { bytesBelow, makeMcpStage, type McpStage } from "./mcp-stage.js";

interface ListedTool {
  readonly name: string;
  readonly inputSchema: { readonly properties: Readonly<Record<string, { readonly type?: string; readonly enum?: readonly string[] }>>; readonly required?: readonly string[] };
}

const isLinux = process.platform === "linux";

let program: BuiltProgram;
let stage: McpStage;
let client: McpClient;
let tools: readonly ListedTool[];
let before: Readonly<Record<string, string>>;
let filesOpen: number;

beforeAll(async () => {
  program = buildProgram();
  stage = makeMcpStage();
  client = await openMcp([program.main, "mcp"], stage.product);
  tools = (await client.ask("tools/list")).result?.["tools"] as ListedTool[];
  before = bytesBelow(stage.folder);
  await client.call("overview");
  filesOpen = isLinux ? client.openFiles() : 0;
}, 240_000);
afterAll(async () => {
  client.leave();
  expect(await client.gone).toBe(0);
  program.remove();
  stage.remove();
});

/** That nothing has come of it: the server answers, nothing was written, nothing that is no protocol was said. */
async function unharmed(): Promise<void> {
  expect((await client.ask("ping")).result).toEqual({});
  expect(bytesBelow(stage.folder)).toEqual(before);
  expect(client.strange).toEqual([]);
  expect(existsSync(path.join(stage.planning, "jobs/.runs")) ? readdirSync(path.join(stage.planning, "jobs/.runs")).filter((name) => !name.startsWith(".")) : []).toEqual([]);
}

/** Calls a tool with whatever: an answer that says no, or a protocol error; nothing else. */
async function refusedCall(name: string, input: unknown): Promise<Reply> {
  const reply = await client.ask("tools/call", { name, arguments: input });
  const said = JSON.stringify(reply);
  expect(reply.error !== undefined || reply.result?.["isError"] === true, `${name} ${JSON.stringify(input)?.slice(0, 200) ?? ""}: ${said.slice(0, 500)}`).toBe(true);
  // Nothing is told that grows with what was sent, and nothing unexpected happened.
  expect(said.length, said.slice(0, 300)).toBeLessThan(8_000);
  expect(said).not.toContain('"internal"');
  return reply;
}

describe("lines that are no messages", () => {
  const LINES: readonly (string | Buffer)[] = [
    "", " ", "nonsense", "{", "}", "[]", "[[]]", "null", "true", "17", '"text"', "{}", '{"jsonrpc":"2.0"}', '{"jsonrpc":"1.0","id":900,"method":"ping"}', '{"id":900,"method":"ping"}',
    '{"jsonrpc":"2.0","id":900,"method":17}', '{"jsonrpc":"2.0","id":{"a":1},"method":"ping"}', '{"jsonrpc":"2.0","id":[1],"method":"ping"}', '{"jsonrpc":"2.0","id":true,"method":"ping"}', '{"jsonrpc":"2.0","id":null,"method":"ping"}', '{"jsonrpc":"2.0","id":1.5,"method":"ping"}',
    '{"jsonrpc":"2.0","method":"notifications/nonsense","params":{"a":1}}', '{"jsonrpc":"2.0","method":"notifications/cancelled"}', '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{"a":1}}}', '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":4711}}',
    '{"jsonrpc":"2.0","id":999999,"result":{}}', '{"jsonrpc":"2.0","id":"x","error":{"code":1,"message":"m"}}', '{"jsonrpc":"2.0","id":7,"result":{},"error":{"code":1,"message":"m"}}',
    '[{"jsonrpc":"2.0","id":901,"method":"ping"},{"jsonrpc":"2.0","id":902,"method":"ping"}]', '{"jsonrpc":"2.0","id":903,"method":"ping"}{"jsonrpc":"2.0","id":904,"method":"ping"}',
    '{"__proto__":{"polluted":true},"jsonrpc":"2.0","method":"x"}', '{"jsonrpc":"2.0","method":"x","params":{"constructor":{"prototype":{"polluted":true}}}}', "\u0000\u0000", "\uD800", "\u2028", Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x80]),
    '{"jsonrpc":"2.0","id":905,"method":"tools/call"}', '{"jsonrpc":"2.0","id":906,"method":"tools/call","params":[]}', '{"jsonrpc":"2.0","id":907,"method":"tools/call","params":"x"}', '{"jsonrpc":"2.0","id":908,"method":"tools/call","params":{"name":17}}', '{"jsonrpc":"2.0","id":909,"method":"tools/call","params":{"name":"overview","arguments":[]}}',
    '{"jsonrpc":"2.0","id":910,"method":"initialize","params":{}}', '{"jsonrpc":"2.0","id":911,"method":"tools/call","params":{"name":"overview","arguments":{},"_meta":17}}', '{"jsonrpc":"2.0","id":912,"method":"tools/call","params":{"name":"overview","_meta":{"progressToken":{"a":1}}}}',
  ];

  it("harm nothing: the server answers after each, and ends with its client", async () => {
    for (const line of LINES) {
      client.write(typeof line === "string" ? `${line}\n` : `${line.toString("latin1")}\n`);
      expect((await client.ask("ping")).result, String(line)).toEqual({});
    }
    client.write('{"jsonrpc":"2.0","id":950,"method":"ping"}\r\n');
    await unharmed();
  });

  it("of more than 8 MiB are left out, and their call is answered where its id can be told", async () => {
    const memory = isLinux ? client.memoryKib() : 0;
    const part = "x".repeat(1024 * 1024);
    const reply = client.ask("tools/call", { name: "overview", arguments: { a: part.repeat(10) } });
    expect((await reply).error).toMatchObject({ code: -32600, message: expect.stringContaining("8388608 bytes") });
    // One without an id, in pieces, as long as memory would last.
    for (let at = 0; at < 64; at++) client.write(part);
    client.write("\n");
    await unharmed();
    expect(client.said()).toContain("a message of more than 8388608 bytes was left out");
    if (isLinux) expect(client.memoryKib() - memory).toBeLessThan(300_000);
  });
});

it.skipIf(process.platform === "win32")("ends when nobody reads its answers any more, though somebody still holds its stdin open", async () => {
  const child = spawn(process.execPath, [program.main, "mcp"], { cwd: stage.product, env: programEnvironment({}), stdio: ["pipe", "pipe", "ignore"] });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.stdin.on("error", () => undefined);
  child.stdout.once("data", () => child.stdout.destroy());
  child.stdin.write('{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}\n');
  const asking = setInterval(() => child.stdin.write('{"jsonrpc":"2.0","id":2,"method":"ping"}\n'), 50);
  expect(await ended).toBe(0);
  clearInterval(asking);
  await unharmed();
});

describe("methods and tools that are not there", () => {
  it("are protocol errors that name them", async () => {
    for (const method of ["", "tools", "tools/", "tools/nothing", "__proto__", "constructor", "../tools/list", "x".repeat(10_000)]) expect((await client.ask(method)).error?.code, method.slice(0, 50)).toBe(-32601);
    for (const name of ["", "nothing", "__proto__", "constructor", "toString", "run-job", "overview ", "OVERVIEW", "../overview", "x".repeat(10_000), "overview\u0000"]) {
      const reply = await client.ask("tools/call", { name, arguments: {} });
      expect(reply.error !== undefined || reply.result?.["isError"] === true, name.slice(0, 50)).toBe(true);
    }
    for (const [method, params] of [["resources/read", { uri: "file:///etc/passwd" }], ["resources/read", { uri: "dgs://../../etc/passwd" }], ["resources/read", { uri: "" }], ["prompts/get", { name: "../x" }], ["prompts/get", { name: "__proto__" }], ["completion/complete", { ref: { type: "ref/prompt", name: "nothing" }, argument: { name: "version", value: "" } }], ["resources/subscribe", { uri: "file:///etc/passwd" }]] as const) {
      expect.soft((await client.ask(method, params)).error, method).toBeDefined();
    }
    await unharmed();
  });
});

describe("arguments that do not fit", () => {
  it("are refused, whatever their type is", async () => {
    for (const { name, inputSchema } of tools) {
      for (const input of [null, [], "text", 17, true]) await refusedCall(name, input);
      for (const [property, { type }] of Object.entries(inputSchema.properties)) for (const value of [null, {}, ...(type === "array" ? [] : [[]]), [[]], { $ne: 1 }, -1e308, ""]) await refusedCall(name, { ...fitting(inputSchema), [property]: value });
      await refusedCall(name, { ...fitting(inputSchema), nonsense: 1 });
      await refusedCall(name, JSON.parse('{"__proto__":{"version":"v1.0"},"constructor":{"x":1}}'));
    }
    await unharmed();
  });

  it("are refused when they are huge, in memory that does not grow with them", async () => {
    const memory = isLinux ? client.memoryKib() : 0;
    const [many, deep] = [Array.from({ length: 1_000_000 }, () => 0), `${"[".repeat(100_000)}${"]".repeat(100_000)}`];
    for (const name of ["overview", "quick", "watch"]) {
      await refusedCall(name, { guidance: many });
      await refusedCall(name, Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`p${String(at)}`, at])));
      await refusedCall(name, { title: "x".repeat(4_000_000), run: "x".repeat(1_000_000) });
      client.write(`{"jsonrpc":"2.0","id":7000,"method":"tools/call","params":{"name":"${name}","arguments":{"title":${deep}}}}\n`);
      client.write(`{"jsonrpc":"2.0","id":7001,"method":"tools/call","params":{"name":"${name}","arguments":${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}}}\n`);
    }
    await unharmed();
    if (isLinux) expect(client.memoryKib() - memory).toBeLessThan(400_000);
  });
});

/** What fits, as far as the schema tells. */
function fitting({ properties, required = [] }: ListedTool["inputSchema"]): Record<string, unknown> {
  const value = ({ type, enum: values }: { type?: string; enum?: readonly string[] }): unknown => values?.[0] ?? (type === "string" ? "v9.9" : type === "boolean" ? false : type === "array" ? [] : 0);
  return Object.fromEntries(required.map((property) => [property, value(properties[property] ?? {})]));
}

describe("many calls", () => {
  it("at once are each answered under their id, and leave nothing open", async () => {
    const names = ["overview", "list_jobs", "list_runs", "answer"];
    const memory = isLinux ? client.memoryKib() : 0;
    const replies = await Promise.all(Array.from({ length: 100 }, async (_, at) => {
      let asked = 0;
      const reply = await client.ask("tools/call", { name: names[at % names.length], arguments: {} }, (id) => (asked = id));
      return { asked, reply, name: names[at % names.length] };
    }));
    for (const { asked, reply, name } of replies) {
      expect(reply.id).toBe(asked);
      expect((reply.result?.["structuredContent"] as { type?: string } | undefined)?.type, name).toBe({ overview: "progress", list_jobs: "jobs", list_runs: "runs", answer: "waiting" }[name ?? ""]);
    }
    await unharmed();
    if (!isLinux) return;
    await expect.poll(() => client.openFiles()).toBeLessThanOrEqual(filesOpen + 2);
    expect(client.memoryKib() - memory).toBeLessThan(300_000);
  });
});
