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
