import type { AgentPermission, AgentRequest } from "@dgs/core";
import type { Launch, LaunchSetup } from "../program/adapter.js";
import { isObject } from "../shape/shape.js";

/** The command line of opencode for a request. What it may do stands in its configuration, which it takes from its environment; it has no limits of its own. */
export function launchOpencode(request: AgentRequest, setup: LaunchSetup): Launch {
  return {
    program: setup.program,
    args: ["run", "--format", "json", "-m", setup.model, "--dir", request.cwd],
    env: {
      OPENCODE_DISABLE_AUTOUPDATE: "1",
      OPENCODE_DISABLE_MODELS_FETCH: "1",
      OPENCODE_DISABLE_LSP_DOWNLOAD: "1",
      ...(setup.obeysRepository ? {} : { OPENCODE_DISABLE_PROJECT_CONFIG: "1", OPENCODE_DISABLE_DEFAULT_PLUGINS: "1" }),
      ...setup.env,
      OPENCODE_CONFIG_CONTENT: JSON.stringify({ ...givenConfig(setup.env["OPENCODE_CONFIG_CONTENT"]), autoupdate: false, share: "disabled", permission: permissionsOf(setup.permission, setup.allowedCommands) }),
    },
    stdin: request.prompt,
  };
}

/** A configuration that a person gave by the same variable stays, but for what is decided here. */
function givenConfig(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const given: unknown = JSON.parse(text ?? "{}");
    return isObject(given) ? given : {};
  } catch {
    return {};
  }
}

function permissionsOf(permission: AgentPermission, commands: readonly string[]): object {
  switch (permission) {
    case "read-only":
      return { edit: { "*": "deny", ".dgs/outbox/**": "allow" }, bash: "deny", webfetch: "deny", external_directory: "deny" };
    case "edit":
      return { edit: "allow", bash: { "*": "deny", ...Object.fromEntries(commands.flatMap((command) => [[command, "allow"], [`${command} *`, "allow"]])) }, webfetch: "deny", external_directory: "deny" };
    case "full":
      return { edit: "allow", bash: "allow", webfetch: "allow", external_directory: "allow" };
  }
}
