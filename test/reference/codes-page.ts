import { AGENT_PROBLEMS } from "../../packages/agents/src/problem-codes.js";
import { PLANNING_PROBLEMS } from "../../packages/core/src/index.js";
import type { CodeText } from "./code-texts.js";
import { code, page, table } from "./page.js";

/** Renders the codes of findings in files, with what is said of them. */
export function problemsPage(texts: readonly CodeText[]): string {
  const intro = [
    "What DGS can find in planning files and tapes. Each finding has a code that never changes, a place (`file:line:column`), a message and a remedy; `dgs health --json` and the `problems` of other reports have them as fields.",
    "An `error` stops what depends on the file, a `warning` does not, `info` is a remark. In messages and remedies `{…}` stands for what is filled in; where a code has several messages they are divided by `·`. `dgs health --repair` mends [what needs no question](../health.md).",
  ];
  const planning = Object.entries(PLANNING_PROBLEMS).map(([name, [severity, sentence]]) => [code(name), severity, sentence, ...saidOf(texts, name)]);
  const tapes = Object.entries(AGENT_PROBLEMS).map(([name, sentence]) => [code(name), sentence, ...saidOf(texts, name)]);
  const tapesIntro = "Each of them is an error: a tape with one is not played, and an outbox with one is not accepted.";
  return page("Problem codes", ...intro, "## Planning files", table(["Code", "Severity", "What it says", "Message", "Remedy"], planning), "## Tapes and outboxes", tapesIntro, table(["Code", "What it says", "Message", "Remedy"], tapes));
}

/** Renders the codes of refusals: what a command says that does nothing, or that halts. */
export function refusalsPage(texts: readonly CodeText[]): string {
  const intro = "Why a command does nothing, or halts: `error.code` in JSON. In messages and remedies `{…}` stands for what is filled in. Where no exit is named it depends on the case, or is `usage`; the [exit codes](exit-codes.md) have the numbers. Findings in files have [codes of their own](problem-codes.md).";
  const findings = new Set([...Object.keys(PLANNING_PROBLEMS), ...Object.keys(AGENT_PROBLEMS)]);
  const refusals = texts.filter((text) => !findings.has(text.code) && /^(?:apps|packages\/(?:runtime|host|mcp-server|core\/src\/(?:phase-changes|quick|milestone|job)))\//.test(text.file));
  const names = [...new Set(refusals.map((text) => text.code))].sort();
  const rows = names.map((name) => [code(name), ...saidOf(refusals, name), [...new Set(refusals.flatMap((text) => (text.code === name && text.exit !== undefined ? [code(text.exit)] : [])))].join(", ")]);
  return page("Refusal codes", intro, table(["Code", "Message", "Remedy", "Exit"], rows));
}

function saidOf(texts: readonly CodeText[], name: string): [message: string, remedy: string] {
  const all = texts.filter((text) => text.code === name);
  const said = (pick: (text: CodeText) => string): string => [...new Set(all.map(pick))].filter((text) => text !== "{…}").map(code).join(" · ");
  return [said(({ message }) => message), said(({ remedy }) => remedy)];
}
