import type { AgentPermission, AgentRequest } from "@dgs/core";
import type { Launch, LaunchSetup } from "../program/adapter.js";
import { usageFileOf } from "../program/usage-file.js";

/** The command line of GitHub Copilot CLI for a request: it asks nobody, and updates nothing. */
export function launchCopilot(request: AgentRequest, setup: LaunchSetup): Launch {
  return {
    program: setup.program,
    args: [
      ...["--output-format", "json", "--no-ask-user", "--model", setup.model, "--usage-output-file", usageFileOf(request)],
      ...permissionArguments(setup.permission, setup.allowedCommands),
      ...(setup.obeysRepository ? [] : ["--no-custom-instructions", "--excluded-tools", "skill"]),
    ],
    env: { COPILOT_AUTO_UPDATE: "false", ...setup.env },
    stdin: request.prompt,
  };
}

function permissionArguments(permission: AgentPermission, commands: readonly string[]): readonly string[] {
  switch (permission) {
    case "read-only":
      // It cannot allow one folder alone: whoever only looks may write in its folder, and what it changes there counts for nothing.
      return ["--allow-tool", "write", "--deny-tool", "shell"];
    case "edit":
      return ["--allow-tool", "write", ...commands.flatMap((command) => ["--allow-tool", `shell(${command})`])];
    case "full":
      return ["--allow-all"];
  }
}
