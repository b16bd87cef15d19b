import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createFilePorts } from "@dgs/host";
import { isRefusal, locateRoot, showPhase } from "@dgs/runtime";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createProductRegistry } from "../src/product-registry.js";
import { serveHttp } from "../src/serve-http.js";
import { postModern } from "./post.js";

const FILES: Readonly<Record<string, string>> = {
  "STATE.md": "---\nmilestone: v1\n---\n\n# Project State\n",
  "ROADMAP.md": "# Roadmap\n\n## Milestones\n\n- 🚧 **v1 App** - Phases 1-1 (in progress)\n\n## Phases\n\n- [ ] **Phase 1: Build** - all of it\n\n### Phase 1: Build\n**Goal**: It is built\n",
};

let cwd: string;
let url: string;
let stop: AbortController;
beforeEach(async () => {
  cwd = mkdtempSync(path.join(tmpdir(), "dgs-mcp-"));
  mkdirSync(path.join(cwd, ".planning"));
  for (const [file, text] of Object.entries(FILES)) writeFileSync(path.join(cwd, ".planning", file), text);
  stop = new AbortController();
  const registry = createProductRegistry({ cwd, env: process.env, runner: ["none"], version: "1" });
  url = (await serveHttp(registry, { port: 0, asksPeople: true, onError: () => undefined, signal: stop.signal })).url;
});
afterEach(() => {
  stop.abort();
  rmSync(cwd, { recursive: true, force: true });
});

async function call(name: string, input: object): Promise<Readonly<Record<string, unknown>>> {
  const { messages } = await postModern(url, "tools/call", { name, arguments: input });
  return messages.at(-1)?.result ?? {};
}

it("show_phase gives the report of the command, and says which tool is next", async () => {
  const place = locateRoot({ cwd });
  if (isRefusal(place)) throw new Error(place.message);
  const result = await call("show_phase", { phase: "1" });
  const report = JSON.parse(JSON.stringify(await showPhase(createFilePorts(place), place, { phase: "1" }))) as object;
  expect(result["structuredContent"]).toEqual({ ...report, next_call: { tool: "start", arguments: { operation: "discuss-phase", phase: "1" } } });
  expect(result["structuredContent"]).toMatchObject({ type: "show-phase", status: "unplanned", waves: [] });
  expect(JSON.stringify(result["content"])).toContain('Over MCP that is the tool start');
  expect(await call("show_phase", { phase: "9" })).toMatchObject({ isError: true });
});

it("why gives reasons with their places and the shortest way on, and a refusal names the tool that helps", async () => {
  const why = await call("why", { subject: "1" });
  expect(why["structuredContent"]).toMatchObject({ type: "why", subject: { type: "phase", id: "1" }, reasons: expect.arrayContaining([expect.objectContaining({ says: expect.any(String) as string })]) as unknown, next_call: { tool: "start" } });
  expect(await call("why", {})).toMatchObject({ structuredContent: { type: "why", subject: { id: "1" } } });
  const refused = await call("why", { subject: "9" });
  expect(refused).toMatchObject({ isError: true, content: [{ text: expect.stringMatching(/has no phase 9\n {2}at: .*\n {2}do: .*`dgs progress`.*\n {2}tool: overview$/) as string }, {}] });
  expect(refused).not.toHaveProperty("structuredContent");
});

it("submit answers with findings until files fit, and writes them then", async () => {
  const decisions = "# Phase 1\n\n<decisions>\n- **D-01:** It is a file.\n</decisions>\n";
  const refused = await call("submit", { phase: "1", files: [{ name: "01-CONTEXT.md", text: "# Phase 1\n" }, { name: "STATE.md", text: "x" }], dry_run: true });
  expect(refused["structuredContent"]).toMatchObject({ type: "submitted", outcome: "refused", findings: [{ kind: "submitted-state", fix: expect.stringContaining("execute-phase") as string }] });
  expect(refused["isError"]).not.toBe(true);
  const files = [{ name: "01-CONTEXT.md", text: decisions }];
  expect((await call("submit", { phase: "1", files, dry_run: true }))["structuredContent"]).toMatchObject({ outcome: "fits" });
  expect(readdirSync(path.join(cwd, ".planning"))).not.toContain("phases");
  expect((await call("submit", { phase: "1", files }))["structuredContent"]).toMatchObject({ outcome: "written", files: [{ path: "phases/01-build/01-CONTEXT.md", change: "create" }] });
  expect(await call("submit", { phase: "1", files: [] })).toMatchObject({ isError: true });
});
