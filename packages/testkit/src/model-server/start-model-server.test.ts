import { request } from "node:http";
import { afterEach, expect, it } from "vitest";
import { type ModelServer, startModelServer } from "./start-model-server.js";
import type { ModelStep } from "./step.js";

let server: ModelServer;
afterEach(() => server.close());

const CLIENTS = {
  "/v1/messages?beta=true": { model: "m", stream: true, tools: [{ name: "Write" }, { name: "Bash" }] },
  "/v1/responses": { model: "m", stream: true, tools: [{ type: "custom", name: "apply_patch" }, { type: "function", name: "exec_command" }] },
  "/v1/chat/completions": { model: "m", stream: true, tools: [{ type: "function", function: { name: "create" } }, { type: "function", function: { name: "bash" } }] },
  "/v1beta/models/m:streamGenerateContent?alt=sse": { tools: [{ functionDeclarations: [{ name: "write_file" }, { name: "run_shell_command" }] }] },
};

const start = async (...steps: ModelStep[]): Promise<void> => { server = await startModelServer(steps); };
const ask = (path: string, body: object): Promise<Response> => fetch(`${server.url}${path}`, { method: "POST", body: JSON.stringify(body) });

/** The data of each event in an answer. */
async function dataOf(response: Response): Promise<readonly string[]> {
  return (await response.text()).split("\n").flatMap((line) => (line.startsWith("data: ") ? [line.slice("data: ".length)] : []));
}

it.each([
  ["/v1/messages", { model: "m", stream: true, tools: [{ name: "Bash" }, { name: "Read" }] }, /"name":"Read".*file_path.*\/tree\/a\.txt/s],
  ["/v1/chat/completions", { model: "m", stream: true, tools: [{ type: "function", function: { name: "read" } }] }, /"name":"read".*filePath.*\/tree\/a\.txt/s],
  ["/v1/responses", { model: "m", stream: true, tools: [{ type: "function", name: "exec_command" }] }, /"name":"exec_command".*cat '\/tree\/a\.txt'/s],
])("reads a file by the tool that a client at %s has for it, or by a command", async (path, body, expected) => {
  await start({ read: "/tree/a.txt" });
  expect((await dataOf(await ask(path, body))).join("\n")).toMatch(expected);
});

it.each(Object.entries(CLIENTS))("puts steps into the tools that a client at %s offers, one for each request", async (path, body) => {
  await start({ write: { path: "/tree/a.txt", content: "one\ntwo\n" } }, { shell: "npm test" }, { text: "That is all." });
  const answers = [await dataOf(await ask(path, body)), await dataOf(await ask(path, body)), await dataOf(await ask(path, body)), await dataOf(await ask(path, body))].map((data) => data.join("\n"));
  expect(answers[0]).toContain("/tree/a.txt");
  expect(answers[0]).toMatch(/one.*two/);
  expect(answers[1]).toContain("npm test");
  expect(answers[2]).toContain("That is all.");
  expect(answers[3]).toContain("nothing left to do");
  expect(server.asked.map(({ step }) => Object.keys(step ?? {}).join())).toEqual(["write", "shell", "text", "text"]);
});

it.each(Object.entries(CLIENTS))("calls a tool by its name at %s, whether or not it is offered", async (path, body) => {
  await start({ call: { tool: "kept_back", input: { phase: "1" } } });
  const answer = (await dataOf(await ask(path, body))).join("\n");
  expect(answer).toMatch(/"kept_back"/);
  expect(answer).toMatch(/\\*"phase\\*":\\*"1\\*"/);
});

it("calls a tool of a group, and looks for tools, as Codex has it", async () => {
  await start({ call: { tool: "tool_search", input: { query: "overview" } } }, { call: { tool: "overview", group: "mcp__dgs", input: {} } });
  expect((await dataOf(await ask("/v1/responses", CLIENTS["/v1/responses"]))).join("\n")).toContain('"type":"tool_search_call"');
  expect((await dataOf(await ask("/v1/responses", CLIENTS["/v1/responses"]))).join("\n")).toContain('"name":"overview","status":"completed","namespace":"mcp__dgs"');
});

it("sees the tools that Codex offers in groups and among its input", async () => {
  await start({ text: "Seen." });
  await (await ask("/v1/responses", { stream: true, tools: [{ type: "tool_search" }, { type: "namespace", name: "mcp__dgs", tools: [{ type: "function", name: "overview" }] }], input: [{ type: "additional_tools", tools: [{ type: "namespace", name: "functions", tools: [{ type: "custom", name: "exec" }] }] }] })).text();
  expect(server.asked[0]?.tools).toEqual(["tool_search", "overview", "exec"]);
});

it.each([
  ["/v1/messages", { messages: [{ role: "user", content: "hello" }, { role: "user", content: [{ type: "tool_result", content: "one" }, { type: "text", text: "besides" }] }, { role: "user", content: [{ type: "tool_result", content: [{ type: "text", text: "two" }] }] }] }],
  ["/v1/responses", { input: [{ type: "message", content: [{ type: "input_text", text: "hello" }] }, { type: "function_call_output", output: "one" }, { type: "custom_tool_call_output", output: [{ type: "input_text", text: "two" }] }] }],
  ["/v1/chat/completions", { messages: [{ role: "user", content: "hello" }, { role: "tool", content: "one" }, { role: "tool", content: "two" }] }],
  ["/v1beta/models/m:streamGenerateContent?alt=sse", { contents: [{ role: "user", parts: [{ text: "hello" }] }, { parts: [{ functionResponse: { name: "a", response: { output: "one" } } }] }, { parts: [{ functionResponse: { name: "b", response: { error: "two" } } }] }] }],
] as const)("hands what came of tools at %s to whoever decides", async (path, body) => {
  const seen: unknown[] = [];
  server = await startModelServer((_body, _tools, results) => {
    seen.push(results);
    return { text: "Seen." };
  });
  await (await ask(path, { ...CLIENTS[path === "/v1/messages" ? "/v1/messages?beta=true" : path], ...body })).text();
  expect(seen).toEqual([["one", "two"]]);
  expect(server.asked[0]?.results).toEqual(["one", "two"]);
});

it.each(Object.entries(CLIENTS))("answers a request without tools at %s, and keeps the step for one that has some", async (path, body) => {
  await start({ text: "for the one with tools" });
  expect(await (await ask(path, { ...body, tools: [] })).text()).toContain("A scripted answer");
  expect(await (await ask(path, body)).text()).toContain("for the one with tools");
});

it.each(Object.entries(CLIENTS))("refuses at %s as often as told, then goes on", async (path, body) => {
  await start({ status: 429, headers: { "retry-after": "7" }, times: 2 }, { text: "Now." });
  for (const refused of [await ask(path, body), await ask(path, body)]) {
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "7"]);
    expect(await refused.json()).toMatchObject({ error: { message: "scripted answer 429" } });
  }
  expect(await (await ask(path, body)).text()).toContain("Now.");
});

it.each(Object.entries(CLIENTS))("breaks an answer at %s off before its end", async (path, body) => {
  await start({ cut: true, times: 1 }, { text: "Now." });
  await expect(ask(path, body).then((response) => response.text())).rejects.toThrow();
  expect(await (await ask(path, body)).text()).toContain("Now.");
});

it("never answers a request that is to hang, and can be closed meanwhile", async () => {
  await start({ hang: true });
  const asked = ask("/v1/responses", CLIENTS["/v1/responses"]);
  const refused = expect(asked).rejects.toThrow();
  while (server.asked.length === 0) await new Promise((settle) => setTimeout(settle, 10));
  await server.close();
  await refused;
  await start();
});

it("refuses as a proxy what leads elsewhere, and tells the host", async () => {
  await start();
  const { hostname, port } = new URL(server.url);
  const answered = (method: string, path: string) => new Promise<number | undefined>((settle) => {
    const asked = request({ hostname, port, method, path });
    asked.on("connect", (response) => { settle(response.statusCode); });
    asked.on("response", (response) => { settle(response.statusCode); });
    asked.end();
  });
  expect(await answered("CONNECT", "api.example.invalid:443")).toBe(403);
  expect(await answered("GET", "http://plain.example.invalid/x")).toBe(403);
  expect(server.outside).toEqual(["api.example.invalid:443", "http://plain.example.invalid/x"]);
});
