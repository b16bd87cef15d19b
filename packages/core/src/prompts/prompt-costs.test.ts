import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { AgentRole } from "../roles/role.js";
import { SAMPLE_PROMPTS } from "./fixtures/sample-prompts.js";
import { renderPrompt } from "./prompt.js";

/** Tokens that the fixed part of each prompt of a role may take: what it says before any file is in it. Raise one on purpose. */
const BUDGETS: Readonly<Record<AgentRole, number>> = {
  planner: 1000,
  "plan-checker": 750,
  executor: 1200,
  conflict: 600,
  verifier: 800,
  "phase-verifier": 750,
  debugger: 800,
  discussion: 700,
  "phase-researcher": 950,
  "project-researcher": 800,
  "research-synthesizer": 650,
  roadmapper: 950,
  "codebase-mapper": 750,
  "integration-checker": 650,
};

/** Four bytes a token: near enough for English with code, and the same for every model. */
const tokensOf = (text: string): number => Math.ceil(Buffer.byteLength(text) / 4);

const costs = SAMPLE_PROMPTS.map(({ name, role, madeBy, make }) => {
  const prompt = make([], []);
  return { name, role, madeBy, leaves: prompt.results.map(({ file }) => file.replace(/^03(?:-0\d)?-/, "")), tokens: tokensOf(renderPrompt({ ...prompt, inputs: [] }, "/home/someone/app--v1/.dgs/outbox/execute-plan-03-01")) };
});

const PAGE = new URL("../../../../docs/prompts.md", import.meta.url);
const [BEGIN, END] = ["<!-- costs: written by the test of the prompts -->\n", "<!-- end of costs -->"];

const table = [
  "| Role | Purpose | Made by | Leaves | Tokens | Budget |",
  "|---|---|---|---|---|---|",
  ...costs.map(({ name, role, madeBy, leaves, tokens }) => `| ${role} | ${name} | \`${madeBy}\` | ${leaves.length > 3 ? `${String(leaves.length)} documents` : leaves.map((file) => `\`${file}\``).join(", ")} | ${String(tokens)} | ${String(BUDGETS[role])} |`),
].join("\n");

describe("what prompts cost before any file is in them", () => {
  it.each(costs.map((cost) => [cost.name, cost] as const))("%s keeps to the budget of its role", (_, { role, tokens }) => {
    expect(tokens).toBeLessThanOrEqual(BUDGETS[role]);
    // A budget that nothing comes near to holds nothing back.
    expect(Math.max(...costs.filter((cost) => cost.role === role).map((cost) => cost.tokens))).toBeGreaterThan(BUDGETS[role] * 0.75);
  });

  it("is told by docs/prompts.md (DGS_WRITE_DOCS=1 writes it)", () => {
    console.info(table);
    const page = readFileSync(PAGE, "utf8");
    const [before, rest = ""] = page.split(BEGIN);
    const after = rest.slice(rest.indexOf(END));
    expect(after.startsWith(END)).toBe(true);
    const wanted = `${before ?? ""}${BEGIN}\n${table}\n\n${after}`;
    if (process.env["DGS_WRITE_DOCS"] === "1") writeFileSync(PAGE, wanted);
    else expect(page).toBe(wanted);
  });
});
