import { operationNames } from "@dgs/mcp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "../built-program.js";
import { type McpClient, openMcp, refusalOf } from "./mcp-client.js";
import { makeMcpStage, type McpStage } from "./mcp-stage.js";
import { COMMANDS } from "../../src/commands.js";
import { type Here, LEFT_OUT, type Pair, REFUSALS, REPORTS } from "./pairs.js";

let program: BuiltProgram;
let overMcp: McpStage;
let onLine: McpStage;
let client: McpClient;

beforeAll(async () => {
  program = buildProgram();
  overMcp = makeMcpStage();
  onLine = makeMcpStage();
  client = await openMcp([program.main, "mcp"], overMcp.product);
}, 240_000);
afterAll(async () => {
  client.leave();
  await client.gone;
  program.remove();
  overMcp.remove();
  onLine.remove();
});

type Json = Readonly<Record<string, unknown>>;

/** What must differ between two products: times, commits, processes, the folder that they lie in. */
function normalised(report: Json, stage: McpStage): unknown {
  const text = JSON.stringify(report)
    .replaceAll(stage.folder, "<folder>")
    .replace(/\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?|\d{8}T\d{6,9}Z/g, "<time>")
    .replace(/\b[0-9a-f]{7,40}\b/g, "<commit>")
    .replace(/\b\d{6}-[0-9a-z]{3}\b/g, "<quick>")
    .replace(/\b(?:\d+ min |\d+m )?\d+(?:\.\d+)? ?(?:ms|s)\b|"(?:durationMs|duration|elapsedMs|milliseconds|seconds)":\d+(?:\.\d+)?/g, "<duration>");
  return JSON.parse(text.replace(/(?<=[,{])<duration>(?=[,}])/g, '"duration":0'));
}

/** What a tool came to: the report or the refusal, of a run what it ended with. */
async function ask(pair: Pair, here: Here): Promise<Json> {
  const input = pair.input(here);
  const isRun = /wait_seconds/.test(JSON.stringify(schemas.get(pair.tool) ?? {}));
  const token = pair.action === undefined ? {} : { token: (await client.call("preview", { action: pair.action, ...input })).structuredContent?.["token"] };
  const result = await client.call(pair.tool, { ...input, ...token, ...(isRun ? { wait_seconds: 600 } : {}) });
  // The call that comes next is told beside the report: on the command line it is the command in it.
  const content: Json = Object.fromEntries(Object.entries(result.structuredContent ?? { error: refusalOf(result) }).filter(([name]) => name !== "next_call"));
  if (content["type"] !== "background-run") return content;
  return content["error"] === undefined ? (content["report"] as Json) : { error: content["error"] };
}

const schemas = new Map<string, object>();

const newestKept = (stage: McpStage): Here => ({ kept: stage.git("for-each-ref", "--sort=-refname", "--format=%(refname)", "refs/dgs/keep").split("\n")[0] ?? "" });

async function play(pair: Pair): Promise<void> {
  const name = `${pair.operation}: ${pair.case}`;
  const asked = await ask(pair, newestKept(overMcp));
  const { stdout, stderr } = program.run([...pair.line(newestKept(onLine)), "--json"], { cwd: onLine.product });
  expect(stdout, `${name}: ${stderr}`).not.toBe("");
  const said = JSON.parse(stdout) as Json;
  const code = (report: Json): unknown => (report["error"] as { code?: string } | undefined)?.code;
  expect.soft([name, code(asked), code(said)]).toEqual([name, pair.refused, pair.refused]);
  // Behind what was only looked at the line names the call itself, typed again; a tool call cannot be typed.
  const compared = (report: Json): Json => (report["dryRun"] === true && report["type"] === "submitted" ? { ...report, next: undefined } : report);
  expect.soft(normalised(compared(asked), overMcp), name).toEqual(normalised(compared(said), onLine));
}

describe("the command line and the tools", () => {
  it("have a pair for each operation, and each command has one or a reason why it has none", () => {
    expect([...new Set(REPORTS.map(({ operation }) => operation))].sort()).toEqual([...operationNames()].sort());
    // These read what is there, and have nothing to refuse in a product that can be read.
    const unrefused = ["progress", "list-jobs", "health", "repair-health", "list-kept"];
    expect([...new Set([...REFUSALS.map(({ operation }) => operation), ...unrefused])].sort()).toEqual([...operationNames()].sort());
    const here: Here = { kept: "ref" };
    const paired = new Set([...REPORTS, ...REFUSALS].map((pair) => pair.line(here)[0]));
    expect([...new Set([...paired, ...Object.keys(LEFT_OUT)])].sort()).toEqual(COMMANDS.map(({ name }) => name).sort());
    expect(Object.keys(LEFT_OUT).filter((name) => paired.has(name))).toEqual([]);
  });

  it("refuse alike", async () => {
    for (const { name, inputSchema } of (await client.ask("tools/list")).result?.["tools"] as { name: string; inputSchema: object }[]) schemas.set(name, inputSchema);
    for (const pair of REFUSALS) await play(pair);
  });

  it("report alike, through a whole milestone", async () => {
    for (const pair of REPORTS) await play(pair);
  });
});
