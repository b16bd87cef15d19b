import type { AgentRequest, AgentResult } from "@dgs/core";
import { createRedactor } from "@dgs/process";

/**
 * Runs an agent whose events and last words are shown and written down: keys, tokens and passwords are hidden in all of them. Its log is without them by
 * itself.
 * @param env What the agent's program is given, besides what this process has.
 */
export async function withoutSecrets(env: Readonly<Record<string, string>>, request: AgentRequest, run: (request: AgentRequest) => Promise<AgentResult>): Promise<AgentResult> {
  const redactor = createRedactor(process.env, env);
  const { onEvent } = request;
  const result = await run(onEvent === undefined ? request : { ...request, onEvent: (event) => { onEvent(hideIn(event, redactor.text)); } });
  return hideIn(result, redactor.text);
}

/** The same value with every text in it changed; what is no list or object of JSON stays as it is. */
export function hideIn<Value>(value: Value, change: (text: string) => string): Value {
  if (typeof value === "string") return change(value) as Value;
  if (Array.isArray(value)) return value.map((each: unknown) => hideIn(each, change)) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, hideIn(each as unknown, change)])) as Value;
}
