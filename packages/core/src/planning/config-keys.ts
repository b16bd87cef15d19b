import { NOTIFICATION_KINDS } from "./notification-kinds.js";
import { PROFILES } from "../roles/profile.js";
import { amount, type ConfigKind, choice, flag, limit, several, text, texts, tierOfRole, webAddress } from "./config-kind.js";

/**
 * Every key that DGS reads, with what it may hold and its default. A key is written as it stands here, or nested:
 * `"git.worktrees": false` and `"git": {"worktrees": false}` are one. (formats.md 17)
 */
export const CONFIG_KEYS = Object.freeze({
  // How people work
  mode: choice(["interactive", "yolo"], "interactive"),
  granularity: choice(["coarse", "standard", "fine"], "standard", { quick: "coarse", comprehensive: "fine" }),
  commit_docs: flag(true),
  project_code: text(undefined),
  phase_naming: choice(["sequential", "custom"], "sequential"),
  response_language: text(undefined),

  // Which models
  model_profile: choice(PROFILES, "balanced"),
  model_overrides: tierOfRole(),

  // How plans run side by side
  "parallelization.enabled": flag(true),
  "parallelization.max_concurrent_agents": amount(3, 1, true),
  "parallelization.schedule": choice(["waves", "dag"], "waves"),

  // Where code is changed
  "git.engine": choice(["program", "nodegit"], "program"),
  "git.worktrees": flag(true),
  "git.base_branch": text(undefined),
  "git.branching_strategy": choice(["none", "phase", "milestone"], "none"),
  "git.phase_branch_template": text("dgs/phase-{phase}-{slug}"),
  "git.milestone_branch_template": text("dgs/{milestone}-{slug}"),
  "git.milestone_tag_template": text("{milestone}"),
  "git.quick_branch_template": text(undefined),
  "git.create_tag": flag(true),
  "git.sync_push": choice(["off", "prompt", "auto"], "prompt"),
  "git.sync_pull": choice(["off", "prompt", "auto"], "prompt"),

  // Which parts of the work are done
  "workflow.research": flag(true),
  "workflow.plan_check": flag(true),
  "workflow.verifier": flag(true),
  "workflow.nyquist_validation": flag(true),
  "workflow.skip_discuss": flag(false),
  "workflow.human_verify_mode": choice(["end-of-phase", "mid-flight"], "end-of-phase"),
  "workflow.discuss_mode": choice(["discuss", "assumptions"], "discuss"),
  "workflow.build_command": text(undefined),
  "workflow.test_command": text(undefined),

  // Which agent program, and what it may see
  "agents.adapter": choice(["claude", "codex", "gemini", "opencode", "copilot", "acp", "command", "replay"], undefined),
  "agents.command": texts("a list: the program, then its arguments"),
  "agents.tape": text(undefined),
  "agents.env": texts("a list of names of environment variables"),
  "agents.program": text(undefined),
  "agents.arguments": texts("a list of arguments"),
  "agents.models.opus": text(undefined),
  "agents.models.sonnet": text(undefined),
  "agents.models.haiku": text(undefined),
  "agents.permission": choice(["edit", "full"], "edit"),
  "agents.allowed_commands": texts("a list of commands"),
  "agents.obey_repository": flag(false),

  // What it may use up: one run, one plan (a quick or a fast change counts as one), one phase, one job
  "limits.agent_minutes": amount(60, 0.01),
  "limits.agent_idle_minutes": amount(15, 0.01),
  "limits.agent_tokens": limit(20_000_000, true),
  "limits.agent_cost_usd": limit(20),
  "limits.plan_minutes": limit(240),
  "limits.plan_tokens": limit(60_000_000, true),
  "limits.plan_cost_usd": limit(50),
  "limits.phase_minutes": limit(1_200),
  "limits.phase_tokens": limit(300_000_000, true),
  "limits.phase_cost_usd": limit(200),
  "limits.job_minutes": limit(6_000),
  "limits.job_tokens": limit(1_500_000_000, true),
  "limits.job_cost_usd": limit(500),

  // How long a run waits for its service
  "limits.wait_hours": amount(6, 0),
  "limits.overload_tries": amount(5, 0, true),
  "limits.step_attempts": amount(2, 1, true),

  // How long what was put aside is kept, in days
  "recover.keep_days": amount(90, 30, true),

  // How tests are run
  "tests.timeout_seconds": amount(120, 0.1),
  "tests.allow": texts("a list of the commands that may run"),

  // Who is told how a run ended
  "notify.bell": flag(true),
  "notify.desktop": flag(false),
  "notify.command": texts("a list: the program, then its arguments"),
  "notify.webhook": webAddress(),
  "notify.webhook_env": text(undefined),
  "notify.on": several(NOTIFICATION_KINDS),
} as const satisfies Readonly<Record<string, ConfigKind<unknown>>>);

/** A key that DGS reads. */
export type ConfigKey = keyof typeof CONFIG_KEYS;

/** Other spellings of a key. Those without a dot count before the key itself, and others after it. */
export const CONFIG_ALIASES: Readonly<Partial<Record<ConfigKey, readonly string[]>>> = Object.freeze({
  granularity: ["depth"],
  commit_docs: ["planning.commit_docs"],
  "parallelization.enabled": ["parallelization"],
  "git.worktrees": ["workflow.use_worktrees"],
  "git.base_branch": ["base_branch"],
  "git.branching_strategy": ["branching_strategy"],
  "git.phase_branch_template": ["phase_branch_template"],
  "git.milestone_branch_template": ["milestone_branch_template"],
  "git.quick_branch_template": ["quick_branch_template"],
});

/** Keys of the tools that share these files: no surprise, though DGS makes nothing of them. A section stands for all in it. */
export const OTHER_TOOLS_KEYS: ReadonlySet<string> = new Set([
  // By it editors find the schema of the file.
  "$schema",
  ...["search_gitignored", "planning.search_gitignored", "planning.sub_repos", "sub_repos", "multiRepo", "brave_search", "firecrawl", "exa_search", "context", "context_window"],
  ...["claude_md_path", "claude_md_assembly", "models", "model_profile_overrides", "dynamic_routing", "resolve_model_ids", "runtime", "gates", "safety", "hooks"],
  ...["statusline", "features", "learnings", "intel", "graphify", "code_quality", "ship", "review", "manager", "agent_skills", "executor", "parallelization.plan_level"],
  ...["parallelization.task_level", "parallelization.skip_checkpoints", "parallelization.min_plans_for_parallel", "workflow.codereview", "workflow.code_review"],
  ...["workflow.ui_phase", "workflow.ui_safety_gate", "workflow.ui_review", "workflow.ai_integration_phase", "workflow.pattern_mapper", "workflow.node_repair"],
  ...["workflow.context_coverage_gate", "workflow.post_planning_gaps", "workflow.security_enforcement", "workflow.auto_advance", "workflow.tdd_mode"],
  ...["workflow.text_mode", "workflow.research_before_questions", "workflow.auto_prune_state", "workflow.plan_bounce", "workflow.plan_chunked"],
  ...["workflow.plan_review_convergence", "workflow.cross_ai_execution", "workflow.worktree_skip_hooks", "workflow._auto_chain_active", "workflow.max_discuss_passes"],
  ...["workflow.node_repair_budget", "workflow.plan_bounce_passes", "workflow.plan_bounce_script", "workflow.inline_plan_threshold", "workflow.subagent_timeout"],
  ...["workflow.cross_ai_command", "workflow.cross_ai_timeout", "workflow.code_review_depth", "workflow.code_review_command", "workflow.security_asvs_level"],
  ...["workflow.security_block_on", "workflow.drift_threshold", "workflow.drift_action"],
]);
