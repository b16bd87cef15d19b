import { carriesMarker, runVariable, supervisorVariable } from "./marker.js";
import type { ProcessTable } from "./process-table.js";
import type { TableEntry } from "./table-entry.js";

/** The program whose descendants are looked for. */
export interface Root {
  readonly pid: number;
  /** As in the process table; 0 when it is not known. */
  readonly startTime: number;
  readonly run: string;
}

/**
 * Finds the living descendants of a program: those in its group or session, its children, those that carry its marker, and
 * the descendants of all these.
 */
export function findLeftovers(table: ProcessTable, root: Root): readonly TableEntry[] {
  // While the group lives its number is not given away. A process with the program's pid but another start shows that the number is used anew.
  const isReused = table.entries.some((entry) => entry.pid === root.pid && entry.startTime !== root.startTime);
  const isNear = (entry: TableEntry): boolean => !isReused && [entry.group, entry.session, entry.parent].includes(root.pid);
  return selectFamily(
    table,
    (entry) =>
      entry.pid !== root.pid &&
      entry.startTime >= root.startTime &&
      (isNear(entry) || carriesMarker(table.environmentOf(entry.pid), runVariable, root.run)),
    (entry) => entry.pid === root.pid,
  );
}

/**
 * Finds the living processes that carry a supervisor's marker, and their descendants.
 *
 * The one who looks may carry it too, being a descendant of the runner that died: it, its ancestors and what it has started itself are spared.
 */
export function findMarked(table: ProcessTable, supervisor: string, self: { readonly pid: number; readonly supervisor: string }): readonly TableEntry[] {
  const line = lineOf(table, self.pid);
  return selectFamily(
    table,
    (entry) => carriesMarker(table.environmentOf(entry.pid), supervisorVariable, supervisor),
    (entry) => line.has(entry.pid) || carriesMarker(table.environmentOf(entry.pid), supervisorVariable, self.supervisor),
  );
}

/** The pid itself and those of its ancestors. */
function lineOf(table: ProcessTable, pid: number): ReadonlySet<number> {
  const parents = new Map(table.entries.map((entry) => [entry.pid, entry.parent]));
  const line = new Set<number>();
  for (let next: number | undefined = pid; next !== undefined && !line.has(next); next = parents.get(next)) line.add(next);
  return line;
}

function selectFamily(
  table: ProcessTable,
  belongs: (entry: TableEntry) => boolean,
  isSpared: (entry: TableEntry) => boolean,
): readonly TableEntry[] {
  const living = table.entries.filter((entry) => !entry.ended && entry.pid !== process.pid);
  const found = new Map<number, TableEntry>();
  const add = (entries: readonly TableEntry[]): void => {
    const fresh = entries.filter((entry) => !found.has(entry.pid) && !isSpared(entry));
    if (fresh.length === 0) return;
    for (const entry of fresh) found.set(entry.pid, entry);
    add(living.filter((entry) => found.has(entry.parent)));
  };
  add(living.filter(belongs));
  return [...found.values()];
}
