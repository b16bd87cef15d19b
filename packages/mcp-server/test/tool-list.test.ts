import { createMcpHandler } from "@modelcontextprotocol/server";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { describe, expect, it } from "vitest";
import { createProductRegistry } from "../src/product-registry.js";
import { createServerFactory } from "../src/create-server.js";

/** Tokens that the list of tools may take in all. It stands before every conversation of a client: raise it only for what agents cannot do without. */
const BUDGET = 7_000;
/** Tokens that one tool may take. */
const OF_ONE = 500;

interface ListedTool {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly inputSchema: object;
}

/** The list as a client gets it. */
async function listTools(): Promise<{ readonly tools: readonly ListedTool[]; readonly instructions: string }> {
  const registry = createProductRegistry({ cwd: "/nowhere", env: {}, runner: ["node", "main.js"], version: "0.0.0" });
  const { fetch, close } = createMcpHandler(createServerFactory(registry, { asksPeople: false, onError: () => undefined }));
  const response = await fetch(new Request("http://127.0.0.1/mcp", { method: "POST", headers: { "content-type": "application/json", "accept": "application/json, text/event-stream" }, body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} }) }));
  const text = await response.text();
  await close();
  const message = text.startsWith("{") ? text : (/^data: (\{.*)$/m.exec(text)?.[1] ?? "{}");
  return { tools: (JSON.parse(message) as { result: { tools: readonly ListedTool[] } }).result.tools, instructions: registry.instructions };
}

const tokensOf = (value: unknown): number => encode(typeof value === "string" ? value : JSON.stringify(value)).length;

describe("the list of tools", () => {
  it("fits its budget, in all and each", async () => {
    const { tools, instructions } = await listTools();
    const each = tools.map((tool) => ({ name: tool.name, all: tokensOf(tool), model: tokensOf({ name: tool.name, description: tool.description, inputSchema: tool.inputSchema }) })).sort((a, b) => b.all - a.all);
    const all = tokensOf(tools);
    const model = each.reduce((sum, tool) => sum + tool.model, 0);
    console.log([`The list of ${String(tools.length)} tools takes ${String(all)} tokens (budget ${String(BUDGET)}); what most clients show a model of it (name, description, input) ${String(model)}; the instructions ${String(tokensOf(instructions))}.`, ...each.map(({ name, all: whole, model: shown }) => `${String(whole).padStart(6)} ${String(shown).padStart(6)}  ${name}`)].join("\n"));
    expect(all).toBeLessThanOrEqual(BUDGET);
    expect(each.filter((tool) => tool.all > OF_ONE)).toEqual([]);
    expect(tokensOf(instructions)).toBeLessThanOrEqual(200);
  });

  it("describes each tool and each argument that is not plain from its name", async () => {
    const { tools } = await listTools();
    for (const { name, title, description = "" } of tools) {
      expect(title, name).toMatch(/^[A-Z]/);
      expect(description, name).toMatch(/^[A-Z].*\.$/s);
    }
  });
});
