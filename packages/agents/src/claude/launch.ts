import type { AgentRequest } from "@dgs/core";
import type { Launch, LaunchSetup } from "../program/adapter.js";

/** Tries of the program itself at a service that says no: few, as the job tries again where a person sees it. */
const RETRIES = "2";

const LOOKING = ["Read", "Glob", "Grep", "LS"];

/** The command line of Claude Code for a request: its stream as JSON lines, nothing of the repository obeyed, no session kept. */
export function launchClaude(request: AgentRequest, setup: LaunchSetup): Launch {
  const { limits } = request;
  return {
    program: setup.program,
    args: [
      ...["-p", "--output-format", "stream-json", "--verbose", "--model", setup.model, "--no-session-persistence"],
      ...permissionArguments(setup, request.outbox),
      // A repository's own hooks and servers run without a question otherwise.
      ...(setup.obeysRepository ? [] : ["--setting-sources", "", "--strict-mcp-config"]),
      ...(limits.costUsd === undefined ? [] : ["--max-budget-usd", String(limits.costUsd)]),
    ],
    env: { CLAUDE_CODE_MAX_RETRIES: RETRIES, CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1", ...setup.env },
    stdin: request.prompt,
  };
}

function permissionArguments({ permission, allowedCommands }: LaunchSetup, outbox: string): readonly string[] {
  switch (permission) {
    case "read-only":
      return ["--permission-mode", "dontAsk", "--allowedTools", [...LOOKING, ...["Edit", "Write"].map((tool) => `${tool}(/${outbox}/**)`)].join(",")];
    case "edit":
      // The mode allows edits below the folder. A tool for editing that stood among the allowed ones could edit everywhere.
      return ["--permission-mode", "acceptEdits", "--allowedTools", [...LOOKING, ...allowedCommands.flatMap((command) => [`Bash(${command})`, `Bash(${command} *)`])].join(",")];
    case "full":
      return ["--permission-mode", "bypassPermissions"];
  }
}
