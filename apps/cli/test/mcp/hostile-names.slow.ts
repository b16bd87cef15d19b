import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "../built-program.js";
import { codeOf, type McpClient, openMcp } from "./mcp-client.js";
import { bytesBelow, makeMcpStage, type McpStage } from "./mcp-stage.js";

const SECRET = "what lies outside is nobody's business";

let program: BuiltProgram;
let stage: McpStage;
let client: McpClient;
let before: Readonly<Record<string, string>>;

beforeAll(() => { program = buildProgram(); }, 240_000);
afterAll(() => { program.remove(); });
beforeEach(async () => {
  stage = makeMcpStage();
  mkdirSync(path.join(stage.folder, "outside/phases/03-secret"), { recursive: true });
  for (const file of ["secret.md", "milestone-v6.6.md", "phases/03-secret/03-01-PLAN.md"]) writeFileSync(path.join(stage.folder, "outside", file), `# ${SECRET}\n\n- **Version:** v6.6\n- **Status:** pending\n`);
  client = await openMcp([program.main, "mcp"], stage.product);
  before = bytesBelow(stage.folder);
});
afterEach(async () => {
  client.leave();
  expect(await client.gone).toBe(0);
  stage.remove();
});

/** Calls a tool whose answer has to be no; nothing of what lies outside may be in it, and nothing that nobody expected. */
async function refusedCall(name: string, input: object): Promise<void> {
  const said = JSON.stringify(await client.ask("tools/call", { name, arguments: input }));
  expect(said, `${name} ${JSON.stringify(input)}`).toMatch(/"isError":true|"error":\{"code":/);
  expect(said.length, said.slice(0, 300)).toBeLessThan(8_000);
  expect(said).not.toContain("internal");
  expect(said).not.toContain(SECRET);
}

/** That the server answers and nothing was written, in the root or outside of it. */
async function unharmed(): Promise<void> {
  expect((await client.ask("ping")).result).toEqual({});
  expect(bytesBelow(stage.folder)).toEqual(before);
  expect(client.strange).toEqual([]);
}

const TRICKS = [
  ...["..", ".", "/", "../../outside", "../../outside/secret.md", "/etc/passwd", "v1.0/../../../outside/secret", "..\\..\\outside", "%2e%2e%2foutside", "....//outside", "~", "$HOME", "`id`", "$(id)", "; id", "-rf", "--help", "--upload-pack=id"],
  ...["__proto__", "constructor", "prototype", "toString", "con", "nul", "v1.0\u0000", "\u0000", "v1.0\n", "v1.0 ", " v1.0", "v1.0\u202e", "\u{1F600}", "ｖ１.０", "v1.0/", "*", "?", "[a-z]*", "a".repeat(300), "HEAD", "refs/heads/main", "@{-1}", "main..main", "03-secret", "3", "v6.6", "secret"],
];

/** Of each tool, the arguments that become a name or a path, with others that let the call get as far as it can. */
const NAMES: readonly (readonly [tool: string, property: string, more?: object])[] = [
  ["show_job", "version"], ["create_job", "version"], ["cancel", "version"], ["cancel", "run"], ["watch", "run", { wait_seconds: 0 }],
  ["answer", "target", { answer: "approved" }], ["show_phase", "phase"], ["verify_work", "phase"], ["submit", "phase", { files: [{ name: "02-CONTEXT.md", text: "x" }] }], ["preview", "version", { action: "rollback-job" }], ["preview", "version", { action: "undo-rollback" }], ["preview", "version", { action: "complete-milestone" }], ["preview", "quick", { action: "abandon-quick" }], ["preview", "what", { action: "drop-kept" }], ["preview", "repo", { action: "drop-kept", what: "x" }],
  ["restore_kept", "what"], ["restore_kept", "repo", { what: "x" }], ["restore_kept", "branch", { what: "x" }],
  ["rollback_job", "version", { token: "x" }], ["undo_rollback", "version", { token: "x" }], ["complete_milestone", "version", { token: "x" }], ["abandon_quick", "quick", { token: "x" }], ["drop_kept", "what", { token: "x" }], ["rollback_job", "token", { version: "v1.0" }],
];

describe("names that are paths, options or worse", () => {
  it("are refused by every argument that becomes a name, and nothing outside of the root is told", async () => {
    // A version with blanks around it is that version.
    for (const [tool, property, more = {}] of NAMES) for (const trick of TRICKS) if (tool !== "create_job" || trick.trim() !== "v1.0") await refusedCall(tool, { ...more, [property]: trick });
    await unharmed();
  });

  it("are refused whatever they are made of", async () => {
    const piece = fc.constantFrom("..", "/", "\\", ".", "outside", "secret.md", "milestone-v6.6", "v6.6", "\u0000", "%2f", " ", "-", "jobs", "pending", "phases", "03", "é", "\uD800");
    const text = fc.oneof(fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join("")), fc.string({ minLength: 1, maxLength: 30, unit: "binary" }));
    await fc.assert(fc.asyncProperty(fc.constantFrom(...NAMES), text, async ([tool, property, more = {}], trick) => {
      fc.pre(!/^\s*v?1(?:\.0)*\s*$/.test(trick));
      await refusedCall(tool, { ...more, [property]: trick });
    }), { numRuns: 100 });
    await unharmed();
  });

  it("start nothing outside of the root where they are given to a run", async () => {
    for (const trick of ["../../outside", "__proto__", "-rf"]) {
      for (const [tool, input] of [["run_job", { version: trick }], ["execute_phase", { phase: trick }], ["audit_phase", { phase: trick }], ["complete_quick", { quick: trick }], ["start", { operation: "plan-phase", phase: trick }], ["start", { operation: "audit-milestone", version: trick }], ["start", { operation: "map-codebase", repo: trick }], ["start", { operation: "fast", description: "x", repo: trick }]] as const) {
        const result = await client.call(tool, { ...input, wait_seconds: 120 });
        expect.soft([tool, trick, result.structuredContent?.["status"], result.structuredContent?.["error"] !== undefined]).toEqual([tool, trick, "ended", true]);
        expect(JSON.stringify(result)).not.toContain(SECRET);
      }
    }
    await unharmed();
  });
});

describe("links that lead out of the planning root", () => {
  const LOOKING = [["overview", {}], ["list_jobs", {}], ["show_job", { version: "v6.6" }], ["health", {}], ["list_kept", {}], ["answer", {}], ["answer", { target: "3", answer: "approved" }], ["verify_work", { phase: "3" }], ["preview", { action: "rollback-job", version: "v6.6" }], ["cancel", { version: "v6.6" }], ["create_job", { version: "v6.6" }], ["repair", {}]] as const;

  it.each([
    ["jobs/pending/milestone-v6.6.md", "milestone-v6.6.md"],
    ["jobs/pending", "."],
    ["jobs", "."],
    ["phases/03-secret", "phases/03-secret"],
    ["phases", "phases"],
    ["quick", "."],
    ["STATE.md", "secret.md"],
    ["config.json", "secret.md"],
  ])("%s: are not followed, by no tool, and the runs folder is not made behind them", async (link, target) => {
    rmSync(path.join(stage.planning, link), { recursive: true, force: true });
    mkdirSync(path.dirname(path.join(stage.planning, link)), { recursive: true });
    symlinkSync(path.join(stage.folder, "outside", target), path.join(stage.planning, link));
    const outside = bytesBelow(path.join(stage.folder, "outside"), /^$/);
    for (const [name, input] of LOOKING) expect(JSON.stringify(await client.call(name, input)), name).not.toContain(SECRET);
    for (const [name, input] of [["run_job", { version: "v6.6" }], ["execute_phase", { phase: "3" }]] as const) {
      const result = await client.call(name, { ...input, wait_seconds: 60 });
      expect.soft([name, codeOf(result) !== undefined || result.structuredContent?.["error"] !== undefined]).toEqual([name, true]);
      expect(JSON.stringify(result), name).not.toContain(SECRET);
      expect.soft([name, codeOf(result)]).not.toEqual([name, "internal"]);
    }
    expect(bytesBelow(path.join(stage.folder, "outside"), /^$/)).toEqual(outside);
    expect(readFileSync(path.join(stage.folder, "outside/secret.md"), "utf8")).toContain(SECRET);
    expect((await client.ask("ping")).result).toEqual({});
  });
});
