import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProductRegistry } from "../src/product-registry.js";
import { PROMPTS } from "../src/prompts/prompt-table.js";
import { renderPrompt } from "../src/prompts/render-prompt.js";
import type { AnyTool } from "../src/registry/tool-spec.js";
import { serveHttp } from "../src/serve-http.js";
import { type Message, postModern } from "./post.js";
import { makeProductFolder, type ProductFolder } from "./product-folder.js";

let product: ProductFolder;
let url: string;
let tools: ReadonlyMap<string, AnyTool>;
const end = new AbortController();

beforeAll(async () => {
  product = makeProductFolder();
  product.write("jobs/completed/milestone-v0.9.md", "# Milestone Job: v0.9\n\n- **Version:** v0.9\n- **Status:** completed\n\n## Steps\n");
  const registry = createProductRegistry(product.options);
  tools = new Map(registry.tools.map((tool) => [tool.name, tool]));
  ({ url } = await serveHttp(registry, { port: 0, asksPeople: false, onError: () => undefined, signal: end.signal }));
});
afterAll(() => {
  end.abort();
  product.remove();
});

async function ask(method: string, params: Readonly<Record<string, unknown>> = {}): Promise<Message> {
  return (await postModern(url, method, params)).messages[0]!;
}

/** Every way in which the arguments of a row can be given: all, and the required ones alone. */
function waysOf(row: (typeof PROMPTS)[number]): readonly Readonly<Record<string, string>>[] {
  const of = (which: typeof row.arguments): Readonly<Record<string, string>> => Object.fromEntries(which.map(({ name }) => [name, name === "version" ? "v1.0" : `a ${name}`]));
  return [of(row.arguments), of(row.arguments.filter(({ required }) => required === true))];
}

/** The calls that a text tells, as far as their input is told: `NAME with {…}`. */
function callsIn(text: string): readonly { readonly tool: string; readonly input: unknown }[] {
  return [...text.matchAll(/\b[Cc]all ([a-z_]+) with (\{.*?\})(?= |\.|,|$)/gm)].map(([, tool = "", input = ""]) => ({ tool, input: JSON.parse(input) as unknown }));
}

describe.each(PROMPTS.map((row) => [row.name, row] as const))("/dgs:%s", (_, row) => {
  it("names tools that there are, with inputs that they take", () => {
    for (const given of waysOf(row)) {
      const text = renderPrompt(row, given);
      const named = [...text.matchAll(/\b[Cc]all ([a-z]+(?:_[a-z]+)*)\b/g)].map(([, tool = ""]) => tool).filter((tool) => tool !== "the");
      expect(named.length, text).toBeGreaterThan(0);
      for (const tool of named) expect([...tools.keys()], text).toContain(tool);
      for (const { tool, input } of callsIn(text)) {
        expect(tools.get(tool)!.input.strict().safeParse(input).error?.issues, `${tool} ${JSON.stringify(input)}`).toBeUndefined();
      }
      expect(text).not.toMatch(/\{[a-z]+\}/);
    }
  });

  it("asks the person before anything is taken away", () => {
    const text = row.steps.map((step) => (typeof step === "string" ? step : step.text)).join("\n");
    for (const [, destructive] of text.matchAll(/\b[Cc]all (rollback_job|abandon_quick|complete_milestone|undo_rollback)\b/g)) {
      const at = text.indexOf(destructive!);
      expect(text.slice(0, at)).toMatch(/[Cc]all preview with/);
      expect(text.slice(0, at)).toMatch(/\bask\b/i);
    }
  });
});

it("every command of the seeds that has a tool is a slash command", async () => {
  const prompts = (await ask("prompts/list")).result!["prompts"] as { readonly name: string; readonly title: string; readonly arguments?: readonly { readonly name: string; readonly required: boolean; readonly description?: string }[] }[];
  expect(prompts.map(({ name }) => name)).toEqual(expect.arrayContaining(["run-job", "create-milestone-job", "list-jobs", "cancel-job", "rollback-job", "audit-phase", "audit-milestone", "verify-work", "quick", "complete-quick", "abandon-quick", "fast", "execute-phase", "discuss-phase", "plan-phase", "progress", "health", "complete-milestone", "map-codebase", "plan-milestone-gaps"]));
  expect(prompts.find(({ name }) => name === "run-job")).toMatchObject({ title: "Run a job", arguments: [{ name: "version", required: true, description: "Version of the milestone, such as v1.2" }] });
  expect(prompts.find(({ name }) => name === "quick")?.arguments).toMatchObject([{ name: "title", required: false }]);
});

it("a slash command says what was given, as data, and leaves out what was not", async () => {
  const get = async (name: string, given: Readonly<Record<string, string>>): Promise<string> => {
    const { result } = await ask("prompts/get", { name, arguments: given });
    return (result!["messages"] as { readonly content: { readonly text: string } }[])[0]!.content.text;
  };
  expect(await get("run-job", { version: "v1.0" })).toContain('Call run_job with {"version": "v1.0"}.');
  expect(await get("quick", { title: 'say "hi" {title}' })).toContain('Call quick with {"title": "say \\"hi\\" {title}"}.');
  expect(await get("quick", { title: "" })).toContain("Call quick without a title");
  expect((await ask("prompts/get", { name: "run-job", arguments: {} })).error?.code).toBe(-32602);
  expect((await ask("prompts/get", { name: "run-job", arguments: { version: "" } })).error?.code).toBe(-32602);
  expect((await ask("prompts/get", { name: "nothing" })).error?.code).toBe(-32602);
});

it("completes versions, phases and quicks, also where they need not be given", async () => {
  const complete = async (name: string, argument: string, value: string): Promise<unknown> => ((await ask("completion/complete", { ref: { type: "ref/prompt", name }, argument: { name: argument, value } })).result!["completion"] as { readonly values: unknown }).values;
  expect(await complete("run-job", "version", "")).toEqual(["v1.0", "v0.9"]);
  expect(await complete("run-job", "version", "v0")).toEqual(["v0.9"]);
  expect(await complete("create-milestone-job", "version", "v1")).toEqual(["v1.0", "v1.1"]);
  expect(await complete("execute-phase", "phase", "")).toEqual(["2", "1"]);
  product.write("quick/260101-abc-mend-it/260101-abc-QUICK.md", "# Quick: Mend it\n\n- **Status:** in-progress\n");
  expect(await complete("complete-quick", "quick", "2601")).toHaveLength(1);
  expect(await complete("fast", "description", "a")).toEqual([]);
});
