import { Ajv2020 } from "ajv/dist/2020.js";
import { rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "../built-program.js";
import { codeOf, type McpClient, openMcp, refusalOf } from "./mcp-client.js";
import { bytesBelow, CONTEXT, makeMcpStage, type McpStage } from "./mcp-stage.js";

interface ListedTool {
  readonly name: string;
  readonly inputSchema: object;
  readonly outputSchema?: object;
  readonly annotations: { readonly readOnlyHint: boolean; readonly destructiveHint: boolean };
}

let program: BuiltProgram;
let stage: McpStage;
let client: McpClient;
let tools: readonly ListedTool[];
const answered = new Set<string>();

beforeAll(async () => {
  program = buildProgram();
  stage = makeMcpStage();
  client = await openMcp([program.main, "mcp"], stage.product);
  tools = (await client.ask("tools/list")).result?.["tools"] as ListedTool[];
}, 240_000);
afterAll(async () => {
  client.leave();
  await client.gone;
  program.remove();
  stage.remove();
});

/** Calls a tool, holds its answer against its output schema, and says what it reported. */
async function good(name: string, input: object = {}): Promise<Readonly<Record<string, unknown>>> {
  const result = await client.call(name, input);
  expect(codeOf(result), `${name}: ${result.content[0]?.text ?? ""}`).toBeUndefined();
  const fits = new Ajv2020({ strict: false }).compile(tools.find((tool) => tool.name === name)?.outputSchema ?? {});
  expect(fits(result.structuredContent), `${name}: ${JSON.stringify(fits.errors)}`).toBe(true);
  expect(result.content[0]?.text.length, name).toBeGreaterThan(5);
  answered.add(name);
  return result.structuredContent ?? {};
}

const run = async (name: string, input: object): Promise<Readonly<Record<string, unknown>>> => {
  const report = await good(name, { wait_seconds: 600, ...input });
  expect(report, JSON.stringify(report)).toMatchObject({ type: "background-run", status: "ended", exit: "ok" });
  return report;
};
const confirmed = async (tool: string, input: object): Promise<Readonly<Record<string, unknown>>> => {
  const { token } = await good("preview", { action: tool.replace("_", "-"), ...input });
  return good(tool, { ...input, token });
};

describe("the tools", () => {
  it("are listed with schemas that can be compiled, and with hints that say what they do", () => {
    expect(tools.map(({ name }) => name)).toEqual([
      ...["overview", "list_jobs", "show_job", "show_phase", "why", "health", "list_kept", "list_runs", "watch", "preview"],
      ...["create_job", "submit", "run_job", "execute_phase", "answer", "audit_phase", "verify_work", "quick", "complete_quick", "start", "cancel", "repair", "restore_kept"],
      ...["rollback_job", "undo_rollback", "abandon_quick", "complete_milestone", "drop_kept"],
    ]);
    const ajv = new Ajv2020({ strict: false });
    for (const { inputSchema, outputSchema = {} } of tools) expect(() => [ajv.compile(inputSchema), ajv.compile(outputSchema)]).not.toThrow();
    expect(tools.filter((tool) => tool.annotations.readOnlyHint).map(({ name }) => name)).toEqual(["overview", "list_jobs", "show_job", "show_phase", "why", "health", "list_kept", "list_runs", "watch", "preview"]);
    expect(tools.filter((tool) => tool.annotations.destructiveHint).map(({ name }) => name)).toEqual(["rollback_job", "undo_rollback", "abandon_quick", "complete_milestone", "drop_kept"]);
  });

  it("refuse what does not fit, each with what is wrong with it, and write nothing", async () => {
    const before = bytesBelow(stage.product);
    for (const { name } of tools) {
      const result = await client.call(name, { nonsense: 1 });
      expect(result.isError, name).toBe(true);
      expect(result.content[0]?.text, name).toContain("nonsense");
    }
    for (const [name, input, code] of [
      ["show_job", { version: "v9.9" }, "no-such-job"],
      ["create_job", { version: "v9.9" }, "unknown-version"],
      ["answer", { target: "99-01", answer: "approved" }, "phase-missing"],
      ["verify_work", { phase: "9" }, "phase-missing"],
      ["submit", { phase: "9", files: [{ name: "09-CONTEXT.md", text: CONTEXT }] }, "phase-missing"],
      ["show_phase", { phase: "9" }, "phase-missing"],
      ["why", { subject: "9" }, "phase-missing"],
      ["watch", { run: "run-job-00000000" }, "run-unknown"],
      ["cancel", { run: "run-job-00000000" }, "run-unknown"],
      ["cancel", {}, "input-unfit"],
      ["cancel", { version: "v9.9" }, "no-such-job"],
      ["preview", { action: "drop-kept" }, "input-unfit"],
      ["preview", { action: "drop-kept", what: "nothing" }, "not-kept"],
      ["start", { operation: "plan-phase" }, "input-unfit"],
      ["start", { operation: "discuss-phase", phase: "2", version: "v1.0" }, "input-unfit"],
      ["restore_kept", { what: "nothing" }, "not-kept"],
      ["rollback_job", { version: "v9.9", token: "x" }, "no-such-job"],
      ["undo_rollback", { version: "v9.9", token: "x" }, "no-such-job"],
      ["abandon_quick", { quick: "nothing", token: "x" }, "no-such-quick"],
      ["complete_milestone", { version: "v9.9", token: "x" }, "not-the-active-milestone"],
      ["drop_kept", { what: "nothing", token: "x" }, "not-kept"],
    ] as const) {
      const result = await client.call(name, input);
      expect.soft([name, codeOf(result)]).toEqual([name, code]);
      expect.soft(refusalOf(result), name).toMatchObject({ code, message: expect.stringMatching(/\w/), remedy: expect.stringMatching(/\w/), exit: expect.stringMatching(/\w/) });
    }
    // What a run refuses is told by the run: it ended, with an error.
    for (const [name, input, code] of [
      ["run_job", { version: "v9.9" }, "no-such-job"],
      ["execute_phase", { phase: "9" }, "phase-not-executed"],
      ["audit_phase", { phase: "9" }, "phase-missing"],
      ["quick", {}, "no-unfinished-quick"],
      ["complete_quick", { quick: "nothing" }, "no-such-quick"],
    ] as const) {
      const report = await good(name, { ...input, wait_seconds: 60 });
      expect.soft([name, (report["error"] as { code?: string } | undefined)?.code]).toEqual([name, code]);
    }
    expect(bytesBelow(stage.product)).toEqual(before);
  });

  it("carry a milestone from its roadmap to its end, each answer fitting its schema", async () => {
    for (const name of ["overview", "health", "list_jobs", "list_kept", "list_runs", "answer", "repair"]) await good(name);
    await good("create_job", { version: "v1.0" });
    await good("show_job", { version: "v1.0" });
    await good("submit", { phase: "2", files: [{ name: "02-CONTEXT.md", text: CONTEXT }], dry_run: true });
    await run("start", { operation: "discuss-phase", phase: "2" });
    await run("execute_phase", { phase: "1" });
    await run("audit_phase", { phase: "1" });
    await good("verify_work", { phase: "1" });
    await good("show_phase", { phase: "1" });
    for (const subject of ["1", "01-01", "v1.0", "v1.0 1"]) expect(await good("why", { subject })).toMatchObject({ type: "why" });
    await good("why");
    const { run: id } = await run("run_job", { version: "v1.0" });
    expect(await good("watch", { run: id })).toMatchObject({ status: "ended", exit: "ok", report: { type: "run", status: "completed" } });

    expect(await confirmed("rollback_job", { version: "v1.0" })).toMatchObject({ type: "rolled-back", version: "v1.0" });
    const { kept } = await good("list_kept");
    const what = (kept as readonly { ref: string }[])[0]?.ref;
    expect(await good("restore_kept", { what, branch: "looked-at" })).toMatchObject({ branch: "looked-at" });
    await confirmed("undo_rollback", { version: "v1.0" });
    expect(stage.subjects("milestone/v1.0")).toContain("feat(02-03): mend the rest");

    stage.play({ "quick name-the-licence": 600_000 });
    const slow = await good("quick", { title: "Name the licence", main: true, wait_seconds: 1 });
    expect(slow["status"]).toBe("running");
    // Stopped before, it would have nothing yet that could be abandoned.
    for (let lines: unknown = ""; !JSON.stringify(lines).includes("agent quick "); ) lines = (await good("watch", { run: slow["run"], wait_seconds: 1 }))["lines"];
    expect(await good("cancel", { run: slow["run"] })).toMatchObject({ status: "ended" });
    const { token } = await good("preview", { action: "abandon-quick" });
    await run("abandon_quick", { token });
    stage.play();
    await run("quick", { title: "Name the licence", main: true });
    await run("complete_quick", {});
    expect(stage.subjects("main")[0]).toContain("name the licence");

    // What came back with the undo is newer than the audit.
    await run("start", { operation: "audit-milestone", version: "v1.0" });
    const completion = await good("preview", { action: "complete-milestone", version: "v1.0" });
    await run("complete_milestone", { version: "v1.0", token: completion["token"] });
    const dropped = (await good("list_kept"))["kept"] as readonly { ref: string; repo: string }[];
    await confirmed("drop_kept", { what: dropped[0]?.ref, repo: dropped[0]?.repo });
    expect([...answered].sort()).toEqual(tools.map(({ name }) => name).sort());
    expect(client.strange).toEqual([]);
    expect(client.said()).toBe("");
  });
});

describe("a folder without a plan", () => {
  it("is served: each tool says what is missing", async () => {
    const bare = makeMcpStage();
    rmSync(path.join(bare.product, ".planning"), { recursive: true });
    const other = await openMcp([program.main, "mcp"], bare.product);
    for (const { name } of tools) {
      const input = { run: "run-job-00000000", version: "v1.0", phase: "1", what: "x", action: "rollback-job", operation: "discuss-phase", files: [{ name: "01-CONTEXT.md", text: CONTEXT }] };
      const properties = Object.keys((tools.find((tool) => tool.name === name)?.inputSchema as { properties: object }).properties);
      const given = Object.fromEntries(Object.entries(input).filter(([property]) => properties.includes(property) && !(name === "cancel" && property === "run") && !((name === "preview" || name === "create_job") && property === "what") && !(name === "start" && property === "version")));
      expect.soft([name, codeOf(await other.call(name, given))]).toEqual([name, "no-planning-folder"]);
    }
    other.leave();
    expect(await other.gone).toBe(0);
    bare.remove();
  });
});
