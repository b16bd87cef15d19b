import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { AgentRequest } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { addEvent, NO_FACTS, type RunFacts } from "../program/run-facts.js";
import { parseLine } from "../program/parse-line.js";
import { createAcpDialogue } from "./dialogue.js";

/** Recorded dialogues with the real programs, beside the checkout; a user's clone has none. */
const folder = fileURLToPath(new URL("../../../../../shared/transcripts/", import.meta.url));

const request: AgentRequest = { role: "executor", tier: "sonnet", purpose: "execute-plan 01-01", attempt: 1, prompt: "", cwd: "/lab/w/repo", outbox: "/lab/w/repo/.dgs/outbox/run", logPath: "run.log", limits: { timeMs: 1_000 } };

/** What the program said, and how many times the recorded client answered a question of its own. */
function linesOf(name: string): readonly string[] {
  return readFileSync(path.join(folder, `${name}.jsonl`), "utf8").split("\n").filter((line) => line.includes('"dir":"<"'));
}

function follow(lines: readonly string[]): { readonly facts: RunFacts; readonly said: readonly { readonly id?: unknown; readonly result?: unknown }[]; readonly texts: string } {
  const said: { id?: unknown; result?: unknown }[] = [];
  const dialogue = createAcpDialogue(request, { program: "", model: "", permission: "full", allowedCommands: [], obeysRepository: false, env: {} });
  dialogue.open({ write: (text) => said.push(JSON.parse(text) as object), end: () => undefined });
  const events = [...lines.flatMap((line) => dialogue.read(parseLine(line))), ...(dialogue.finish?.({ code: 0, tail: "" }) ?? [])];
  return { facts: events.reduce(addEvent, NO_FACTS), said, texts: events.flatMap((event) => (event.type === "text" ? [event.text] : [])).join("") };
}

/** The dialogues, and what each comes to. */
const EXPECTED: Readonly<Record<string, object>> = {
  "acp-claude": { end: { ok: true }, inputTokens: 2800, outputTokens: 68, costUsd: 0.01656 },
  "acp-claude-401": { end: { ok: false, trouble: "not-signed-in" } },
  "acp-claude-529": { end: { ok: false, trouble: "overload" } },
  "acp-claude-cancel": { end: { ok: false, trouble: "interrupted" } },
  "acp-claude-deny": { end: { ok: true } },
  "acp-codex": { end: { ok: true } },
  "acp-codex-401": { end: { ok: false, trouble: "not-signed-in" } },
  "acp-codex-cancel": { end: { ok: false, trouble: "interrupted" } },
  "acp-codex2": { end: { ok: true }, inputTokens: 2400, outputTokens: 68 },
  "acp-copilot": { end: { ok: true }, inputTokens: 2400, outputTokens: 68 },
  "acp-gemini": { end: { ok: true }, inputTokens: 2400, outputTokens: 68 },
  "acp-gemini-401": { end: { ok: false, trouble: "not-signed-in" } },
  "acp-gemini-cancel": { end: { ok: false, trouble: "interrupted" } },
  "acp-opencode": { end: { ok: true }, inputTokens: 1200, outputTokens: 34, costUsd: 0.002136 },
};

describe.skipIf(!existsSync(folder))("recorded dialogues (skipped where they do not lie beside the checkout)", () => {
  it.each(Object.entries(EXPECTED))("%s", (name, expected) => {
    const { facts, said } = follow(linesOf(name));
    expect(facts).toMatchObject(expected);
    expect(facts.sessionId).toMatch(/./);
    // Every question is answered, a permission for this once alone.
    const questions = linesOf(name).map((line) => parseLine(line) as { id?: unknown; method?: string }).filter(({ id, method }) => id !== undefined && method !== undefined);
    const answers = said.filter((message) => !("method" in message));
    expect(answers.map(({ id }) => id)).toEqual(questions.map(({ id }) => id));
    expect(JSON.stringify(answers)).not.toMatch(/always/i);
  });

  it.each(Object.keys(EXPECTED))("%s, cut behind every line, with unknown lines between", (name) => {
    const lines = linesOf(name);
    const whole = follow(lines).facts;
    const strange = lines.flatMap((line) => ['{"jsonrpc":"2.0","method":"_x/y","params":{}}', '{"id":77,"result":{"stopReason":"end_turn"}}', "a banner", '{"result":{"stopReason":"end_turn"}}', line]);
    expect(follow(strange).facts).toEqual(whole);
    for (let n = 0; n < lines.length; n++) expect(follow(lines.slice(0, n)).facts.end?.ok, `cut behind line ${String(n)}`).not.toBe(true);
  });

  it("puts together what comes word by word", () => {
    expect(follow(linesOf("acp-claude")).texts).toBe("Created hello.txt as asked.");
  });
});
