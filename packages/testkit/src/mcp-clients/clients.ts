import { TESTED_PROGRAMS } from "../agent-contract/programs.js";
import type { ClientName, TestedClient } from "./tested-client.js";

/** The name that `dgs install` gives the server. */
const SERVER = "dgs";

/** The clients, each as a person sets it up. */
export const TESTED_CLIENTS: Readonly<Record<ClientName, TestedClient>> = {
  claude: {
    name: "claude",
    needsNoLeave: [],
    confirms: "closes it",
    givesUp: true,
    setup: TESTED_PROGRAMS.claude.setup,
    arguments: (prompt) => ["-p", prompt, "--output-format", "stream-json", "--verbose", "--model", "sonnet"],
    allow: ({ approves, callSeconds, waits }) => ({
      env: { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1", ...(waits === true ? { MCP_CONNECTION_NONBLOCKING: "0" } : {}), ...(callSeconds === undefined ? {} : { MCP_TOOL_TIMEOUT: String(callSeconds * 1000) }) },
      args: approves ? ["--allowedTools", `mcp__${SERVER}`] : [],
    }),
    call: (tool, input) => ({ tool: `mcp__${SERVER}__${tool}`, input }),
    slash: (command, argument) => `/mcp__${SERVER}__${command} ${argument}`,
    find: (tool) => ({ tool: "ToolSearch", input: { query: `select:mcp__${SERVER}__${tool}`, max_results: 5 } }),
  },
  codex: {
    name: "codex",
    needsNoLeave: ["overview", "create_job"],
    confirms: "says no",
    givesUp: true,
    setup: TESTED_PROGRAMS.codex.setup,
    arguments: (prompt) => ["exec", "--json", "--ephemeral", "--skip-git-repo-check", "-m", "gpt-5.5", "-c", "analytics.enabled=false", "-c", "features.plugins=false", prompt],
    allow: ({ approves, callSeconds }) => ({
      install: approves ? ["--approve-tools"] : [],
      args: callSeconds === undefined ? [] : ["-c", `mcp_servers.${SERVER}.tool_timeout_sec=${String(callSeconds)}`],
    }),
    call: (tool, input) => ({ tool, group: `mcp__${SERVER}`, input }),
    find: (tool) => ({ tool: "tool_search", input: { query: tool.replaceAll("_", " "), limit: 30 } }),
  },
  gemini: {
    name: "gemini",
    needsNoLeave: [],
    confirms: "nobody",
    givesUp: true,
    setup: TESTED_PROGRAMS.gemini.setup,
    arguments: (prompt) => ["--output-format", "stream-json", "-m", "gemini-2.5-pro", "--skip-trust", "-p", prompt],
    allow: ({ approves, callSeconds }) => ({
      env: { GEMINI_CLI_TRUST_WORKSPACE: "true", GEMINI_CLI_NO_RELAUNCH: "true" },
      entry: { file: ".gemini/settings.json", keys: { ...(approves ? { trust: true } : {}), ...(callSeconds === undefined ? {} : { timeout: callSeconds * 1000 }) } },
    }),
    call: (tool, input) => ({ tool: `mcp_${SERVER}_${tool}`, input }),
    slash: (command, argument) => `/${command} ${argument}`,
  },
  opencode: {
    name: "opencode",
    needsNoLeave: ["overview", "create_job", "execute_phase", "abandon_quick"],
    confirms: "nobody",
    givesUp: false,
    setup: (place) => {
      const { env, model, ...setup } = TESTED_PROGRAMS.opencode.setup(place);
      const quiet = Object.fromEntries(["AUTOUPDATE", "MODELS_FETCH", "DEFAULT_PLUGINS", "LSP_DOWNLOAD"].map((what) => [`OPENCODE_DISABLE_${what}`, "1"]));
      return { ...setup, env: { ...env, ...quiet }, model };
    },
    arguments: (prompt) => ["run", "--format", "json", "-m", "scripted/model", prompt],
    allow: () => ({}),
    call: (tool, input) => ({ tool: `${SERVER}_${tool}`, input }),
  },
  copilot: {
    name: "copilot",
    needsNoLeave: ["overview"],
    confirms: "says no",
    givesUp: true,
    setup: (place) => {
      const { env, ...setup } = TESTED_PROGRAMS.copilot.setup(place);
      return { ...setup, env: { ...env, COPILOT_MODEL: "scripted-model", COPILOT_AUTO_UPDATE: "false" } };
    },
    arguments: (prompt) => ["--output-format", "json", "--no-ask-user", "-p", prompt],
    allow: ({ approves, callSeconds }) => ({
      args: approves ? ["--allow-tool", SERVER] : [],
      entry: { file: "copilot/mcp-config.json", keys: callSeconds === undefined ? {} : { timeout: callSeconds * 1000 } },
    }),
    call: (tool, input) => ({ tool: `${SERVER}-${tool}`, input }),
  },
};
