/** Takes out of a text what differs between two runs of the same: times, days, durations, ids of runs and quicks. */
export function timeless(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
    .replace(/\b\d{8}T\d{9}Z\b/g, "TIME")
    .replace(/\d{4}-\d\d-\d\d/g, "DAY")
    .replace(/\b\d{6}-[0-9a-z]{3}\b/g, "QUICK")
    .replace(/\| *(?:\d[\d.hms ]*|-) *\|$/gm, "| D |")
    .replace(/(\*\*Duration:\*\*) .*/g, "$1 D")
    .replace(/\b\d+(?:\.\d+)? ?m?s\b/g, "D")
    .replace(/\b(?:template[012]|first|second|third)-\d+\b/g, "RUN");
}
