import type { AgentPermission, AgentRequest } from "@dgs/core";
import type { Launch, LaunchSetup } from "../program/adapter.js";

/** Its read-only sandbox has no exception, not even for the outbox: whoever only looks may write in its folder, and what it changes there counts for nothing. */
const SANDBOXES: Readonly<Record<AgentPermission, string>> = { "read-only": "workspace-write", edit: "workspace-write", full: "danger-full-access" };

/**
 * The command line of Codex for a request. Its sandbox lets it write in its folder alone, and leaves `.git` read-only there: what it
 * changes is committed by DGS. It has no limit of turns or cost: those are watched from outside.
 */
export function launchCodex(request: AgentRequest, setup: LaunchSetup): Launch {
  const settings = [
    // Otherwise it waits at its end for a server that takes its statistics, and fetches plugins. Of a service that says no it tries few times by itself.
    "analytics.enabled=false",
    "features.plugins=false",
    // Tools see all but the keys. The rest was chosen on purpose, and by DGS's own variables git tells the agent's moves from a person's, and what outlives the agent is found.
    'shell_environment_policy.inherit="all"',
    'shell_environment_policy.exclude=["*KEY*", "*SECRET*", "*TOKEN*", "*PASSWORD*", "OPENAI_*", "CODEX_*"]',
    ...(setup.obeysRepository ? [] : ["project_doc_max_bytes=0", "skills.include_instructions=false"]),
  ];
  return {
    program: setup.program,
    args: ["exec", "--json", "--ephemeral", "--skip-git-repo-check", "-C", request.cwd, "-m", setup.model, "-s", SANDBOXES[setup.permission], ...settings.flatMap((setting) => ["-c", setting]), "-"],
    env: setup.env,
    stdin: request.prompt,
  };
}
