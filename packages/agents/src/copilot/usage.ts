import type { AgentEvent } from "@dgs/core";
import { numberAt, objectAt } from "../program/json-fields.js";
import { parseLine } from "../program/parse-line.js";

/**
 * Reads the file that `--usage-output-file` names: the tokens of a run, over all of its models and agents. Those that came from a cache are among its input. It is written when the
 * program ends, after a failure and after SIGTERM too, and tells premium requests instead of money.
 */
export function readCopilotUsage(source: string): readonly AgentEvent[] {
  const models = Object.values(objectAt(parseLine(source), "modelMetrics"));
  const [inputTokens, outputTokens] = [sumOf(models, "inputTokens"), sumOf(models, "outputTokens")];
  if (inputTokens === undefined && outputTokens === undefined) return [];
  return [{ type: "usage", inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 }];
}

/** The sum of a number over all models; `undefined` where none tells it. */
function sumOf(models: readonly unknown[], key: string): number | undefined {
  const told = models.map((model) => numberAt(model, "usage", key)).filter((tokens) => tokens !== undefined);
  return told.length === 0 ? undefined : told.reduce((sum, tokens) => sum + tokens, 0);
}
