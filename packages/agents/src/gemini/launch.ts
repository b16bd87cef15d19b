import type { AgentPermission, AgentRequest } from "@dgs/core";
import type { Launch, LaunchSetup } from "../program/adapter.js";

/** Its mode for planning writes nothing at all, not even in the outbox: whoever only looks may write in its folder, and what it changes there counts for nothing. */
const MODES: Readonly<Record<AgentPermission, string>> = { "read-only": "auto_edit", edit: "auto_edit", full: "yolo" };

/** The command line of Gemini CLI for a request. The prompt is its input; the folder is trusted for this run alone. */
export function launchGemini(request: AgentRequest, setup: LaunchSetup): Launch {
  return {
    program: setup.program,
    args: [
      ...["--output-format", "stream-json", "-m", setup.model, "--approval-mode", MODES[setup.permission], "--skip-trust"],
      ...(setup.permission === "edit" ? setup.allowedCommands.flatMap((command) => ["--allowed-tools", `run_shell_command(${command})`]) : []),
      // No server of the repository is started.
      ...(setup.obeysRepository ? [] : ["--allowed-mcp-server-names", "none"]),
    ],
    // One process fewer that could outlive the run.
    env: { GEMINI_CLI_NO_RELAUNCH: "true", ...setup.env },
    stdin: request.prompt,
  };
}
