import type { ScenarioResult } from "./scenario-result.js";

/** One run: all scenarios that a version of the suite has for a revision of the protocol. */
export interface SuiteRun {
  /** Which of the two suites: it is named after the revision that it was made for. */
  readonly suite: string;
  readonly revision: string;
  /** The scenarios that pass, wholly. */
  readonly passed: readonly string[];
  /** Those that do not apply, or not wholly, with what the suite says of them. Why it is so stands in docs/mcp.md. */
  readonly exempt: Readonly<Record<string, ScenarioResult["outcome"]>>;
}

const IN_BOTH_ERAS = [
  "completion-complete",
  "dns-rebinding-protection",
  "json-schema-2020-12",
  "prompts-get-embedded-resource",
  "prompts-get-simple",
  "prompts-get-with-args",
  "prompts-get-with-image",
  "prompts-list",
  "resources-list",
  "resources-read-binary",
  "resources-read-text",
  "resources-templates-read",
  "server-sse-multiple-streams",
  "tools-call-audio",
  "tools-call-embedded-resource",
  "tools-call-error",
  "tools-call-image",
  "tools-call-mixed-content",
  "tools-call-simple-text",
  "tools-call-with-progress",
  "tools-list",
];

const IN_SESSIONS = [
  "elicitation-sep1034-defaults",
  "elicitation-sep1330-enums",
  "logging-set-level",
  "ping",
  "resources-subscribe",
  "resources-unsubscribe",
  "server-initialize",
  "tools-call-elicitation",
  "tools-call-sampling",
  "tools-call-with-logging",
];

const WITHOUT_SESSIONS = [
  "caching",
  "http-custom-header-server-validation",
  "http-header-validation",
  "input-required-result-basic-elicitation",
  "input-required-result-basic-list-roots",
  "input-required-result-basic-sampling",
  "input-required-result-capability-check",
  "input-required-result-ignore-extra-params",
  "input-required-result-missing-input-response",
  "input-required-result-multi-round",
  "input-required-result-multiple-input-requests",
  "input-required-result-non-tool-request",
  "input-required-result-request-state",
  "input-required-result-result-type",
  "input-required-result-tampered-state",
  "input-required-result-unsupported-methods",
  "input-required-result-validate-input",
  "sep-2164-resource-not-found",
];

/** What has to become of every scenario for servers. */
export const RUNS: readonly SuiteRun[] = [
  { suite: "2025-11-25", revision: "2025-11-25", passed: [...IN_BOTH_ERAS, ...IN_SESSIONS], exempt: { "server-sse-polling": "warned" } },
  { suite: "2026-07-28", revision: "2025-11-25", passed: [...IN_BOTH_ERAS, ...IN_SESSIONS, "server-session-lifecycle", "server-sse-polling"], exempt: {} },
  { suite: "2026-07-28", revision: "2026-07-28", passed: [...IN_BOTH_ERAS, ...WITHOUT_SESSIONS], exempt: { "server-stateless": "partly" } },
];

/** The scenarios of extensions, which belong to no revision, and what the newer suite says of them. */
export const EXTENSIONS: Readonly<Record<string, ScenarioResult["outcome"]>> = {
  "sep-2640-skills-directory": "skipped",
  "sep-2640-skills-enumeration": "skipped",
  "sep-2640-skills-manifest": "skipped",
  "tasks-capability-negotiation": "failed",
  "tasks-dispatch-and-envelope": "failed",
  "tasks-lifecycle": "failed",
  "tasks-mrtr-composition": "failed",
  "tasks-mrtr-input": "failed",
  "tasks-request-headers": "failed",
  "tasks-request-state-removal": "failed",
  "tasks-required-task-error": "failed",
  "tasks-status-notifications": "skipped",
  "tasks-wire-fields": "failed",
};

/** The scenarios that need nothing that exists for the suite only: what a client finds at DGS's own server. */
export const AT_DGS: Readonly<Record<string, readonly string[]>> = {
  "2025-11-25": ["dns-rebinding-protection", "logging-set-level", "ping", "prompts-list", "resources-list", "server-initialize", "server-session-lifecycle", "server-sse-multiple-streams", "tools-list"],
  "2026-07-28": ["dns-rebinding-protection", "http-header-validation", "prompts-list", "resources-list", "server-sse-multiple-streams", "tools-list"],
};
