import { inputRequired } from "@modelcontextprotocol/server";
import { afterEach, expect, it } from "vitest";
import { z } from "zod";
import type { Registry } from "../src/registry/registry.js";
import { type AnyTool, defineTool, type ToolAnswer, type ToolCall } from "../src/registry/tool-spec.js";
import { serveHttp } from "../src/serve-http.js";
import { beginSession, type Message, post, postModern } from "./post.js";

const EMPTY: Registry = { name: "test", title: "Test", version: "1", instructions: "", tools: [], resources: [], templates: [], prompts: [] };
let stop = new AbortController();
afterEach(() => {
  stop.abort();
  stop = new AbortController();
});

async function serve(registry: Partial<Registry>): Promise<string> {
  return (await serveHttp({ ...EMPTY, ...registry }, { port: 0, asksPeople: true, onError: () => undefined, signal: stop.signal })).url;
}

function tool(name: string, call: (call: ToolCall) => ToolAnswer | Promise<ToolAnswer>): AnyTool {
  const annotations = { readOnly: true, destructive: false, idempotent: true, openWorld: false };
  return defineTool({ name, title: name, description: name, input: z.object({}), annotations, call: async (_, context) => call(context) });
}

const says = (text: string): ToolAnswer => ({ type: "answered", content: [{ type: "text", text }] });

const counting = (name: string): AnyTool =>
  tool(name, ({ state, given }) => {
    const said = given("more");
    if (said.kind === "elicit" && said.action === "decline") return says(`declined at ${JSON.stringify(state)}`);
    const round = typeof state === "number" ? state + 1 : 1;
    if (round === 3) return says("three rounds");
    return { type: "needing", requests: { more: inputRequired.elicit({ message: "More?", requestedSchema: { type: "object", properties: {} } }) }, state: round };
  });

const ASKS = { elicitation: {} };
const MORE = { more: { action: "accept", content: {} } };
const textOf = (messages: readonly Message[]): unknown => (messages.at(-1)?.result?.["content"] as { text: string }[] | undefined)?.[0]?.text;
const stateOf = (messages: readonly Message[]): unknown => messages.at(-1)?.result?.["requestState"];

it("a tool that needs several rounds gets back what it wanted to know, until it answers", async () => {
  const url = await serve({ tools: [counting("count")] });
  const first = await postModern(url, "tools/call", { name: "count", arguments: {} }, ASKS);
  expect(first.messages.at(-1)?.result).toMatchObject({ resultType: "input_required", inputRequests: { more: { method: "elicitation/create" } } });
  const second = await postModern(url, "tools/call", { name: "count", arguments: {}, inputResponses: MORE, requestState: stateOf(first.messages) }, ASKS);
  const third = await postModern(url, "tools/call", { name: "count", arguments: {}, inputResponses: MORE, requestState: stateOf(second.messages) }, ASKS);
  expect(textOf(third.messages)).toBe("three rounds");
});

it("a state that was changed is refused, and that of another tool counts as none", async () => {
  const url = await serve({ tools: [counting("count"), counting("other")] });
  const requestState = stateOf((await postModern(url, "tools/call", { name: "count", arguments: {} }, ASKS)).messages);
  const changed = await postModern(url, "tools/call", { name: "count", arguments: {}, inputResponses: MORE, requestState: `${String(requestState)}x` }, ASKS);
  expect(changed.messages.at(-1)?.error).toMatchObject({ code: -32602 });
  const declined = { more: { action: "decline" } };
  const other = await postModern(url, "tools/call", { name: "other", arguments: {}, inputResponses: declined, requestState }, ASKS);
  expect(textOf(other.messages)).toBe("declined at undefined");
  const own = await postModern(url, "tools/call", { name: "count", arguments: {}, inputResponses: declined, requestState }, ASKS);
  expect(textOf(own.messages)).toBe("declined at 1");
});

it("what a client can give is what it says of itself, in its requests or in the opening of its session", async () => {
  const url = await serve({ tools: [tool("abilities", ({ can }) => says(JSON.stringify((["elicitation", "sampling", "roots"] as const).filter(can))))] });
  const call = { id: 1, method: "tools/call", params: { name: "abilities", arguments: {} } };
  for (const [capabilities, expected] of [[{}, []], [{ elicitation: {}, roots: {} }, ["elicitation", "roots"]], [{ elicitation: { url: {} }, sampling: {} }, ["sampling"]]] as const) {
    expect(textOf((await postModern(url, "tools/call", call.params, capabilities)).messages)).toBe(JSON.stringify(expected));
    expect(textOf((await post(url, call, await beginSession(url, capabilities))).messages)).toBe(JSON.stringify(expected));
  }
});

it("a line of the log reaches a client that wants its level, and no other", async () => {
  const url = await serve({
    tools: [
      tool("log", async ({ log }) => {
        await log("debug", "small");
        await log("error", "large");
        return says("done");
      }),
    ],
  });
  const session = await beginSession(url);
  await post(url, { id: 1, method: "logging/setLevel", params: { level: "warning" } }, session);
  const { messages } = await post(url, { id: 2, method: "tools/call", params: { name: "log", arguments: {} } }, session);
  expect(messages.flatMap(({ method, params }) => (method === "notifications/message" ? [params?.["data"]] : []))).toEqual(["large"]);
  const silent = await postModern(url, "tools/call", { name: "log", arguments: {} });
  expect(silent.messages).toHaveLength(1);
});

it("a server declares what its registry has, and nothing else", async () => {
  const url = await serve({ tools: [counting("count")] });
  const { messages } = await postModern(url, "server/discover");
  expect(messages.at(-1)?.result).toMatchObject({ capabilities: { logging: {}, tools: { listChanged: false } } });
  for (const capability of ["prompts", "resources", "completions"]) expect(messages.at(-1)?.result?.["capabilities"]).not.toHaveProperty(capability);
  const { messages: none } = await postModern(url, "prompts/list");
  expect(none.at(-1)?.error).toMatchObject({ code: -32601 });
});

it("a call is given up from its session, by the client that made it", async () => {
  let given: (() => void) | undefined;
  const started = new Promise<void>((resolve) => { given = resolve; });
  let ended: (() => void) | undefined;
  const aborted = new Promise<void>((resolve) => { ended = resolve; });
  const waits = tool("wait", async ({ signal }) => {
    given?.();
    await new Promise<void>((resolve) => { signal.addEventListener("abort", () => { resolve(); }); });
    ended?.();
    return says("given up");
  });
  const url = await serve({ tools: [waits] });
  const session = await beginSession(url);
  const call = post(url, { id: 7, method: "tools/call", params: { name: "wait", arguments: {} } }, session).catch(() => undefined);
  await started;
  await post(url, { method: "notifications/cancelled", params: { requestId: 7 } }, session);
  await aborted;
  stop.abort();
  await call;
});

it("an argument of a prompt is completed, again and again", async () => {
  const prompt = {
    name: "job",
    title: "Job",
    description: "A job.",
    input: z.object({ version: z.string().describe("Such as 1.2.") }),
    complete: { version: (typed: string) => ["1.1", "1.2", "2.0"].filter((version) => version.startsWith(typed)) },
    get: () => ({ messages: [] }),
  };
  const url = await serve({ prompts: [prompt] });
  const params = { ref: { type: "ref/prompt", name: "job" }, argument: { name: "version", value: "1." } };
  for (const messages of [(await postModern(url, "completion/complete", params)).messages, (await post(url, { id: 1, method: "completion/complete", params }, await beginSession(url))).messages]) {
    expect(messages.at(-1)?.result).toMatchObject({ completion: { values: ["1.1", "1.2"] } });
  }
  const { messages } = await postModern(url, "prompts/list");
  expect(messages.at(-1)?.result).toMatchObject({ prompts: [{ name: "job", arguments: [{ name: "version", description: "Such as 1.2.", required: true }] }] });
});

it("what an input schema says besides is listed, and a property that it does not know is refused", async () => {
  const annotations = { readOnly: true, destructive: false, idempotent: true, openWorld: false };
  const either = defineTool({ name: "either", title: "Either", description: "Either.", input: z.object({ a: z.string().optional() }).meta({ anyOf: [{ required: ["a"] }, { required: [] }] }), annotations, call: () => Promise.resolve(says("ok")) });
  const url = await serve({ tools: [either] });
  const { messages } = await postModern(url, "tools/list");
  expect(messages.at(-1)?.result).toMatchObject({ tools: [{ inputSchema: { additionalProperties: false, anyOf: [{ required: ["a"] }, { required: [] }] } }] });
  const refused = await postModern(url, "tools/call", { name: "either", arguments: { b: 1 } });
  expect(refused.messages.at(-1)).toMatchObject({ result: { isError: true } });
});
