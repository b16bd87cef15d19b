import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AdapterName, ADAPTERS, createAgentDetector, createOutbox, createProgramAgents } from "@dgs/agents";
import type { Agents } from "@dgs/core";
import { createProcesses } from "@dgs/process";
import { checkAgent, isRefusal } from "@dgs/runtime";
import { afterEach, beforeEach, expect, it } from "vitest";
import { PROGRAMS } from "../../../scripts/agents/pins.mjs";
import { findProgram } from "../../../scripts/agents/places.mjs";
import { readDocument } from "../../../test/documents.js";
import { TESTED_PROGRAMS } from "../src/agent-contract/programs.js";
import type { ProgramSetup } from "../src/agent-contract/tested-program.js";
import { type ModelServer, startModelServer } from "../src/model-server/start-model-server.js";
import { writeFiles } from "../src/scenarios/make-repo.js";

let home: string;
let servers: ModelServer[];
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "dgs home-")));
  servers = [];
});
afterEach(async () => {
  for (const server of servers) await server.close();
  rmSync(home, { recursive: true, force: true });
  expect(servers.flatMap(({ outside }) => outside), "hosts that it wanted to reach").toEqual([]);
});

const environmentOf = (url: string): Record<string, string> => ({
  ...Object.fromEntries(["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"].map((name) => [name, url])),
  ...{ PATH: process.env["PATH"] ?? "", HOME: home, TMPDIR: home, LANG: "C.UTF-8", NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" },
});

const installed = PROGRAMS.map(({ name }) => ({ name: name as AdapterName & keyof typeof TESTED_PROGRAMS, found: findProgram(name) }));

it.each(installed)("$name is found at its version, and asks no model for it", async ({ name, found }) => {
  if (found === undefined) return;
  const server = await startModelServer([]);
  servers.push(server);
  const detector = createAgentDetector({ processes: createProcesses(), env: environmentOf(server.url), person: {} });
  expect(await detector.detect({ [name]: found.path })).toMatchObject([{ adapter: name, state: "found", version: ADAPTERS[name].tried, tried: found.version }]);
  expect(server.asked).toEqual([]);
});

it.each(installed)("$name holds what `dgs agents check` looks at", async ({ name, found }) => {
  if (found === undefined) return;
  const processes = createProcesses();
  const agents: Agents = {
    run: async (request) => {
      const files = [join(request.cwd, "hello.txt"), join(request.outbox, "CHECK.md")];
      const server = await startModelServer([...files.map((path) => ({ write: { path, content: "DGS was here: a-line\n" } })), { text: "Done." }]);
      servers.push(server);
      const { env, files: settings = {}, model }: ProgramSetup = TESTED_PROGRAMS[name].setup({ url: server.url, home });
      writeFiles(home, settings);
      const models = model === undefined ? {} : { models: { opus: model, sonnet: model, haiku: model } };
      return createProgramAgents({ adapter: ADAPTERS[name], program: found.path, processes, allowedCommands: [], obeysRepository: false, env: { ...environmentOf(server.url), ...env }, ...models }).run(request);
    },
  };
  const ports = { agents, outbox: createOutbox(), processes, newId: () => "a-line", testEnv: { PATH: process.env["PATH"] ?? "" } };
  const report = await checkAgent(ports, { adapter: name, version: found.version, tried: found.version, tellsEnd: true, tier: "sonnet", limits: { timeMs: 120_000 }, signal: new AbortController().signal, onEvent: () => undefined });
  if (isRefusal(report)) throw new Error(report.message);
  expect(report.checks.filter(({ state }) => state !== "held")).toEqual([]);
  expect(report.exit).toBe("ok");
  // The page shows one program, with numbers of its own.
  const shown = blocks.filter(({ text }) => text.startsWith(`$ dgs agents check ${name}\n`)).map(({ text }) => steady(text.split("\n").filter((line) => line.startsWith("✓ ")).join("\n")));
  expect(shown).toEqual(name === "claude" ? [steady(report.checks.map(({ text }) => `✓ ${text}`).join("\n"))] : []);
});

const { blocks } = readDocument("docs/agents.md", readFileSync(new URL("../../../docs/agents.md", import.meta.url), "utf8"));

/** What differs from run to run is left out: versions, counts, amounts. */
function steady(text: string): string {
  return text.trim().replace(/\d+(?:\.\d+)*/g, "0").replace(/\$0/g, "$0");
}
