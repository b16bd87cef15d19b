import { z } from "zod";
import { completeJobs, completeMilestones, completePhases, completeQuicks, completeWaiting } from "../completion/complete-names.js";
import type { ProductOptions } from "../product.js";
import type { Complete, PromptSpec } from "../registry/registry.js";
import { type Completed, type PromptRow, PROMPTS } from "./prompt-table.js";
import { renderPrompt } from "./render-prompt.js";

/** The most characters of an argument. */
const MOST_CHARACTERS = 4_000;

const COMPLETE: Readonly<Record<Completed, (options: ProductOptions, typed: string) => Promise<readonly string[]>>> = {
  job: completeJobs,
  milestone: completeMilestones,
  phase: completePhases,
  quick: completeQuicks,
  waiting: completeWaiting,
};

/** Makes the slash commands of a product. */
export function createProductPrompts(options: ProductOptions): readonly PromptSpec[] {
  return PROMPTS.map((row) => {
    const { name, title, description } = row;
    const input = inputOf(row);
    return {
      ...{ name, title, description, complete: completeOf(row, options) },
      ...(input === undefined ? {} : { input }),
      get: (given) => ({ description, messages: [{ role: "user", content: { type: "text", text: renderPrompt(row, withoutEmpty(given)) } }] }),
    };
  });
}

function inputOf({ arguments: named }: PromptRow): z.ZodObject | undefined {
  if (named.length === 0) return undefined;
  return z.object(Object.fromEntries(named.map(({ name, description, required }) => {
    const text = z.string().max(MOST_CHARACTERS).describe(description);
    return [name, required === true ? text.min(1).describe(description) : text.optional()];
  })));
}

function completeOf({ arguments: named }: PromptRow, options: ProductOptions): Readonly<Record<string, Complete>> {
  return Object.fromEntries(named.flatMap(({ name, completed }) => (completed === undefined ? [] : [[name, (typed: string) => COMPLETE[completed](options, typed)]])));
}

/** Clients send what was left empty as an empty text. */
function withoutEmpty(given: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value.trim() !== ""));
}
