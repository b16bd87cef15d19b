import type { CodePair } from "./health-of.js";

const C = "config.json";
const RE = "REPOS.md";
const row = (...rows: string[]): string => `# Repos\n\n| Name | Path |\n|------|------|\n${rows.map((cells) => `| ${cells} |\n`).join("")}`;

/** Codes that tell of the configuration and of the registry of repos: for each what is wrong, and the nearest thing that is fine. */
export const SETTING_CODES: readonly CodePair[] = [
  ["config-syntax", { [C]: '{ "workflow": { "verifier": true }, }\n' }, { [C]: "\ufeff{}\n" }],
  ["config-value-unusable", { [C]: '{\n  "workflow": { "verifier": "maybe" }\n}\n' }, { [C]: '{\n  "workflow": { "verifier": false },\n  "commit_docs": true\n}\n' }],
  ["config-key-repeated", { [C]: '{\n  "mode": "yolo",\n  "mode": "interactive"\n}\n' }, { [C]: '{\n  "workflow": { "research": true },\n  "mode": "yolo"\n}\n' }],
  ["config-key-unknown", { [C]: '{\n  "workflow": { "verifyer": true }\n}\n' }, { [C]: '{\n  "workflow": { "ui_phase": true, "nyquist_validation": false },\n  "granularity": "fine"\n}\n' }],
  ["repos-table-missing", { [RE]: "# Repos\n\n| Repo | Where |\n|------|-------|\n| press | . |\n" }, { [RE]: "# Repos\n\n| What | Why |\n|---|---|\n| a | b |\n\n| Description | Path | Name |\n|---|---|---|\n| all | `.` | [press](https://example.org) |\n" }],
  ["repos-column-repeated", { [RE]: "# Repos\n\n| Name | Path | Path |\n|------|------|------|\n| press | . | ../press |\n" }, { [RE]: "# Repos\n\n| Name | Path | Owner | Owner |\n|------|------|------|------|\n| press | . | Kim | Lee |\n" }],
  ["repo-name-unusable", { [RE]: row("my press | .") }, { [RE]: row("my-press_2.0 | .") }],
  ["repo-path-unusable", { [RE]: row("press | /srv/press") }, { [RE]: row("press | ..\\press") }],
  ["repo-repeated", { [RE]: row("press | .", "Press | ../press") }, { [RE]: row("press | .", "presses | ./presses") }],
];
