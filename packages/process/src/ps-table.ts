import type { TableEntry } from "./table-entry.js";

const row = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S.*?)\s*$/;

/** Parses the columns `pid ppid pgid stat lstart` of ps, in the C locale and UTC; lines of another form are passed over. */
export function parsePsTable(text: string): readonly TableEntry[] {
  return text.split("\n").flatMap((line) => {
    const [, pid, parent, group, state, started] = row.exec(line) ?? [];
    const startTime = Date.parse(`${started ?? ""} UTC`) / 1000;
    if (Number.isNaN(startTime)) return [];
    return { pid: Number(pid), parent: Number(parent), group: Number(group), session: 0, startTime, ended: state?.startsWith("Z") ?? false };
  });
}

/**
 * Parses the columns `pid command` of `ps -E`, where the variables follow the arguments.
 *
 * Words are all that can be told apart there; the markers hold no blanks for that reason.
 */
export function parsePsEnvironments(text: string): ReadonlyMap<number, readonly string[]> {
  const environments = new Map<number, readonly string[]>();
  for (const line of text.split("\n")) {
    const [pid = "", ...words] = line.trim().split(/\s+/);
    if (pid !== "") environments.set(Number(pid), words);
  }
  return environments;
}
