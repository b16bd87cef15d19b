import type { AgentPermission, AgentRequest } from "@dgs/core";
import type { Launch, LaunchSetup } from "../program/adapter.js";
import { isObject } from "../shape/shape.js";

/** The agent of opencode that a run is: DGS's own, as the rules of a person's agents could come behind its own and then hold. */
const AGENT = "dgs";

/**
 * The command line of opencode for a request. What it may do stands in its configuration, which it takes from its environment; it has no limits of its own.
 *
 * It merges configurations key by key and the last rule that fits holds: a rule for `git *` in a person's own configuration would outlast a `"*": "deny"` beside it. Rules of an agent
 * come behind all of these. It has no title to make: that would be a call of a model.
 */
export function launchOpencode(request: AgentRequest, setup: LaunchSetup): Launch {
  const permission = permissionsOf(setup.permission, setup.allowedCommands);
  const given = givenConfig(setup.env["OPENCODE_CONFIG_CONTENT"]);
  const agents = isObject(given["agent"]) ? given["agent"] : {};
  return {
    program: setup.program,
    args: ["run", "--format", "json", "-m", setup.model, "--agent", AGENT, "--title", request.purpose, "--dir", request.cwd],
    env: {
      OPENCODE_DISABLE_AUTOUPDATE: "1",
      OPENCODE_DISABLE_MODELS_FETCH: "1",
      OPENCODE_DISABLE_LSP_DOWNLOAD: "1",
      ...setup.env,
      // Skills of the repository are no part of what it calls the project's configuration, nor is what CLAUDE.md says.
      ...(setup.obeysRepository ? {} : { OPENCODE_DISABLE_PROJECT_CONFIG: "1", OPENCODE_DISABLE_EXTERNAL_SKILLS: "1", OPENCODE_DISABLE_CLAUDE_CODE_PROMPT: "1" }),
      OPENCODE_CONFIG_CONTENT: JSON.stringify({
        ...given,
        ...{ autoupdate: false, share: "disabled", snapshot: false },
        // It would run the formatters and language servers that the repository brings along.
        ...(setup.obeysRepository ? {} : { formatter: false, lsp: false }),
        ...{ permission, agent: { ...agents, [AGENT]: { mode: "primary", permission } } },
      }),
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

/** What it may do without changing anything. Files with secrets are what it would ask about, and nobody is there to be asked. */
const LOOKING = { read: { "*": "allow", "*.env": "deny", "*.env.*": "deny", "*.env.example": "allow" }, ...Object.fromEntries(["glob", "grep", "list", "todoread", "todowrite", "skill"].map((tool) => [tool, "allow"])) };

/**
 * The rules of a permission; the last one that fits holds. What is not named is denied: tools of servers, the web, other folders, and agents below it (`task`), as the stream tells
 * neither their tokens nor what they do.
 */
function permissionsOf(permission: AgentPermission, commands: readonly string[]): object {
  switch (permission) {
    case "read-only":
      return { "*": "deny", ...LOOKING, edit: { "*": "deny", ".dgs/outbox/**": "allow" } };
    case "edit":
      return { "*": "deny", ...LOOKING, edit: "allow", bash: { "*": "deny", ...Object.fromEntries(commands.flatMap((command) => [[command, "allow"], [`${command} *`, "allow"]])) } };
    case "full":
      return { "*": "allow", task: "deny" };
  }
}
