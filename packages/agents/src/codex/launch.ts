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
    // Few tries of its own: the job tries again where a person sees it. Without analytics it does not wait at its end for a server.
    "analytics.enabled=false",
    "features.plugins=false",
    // Tools see what every program needs, not the keys of the agent.
    'shell_environment_policy.inherit="core"',
    ...(setup.obeysRepository ? [] : ["project_doc_max_bytes=0"]),
  ];
  return {
    program: setup.program,
    args: ["exec", "--json", "--ephemeral", "--skip-git-repo-check", "-C", request.cwd, "-m", setup.model, "-s", SANDBOXES[setup.permission], ...settings.flatMap((setting) => ["-c", setting]), "-"],
    env: setup.env,
    stdin: request.prompt,
  };
}
