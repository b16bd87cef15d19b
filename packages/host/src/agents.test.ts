import path from "node:path";
import { expect, it } from "vitest";
import { chooseAgents } from "./agents.js";

const folders = { cwd: path.resolve("/here"), base: path.resolve("/product") };
const none = { "agents.adapter": undefined, "agents.command": [], "agents.tape": undefined, "agents.program": undefined };
const configured = { "agents.adapter": "command", "agents.command": ["tools/agent", "--slow"], "agents.tape": "demo.json", "agents.program": undefined } as const;

it.each([
  ["the configuration", {}, [], configured, { adapter: "command", command: [path.resolve("/product/tools/agent"), "--slow"] }],
  ["a name to be looked for in PATH", {}, [], { ...configured, "agents.command": ["claude"] }, { adapter: "command", command: ["claude"] }],
  ["a program on the command line", {}, ["./agent.sh", "a b"], configured, { adapter: "command", command: [path.resolve("/here/agent.sh"), "a b"] }],
  ["a tape on the command line", { tape: "x.json" }, [], configured, { adapter: "replay", tape: path.resolve("/here/x.json") }],
  ["an agent program by its own name", { agent: "claude" }, [], none, { adapter: "claude", program: "claude" }],
  ["an agent program of the configuration", {}, [], { ...none, "agents.adapter": "codex", "agents.program": "tools/codex" }, { adapter: "codex", program: path.resolve("/product/tools/codex") }],
  ["another agent program than that of the configuration", { agent: "claude" }, [], { ...none, "agents.adapter": "codex", "agents.program": "tools/codex" }, { adapter: "claude", program: "claude" }],
  ["a program that speaks the protocol", {}, [], { ...none, "agents.adapter": "acp", "agents.program": "gemini" }, { adapter: "acp", program: "gemini" }],
  ["the adapter alone", { agent: "replay" }, [], configured, { adapter: "replay", tape: path.resolve("/product/demo.json") }],
])("takes %s", (_, values, program, config, choice) => {
  expect(chooseAgents({ values, program }, config, folders)).toEqual(choice);
});

it.each([
  ["nothing at all", {}, [], none, "agents-not-configured"],
  ["a replay without a tape", { agent: "replay" }, [], none, "agents-not-configured"],
  ["a command without a program", { agent: "command" }, [], none, "agents-not-configured"],
  ["a protocol without a program", { agent: "acp" }, [], none, "agents-not-configured"],
  ["a tape and a program", { tape: "x.json" }, ["y"], configured, "agents-contradict"],
  ["a tape for the command adapter", { agent: "command", tape: "x.json" }, [], configured, "agents-contradict"],
])("refuses %s", (_, values, program, config, code) => {
  expect(chooseAgents({ values, program }, config, folders)).toMatchObject({ type: "refused", code, exit: "usage" });
});
