/**
 * The time at which a limit ends, where a message names it: seconds since 1970 behind a bar (`Claude AI usage limit reached|1767225600`), or an
 * ISO 8601 time. Words like "3am" name no day and no zone, and are left out.
 */
export function resetTime(message: string): string | undefined {
  const seconds = /\|(\d{10})\b/.exec(message)?.[1];
  if (seconds !== undefined) return new Date(Number(seconds) * 1000).toISOString();
  const iso = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)/.exec(message)?.[0];
  return iso === undefined || Number.isNaN(Date.parse(iso)) ? undefined : new Date(iso).toISOString();
}
