import type { AgentTrouble } from "@dgs/core";

/** What kind of trouble a service speaks of, by its HTTP status where that is known, else by its words. */
export function troubleOf(status: number | undefined, message: string): AgentTrouble {
  const code = status ?? statusIn(message);
  if (code === 401 || code === 403) return "not-signed-in";
  if (code === 429) return "usage-limit";
  if (code !== undefined && code >= 500) return "overload";
  if (/\b(?:unauthori[sz]ed|unauthenticated|not logged in|log ?in|api key|authentication|missing environment variable)\b/i.test(message)) return "not-signed-in";
  if (/\b(?:rate.?limit|usage limit|limit reached|quota|resource exhausted|too many requests)\b/i.test(message)) return "usage-limit";
  if (/\boverloaded\b|\bunavailable\b/i.test(message)) return "overload";
  if (/context (?:window|length)|prompt (?:is )?too long|context.?overflow/i.test(message)) return "context-full";
  return "failed";
}

/** The HTTP status that a message names: `status 429 Too Many Requests`, `HTTP 401`, `"code":503`. */
function statusIn(message: string): number | undefined {
  const found = /(?:\bstatus:?|\bHTTP|"code":|"status":)\s*([45]\d\d)\b/i.exec(message)?.[1];
  return found === undefined ? undefined : Number(found);
}
