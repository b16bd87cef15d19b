/** What `/proc/<pid>/stat` says about one process (proc_pid_stat(5)). */
export interface ProcStat {
  /** One letter: `R`, `S`, `D`, `T`, `Z` (ended, not collected), `X` (ended) … */
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** Clock ticks between the start of the system and that of the process. */
  readonly startTime: number;
}

/**
 * Parses the text of `/proc/<pid>/stat`; undefined when it is something else.
 *
 * The program's name stands in parentheses and may itself hold spaces and parentheses, so the fields are counted from the last `)`.
 */
export function parseProcStat(text: string): ProcStat | undefined {
  const end = text.lastIndexOf(")");
  if (end === -1) return undefined;
  const fields = text.slice(end + 2).trim().split(" ");
  const [state = "", ...rest] = fields;
  const [parent, group, session] = rest.map(Number);
  const startTime = Number(fields[19]);
  if (state === "" || parent === undefined || group === undefined || session === undefined || Number.isNaN(startTime)) return undefined;
  return { state, parent, group, session, startTime };
}
